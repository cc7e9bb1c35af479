"""What is too much for one function, one value or one file. Run by itself it lists every place."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit

ROOT = Path(__file__).parents[2]
ROOMS = ("service", "workers")
MOST_TURNS = 10
"""Radon's grades A and B."""
MOST_BY_PLACE = 4
"""Fields of a value that may be given by place; one with more is made by name."""


def sources() -> list[Path]:
    """Every module of the program."""
    return sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def turns(path: Path) -> Iterator[str]:
    """Functions with more turns than a reader keeps in mind."""
    for block in cc_visit(path.read_text(encoding="utf-8")):
        if block.complexity > MOST_TURNS and block.letter in {"F", "M"}:
            yield f"{path.relative_to(ROOT)}:{block.lineno} {block.fullname} takes {block.complexity} turns"


def values(path: Path) -> Iterator[str]:
    """Dataclasses that could be made by place, and calls that unpack into one."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ClassDef) and _is_by_place(node) and _fields(node) > MOST_BY_PLACE:
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name} needs kw_only=True"


def _is_by_place(node: ast.ClassDef) -> bool:
    for decorator in node.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else None
        name = call.func if call else decorator
        if isinstance(name, ast.Name) and name.id == "dataclass":
            return call is None or all(each.arg != "kw_only" for each in call.keywords)
    return False


def _fields(node: ast.ClassDef) -> int:
    every = [each for each in node.body if isinstance(each, ast.AnnAssign)]
    return sum("ClassVar" not in ast.unparse(each.annotation) and not _is_made_later(each) for each in every)


def _is_made_later(field: ast.AnnAssign) -> bool:
    return isinstance(field.value, ast.Call) and any(each.arg == "init" for each in field.value.keywords)


def everything() -> list[str]:
    """Every place that is too much, in order."""
    return [found for path in sources() for check in (turns, values) for found in check(path)]


if __name__ == "__main__":
    found = everything()
    print("\n".join(found))
    sys.exit(bool(found))
