"""What the service imports is what the wheel asks for, and nothing of the tools of its makers."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.guards import wheel_starts

HOUSE = Path(__file__).parents[2]
SOURCES = [path for room in ("service", "workers") for path in (HOUSE / room).rglob("*.py")]
OURS = {"service", "workers"}


def imported_packages(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


def project():
    return tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def names(requirements):
    return {canonicalize_name(Requirement(each).name) for each in requirements}


def test_every_package_that_the_service_imports_is_declared_by_the_project_itself():
    declared = names(project()["dependencies"])
    provided_by = packages_distributions()

    imported = {name for path in SOURCES for name in imported_packages(path)} - OURS
    from_outside = imported - set(sys.stdlib_module_names)
    undeclared = {
        name
        for name in from_outside
        if not declared & {canonicalize_name(each) for each in provided_by.get(name, ())}
    }

    assert undeclared == set()


def test_what_runs_the_wheel_is_pinned_with_hashes_and_holds_no_tool_of_its_makers():
    pinned = wheel_starts.runtime_lock()
    held = names(block.split()[0].partition("==")[0] for block in pinned)

    assert all("--hash=sha256:" in block for block in pinned)
    assert names(project()["dependencies"]) <= held
    assert "packaging" in held  # the queue's client asks for it, by way of an extra
    assert held & names(project()["optional-dependencies"]["dev"]) == {"psutil"}  # the bundled database's
