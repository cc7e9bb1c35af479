"""Rules of the house that a reviewer forgets."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
import yaml
from stdnum.nl import bsn

from tests.guards import lock_is_up_to_date

HOUSE = Path(__file__).parents[2]
SOURCES = sorted(path for room in ("service", "workers") for path in (HOUSE / room).rglob("*.py"))
LONGEST_FUNCTION = 40
LONGEST_MODULE = 400
TOP_LEVEL = {
    *("service", "workers", "mappings", "templates", "tests", "docker", "docs", ".ci"),
    *("pyproject.toml", "requirements.lock", "Makefile", ".gitignore", ".dockerignore"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "CODE_OF_CONDUCT.md", "SECURITY.md"),
    "publiccode.yml",
}
TEXT_FILES = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".csv",
    ".txt",
    ".html",
    ".css",
    ".js",
    ".json",
    ".lock",
    ".po",
    "",
}


def tracked_files():
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=HOUSE, capture_output=True, check=True, text=True)
    return [HOUSE / name for name in listed.stdout.split("\0") if name]


def texts():
    for path in tracked_files():
        if path.suffix in TEXT_FILES and path.is_file():
            yield path.relative_to(HOUSE), path.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_has_one_idea_and_its_functions_fit_on_a_screen(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]

    assert len(text.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(tree)
    assert [each.name for each in functions if each.end_lineno - each.lineno >= LONGEST_FUNCTION] == []


def test_no_module_is_called_after_nothing():
    empty_names = {"utils", "helpers", "common", "misc", "manager", "base", "lib"}

    assert [path for path in SOURCES if path.stem in empty_names] == []


def test_at_the_top_stands_only_what_belongs_there():
    assert {path.relative_to(HOUSE).parts[0] for path in tracked_files()} <= TOP_LEVEL


def test_the_lock_pins_everything_with_hashes_and_without_an_address():
    assert lock_is_up_to_date.faults() == []


def test_nothing_names_a_package_registry_or_a_path_of_the_machine_it_was_written_on():
    forbidden = re.compile(r"pypi\.org|pythonhosted|npmjs\.|registry\.npm|deb\.debian|/root/\w|/home/\w")

    found = {str(path): match[0] for path, text in texts() if (match := forbidden.search(text))}

    assert {name: what for name, what in found.items() if not name.startswith("tests/guards/")} == {}


def test_every_bsn_in_the_repository_is_of_the_official_test_range():
    numbers = re.compile(r"(?<![\w.,-])\d{9}(?![\w.,])")
    hashes = re.compile(r"\b[0-9a-f]{64}\b")

    found = {
        (str(path), number)
        for path, text in texts()
        if path.suffix in {".csv", ".py", ".txt", ".md", ".yaml"}
        for number in numbers.findall(hashes.sub("", text))
        if bsn.is_valid(number) and not 999900006 <= int(number) <= 999999990
    }

    assert {each for each in found if "1234567" not in each[1]} == set()


def test_migrations_are_numbered_and_linear():
    versions = sorted((HOUSE / "service/storage/migrations/versions").glob("[0-9]*.py"))

    numbers = [int(path.name[:4]) for path in versions]
    downs = [
        re.search(r'^down_revision.*=\s*(?:None|"(\w+)")', path.read_text(), re.MULTILINE)[1]
        for path in versions
    ]
    revisions = [re.search(r'^revision.*=\s*"(\w+)"', path.read_text(), re.MULTILINE)[1] for path in versions]

    assert numbers == list(range(1, len(numbers) + 1))
    assert downs == [None, *revisions[:-1]]


def test_compose_gives_every_lasting_service_a_way_to_tell_whether_it_is_well():
    services = yaml.safe_load((HOUSE / "docker/compose.yaml").read_text())["services"]

    lasting = {name for name, service in services.items() if service.get("restart") == "unless-stopped"}

    assert lasting == {"postgres", "valkey", "web", "worker", "reconciler"}
    assert {name for name in lasting if "healthcheck" not in services[name]} <= {"reconciler"}
    assert all(service["read_only"] for name, service in services.items() if "build" in service)


def test_every_container_is_closed_and_from_an_image_that_cannot_become_another():
    services = yaml.safe_load((HOUSE / "docker/compose.yaml").read_text())["services"]
    dockerfile = (HOUSE / "docker/Dockerfile").read_text()
    by_digest = re.compile(r"@sha256:[0-9a-f]{64}\b")

    bases = re.findall(r"^FROM (\S+)", dockerfile, re.MULTILINE)
    pulled = [service["image"] for service in services.values() if "build" not in service]
    assert [image for image in (*bases, *pulled) if not by_digest.search(image)] == []
    assert re.findall(r"^USER (\S+)", dockerfile, re.MULTILINE)[-1:] == ["eenmaal"]
    for name, service in services.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert "build" in service or service["user"] != "root", name


def test_every_suppressed_rule_has_its_reason_on_its_line():
    bare = re.compile(r"#\s*(noqa: [A-Z0-9, ]+|type: ignore\[[a-z-]+\])\s*$")

    found = [
        f"{path}:{number}"
        for path, text in texts()
        if path.suffix == ".py"
        for number, line in enumerate(text.splitlines(), 1)
        if bare.search(line)
    ]

    assert found == []
