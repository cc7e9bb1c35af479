# One command each: make demo, make test, make check. Only Python >= 3.11 and make are needed.
PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$each && break; done)
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed

# What Python compiled is kept, so that the processes that tests start need not compile it again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help install demo up test test-whole test-long bench mutants faults sbom engine check rules-diff wheel-check docs others assets format lock clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

install: $(INSTALLED) ## Make .venv with the eenmaal command

$(INSTALLED): requirements.lock pyproject.toml tests/end_to_end/axe.lock
	@test -n "$(PYTHON)" || { echo "Eenmaal needs Python 3.11 or newer." >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps -r tests/end_to_end/axe.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	$(BIN)/python -m compileall -q service workers
	@touch $@

demo: install ## Start everything, upload an example export, show every report; Ctrl-C stops
	$(BIN)/eenmaal demo

up: install ## Start everything on this machine
	$(BIN)/eenmaal up

# Processes of tests: each has servers and caches of its own.
WORKERS ?= 2
PYTEST := $(BIN)/python -m pytest --dist loadfile --no-loadscope-reorder
test: install ## All tests but the long ones and those that start the whole service
	$(PYTEST) -n $(WORKERS) -m "not long and not whole"

test-whole: install ## The whole service as users meet it: in a browser where there is one, by its commands, and struck
	$(PYTEST) -n 2 -m "whole and not long"

test-long: install ## The long tests
	$(BIN)/python -m pytest -m long

bench: install ## Measure, as ratios in one run, and write docs/performance.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
		--no-binary odfpy,zc-zlibstorage -r tests/benchmarks/requirements.lock
	$(BIN)/python -m compileall -q service workers tests/benchmarks
	$(BIN)/python -m tests.benchmarks

COUNT ?= 300
SEED ?= 1
ONLY ?=
mutants: install ## Change the code in COUNT small ways, chosen by SEED; say which no test notices (slow)
	$(BIN)/python -m tests.mutants --count $(COUNT) --seed $(SEED) --only "$(ONLY)"

SECONDS ?= 300
faults: install ## Strike a running service for SECONDS; the last line says what was lost
	$(BIN)/python -m tests.faults --seconds $(SECONDS) --seed $(SEED)

check: install ## Format, lint, types, arrows, dead code, turns, lock up to date
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/vulture
	$(BIN)/python -m tests.guards.complexity
	$(BIN)/python -m tests.guards.lock_is_up_to_date

sbom: install ## Write dist/eenmaal.cdx.json: what runs in this version, with versions and hashes (CycloneDX)
	@mkdir -p dist
	$(BIN)/python -m tests.tools.runtime_lock | $(BIN)/cyclonedx-py requirements - --pyproject pyproject.toml \
		--output-reproducible --output-file dist/eenmaal.cdx.json

engine: install ## Write dist/engines/VERSION: this release to keep, for eenmaal replay --engine VERSION
	$(BIN)/python -m tests.tools.kept_engine dist/engines

rules-diff: install ## What the rules find otherwise than the last version did; fails on what nobody explained
	$(BIN)/eenmaal rules diff $$(ls mappings/regels/*.json.gz | sort -V | tail -1 | xargs basename -s .json.gz) now --exports 100

wheel-check: install ## Build the wheel, install it without our tools, and run the demo with it
	$(BIN)/python -m tests.guards.wheel_starts

OTHERS_PYTHON ?= $(shell for each in python3.14 python3.13 python3.12 python3 \
	$${PYENV_ROOT:-$$HOME/.pyenv}/versions/3.1[2-9]*/bin/python; do \
	$$each -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null && echo $$each && break; done)
others: ## Make build/others: a program of others that reads our log in a test (asks Python 3.12 or later)
	@test -n "$(OTHERS_PYTHON)" || { echo "aics-tlog asks Python 3.12 or later: its check will skip" >&2; exit 1; }
	$(OTHERS_PYTHON) -m venv --clear build/others
	build/others/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r tests/tools/others.lock

assets: install ## Take what the pages use of NL Design System out of its npm packages (the result is committed)
	rm -rf build/node
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --no-deps \
		--target build/node -r tests/tools/assets/node.lock
	$(BIN)/python -m tests.tools.vendor_assets

docs: install ## Write the pages that follow from the code
	$(BIN)/python -m tests.guards.generated_docs
	$(BIN)/eenmaal standard pages --out docs

format: install ## Put the code in order
	$(BIN)/ruff format
	$(BIN)/ruff check --fix

lock: install ## Renew requirements.lock
	$(BIN)/uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-emit-find-links --no-annotate --no-header --quiet --output-file requirements.lock

clean: ## Remove what make made
	rm -rf $(VENV)
