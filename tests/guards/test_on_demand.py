"""Packages that import what they offer when it is asked say the same to a type checker as to Python."""

import ast
from importlib import import_module
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = sorted(
    path
    for path in (ROOT / "service").rglob("__init__.py")
    if "on_demand(" in path.read_text(encoding="utf-8")
)


def name_of(path):
    return ".".join(path.parent.relative_to(ROOT).parts)


def test_there_are_such_packages():
    assert len(PACKAGES) >= 5


@pytest.mark.parametrize("path", PACKAGES, ids=name_of)
def test_what_a_package_offers_is_what_a_type_checker_reads(path):
    package = name_of(path)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    (checked,) = (each.body for each in tree.body if isinstance(each, ast.If))
    read = {alias.name: each.module.removeprefix(f"{package}.") for each in checked for alias in each.names}
    (call,) = (
        each.value for each in tree.body if isinstance(each, ast.Assign) and isinstance(each.value, ast.Call)
    )
    offered = {name: file for file, names in ast.literal_eval(call.args[1]).items() for name in names}

    assert offered == read
    assert sorted(offered) == sorted(import_module(package).__all__)


@pytest.mark.parametrize("path", PACKAGES, ids=name_of)
def test_everything_that_is_offered_is_there_and_nothing_else_is(path):
    package, other = import_module(name_of(path)), "nothing"

    for name in package.__all__:
        assert getattr(package, name) is not None
        assert name in vars(package), "asked once"
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        getattr(package, other)
