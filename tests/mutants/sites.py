"""Every mutant that a source file can have, with a name that stays when lines move."""

import ast
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tests.mutants.operators import Change, changes_of_expression, changes_of_statement

_SILENT_CALLS = {"cast", "TypeVar", "NewType", "ConfigDict", "field", "assert_never", "Literal"}
"""What these say is about types, or is not looked at when the program runs."""
_SILENT_KEYWORDS = {"strict", "copy", "zero_copy_only"}
"""Whether a programmer is told of lists of different length, and whether memory is spared."""
_SILENT_DECORATORS = {"dataclass", "overload", "final", "model_validator"}
_LOGS = {"log", "logger", "_log", "logging"}


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change in one file."""

    file: str
    """Below the repository."""
    function: str
    """Qualified; empty at the level of the module."""
    operator: str
    line: int
    lines: tuple[int, int]
    """First and last line of the statement it is in, or of its head: one of them runs when it does."""
    at_import: bool
    """Whether it runs when the module is imported, and no test can be told by the line."""
    begin: int
    """In bytes."""
    end: int
    before: str
    after: str
    called: tuple[str, ...] = ()
    """Of what runs at import: by which names others can use it."""
    number: int = 1
    """Which one, of several that read the same in one function."""

    @property
    def name(self) -> str:
        """file:function:text; without line numbers, so that it stays when lines move."""
        counted = f" #{self.number}" if self.number > 1 else ""
        return f"{self.file}:{self.function}:{self.before} → {self.after}{counted}"

    def applied(self, source: bytes) -> bytes:
        """The source with this change in it."""
        return source[: self.begin] + self.after.encode() + source[self.end :]


@dataclass(frozen=True)
class _Place:
    function: str = ""
    returns: ast.expr | None = None
    lines: tuple[int, int] = (0, 0)
    at_import: bool = True
    called: tuple[str, ...] = ()


class _Finder:
    def __init__(self, source: bytes, *, in_query: bool) -> None:
        self.source = source
        self.in_query = in_query
        self.starts = [0]
        for line in source.splitlines(keepends=True):
            self.starts.append(self.starts[-1] + len(line))

    def statements(self, body: Sequence[ast.stmt], place: _Place) -> Iterator[tuple[Change, _Place]]:
        for node in body:
            if not _is_silent(node):
                called = _assigned(node) or place.called
                yield from self.statement(node, replace(place, lines=_lines_of_head(node), called=called))

    def statement(self, node: ast.stmt, place: _Place) -> Iterator[tuple[Change, _Place]]:
        for change in changes_of_statement(node, place.returns):
            yield change, place
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                yield from self.function(node, place)
            case ast.ClassDef():
                inner = replace(
                    place, function=f"{place.function}.{node.name}".strip("."), called=(node.name,)
                )
                yield from self.statements(node.body, inner)
            case ast.Raise():
                return  # what it says is held by the tests of who reads it
            case ast.AnnAssign(value=value):
                yield from self.expressions([value] if value else [], place)
            case _:
                yield from self.expressions(list(ast.iter_child_nodes(node)), place)
                for below in ("body", "orelse", "finalbody"):
                    yield from self.statements(getattr(node, below, []), place)
                for part in (*getattr(node, "handlers", ()), *getattr(node, "cases", ())):
                    yield from self.statements(part.body, place)

    def function(
        self, node: ast.FunctionDef | ast.AsyncFunctionDef, place: _Place
    ) -> Iterator[tuple[Change, _Place]]:
        name = f"{place.function}.{node.name}".strip(".")
        inside = (node.body[0].lineno, node.end_lineno or node.lineno)
        decorators = [each for each in node.decorator_list if _called(each) not in _SILENT_DECORATORS]
        decorated = replace(place, function=name, lines=inside, called=(node.name,))
        yield from self.expressions(decorators, decorated)
        defaults = [each for each in (*node.args.defaults, *node.args.kw_defaults) if each is not None]
        yield from self.expressions(defaults, _Place(name, None, inside, at_import=False))
        yield from self.statements(node.body, _Place(name, node.returns, inside, at_import=False))

    def expressions(self, nodes: Sequence[ast.AST], place: _Place) -> Iterator[tuple[Change, _Place]]:
        for node in nodes:
            match node:
                case ast.stmt() | ast.JoinedStr() | ast.pattern() | ast.ExceptHandler():
                    continue  # statements come by themselves; Python 3.11 misplaces what is in an f-string
                case ast.match_case(guard=guard):
                    yield from self.expressions([guard] if guard else [], place)
                    continue
                case ast.Call() if _called(node) in _SILENT_CALLS:
                    continue
                case ast.Subscript(value=value) if _called(value) == "Literal":
                    continue
                case ast.keyword(arg=name) if name in _SILENT_KEYWORDS:
                    continue
            for change in changes_of_expression(node, in_query=self.in_query):
                yield change, place
            yield from self.expressions(list(ast.iter_child_nodes(node)), place)

    def span(self, node: ast.AST) -> tuple[int, int]:
        begin = self.starts[node.lineno - 1] + node.col_offset
        return begin, self.starts[node.end_lineno - 1] + node.end_col_offset


def mutants_of(file: str, source: bytes, *, in_query: bool = False) -> list[Mutant]:
    """Every mutant of a file, in the order in which they stand there."""
    finder, seen, found = _Finder(source, in_query=in_query), Counter(), []
    for change, place in finder.statements(ast.parse(source).body, _Place()):
        begin, end = finder.span(change.node)
        mutant = Mutant(
            file=file,
            function=place.function,
            operator=change.operator,
            line=change.node.lineno,
            lines=place.lines,
            at_import=place.at_import,
            called=place.called if place.at_import else (),
            begin=begin,
            end=end,
            before=re.sub(r"\s+", " ", source[begin:end].decode()),
            after=change.after,
        )
        seen[mutant.name] += 1
        found.append(replace(mutant, number=seen[mutant.name]))
    return found


def _lines_of_head(node: ast.stmt) -> tuple[int, int]:
    body = getattr(node, "body", None) or getattr(node, "cases", None)
    if not body:
        return node.lineno, node.end_lineno
    first = body[0].pattern if isinstance(body[0], ast.match_case) else body[0]
    return node.lineno, max(node.lineno, first.lineno - 1)


def _assigned(node: ast.stmt) -> tuple[str, ...]:
    targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
    names = (name for target in targets if target for name in ast.walk(target))
    return tuple(name.id for name in names if isinstance(name, ast.Name))


def _is_silent(node: ast.stmt) -> bool:
    match node:
        case ast.Expr(value=ast.Constant()) | ast.Import() | ast.ImportFrom():
            return True
        case ast.Expr(value=ast.Call(func=called)):
            return _root_of(called) in _LOGS or _called(called) in _SILENT_CALLS
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.If(test=ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING")):
            return True
    return False


def _called(node: ast.expr) -> str:
    match node:
        case ast.Call(func=called):
            return _called(called)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
    return ""


def _root_of(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node.id if isinstance(node, ast.Name) else ""
