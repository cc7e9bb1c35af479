"""What is changed in one node of the code: each operator yields what to put in its place."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
}
_UNWRAPPED = {
    *("sorted", "abs", "round", "set", "frozenset", "reversed", "unique"),
    *("strip", "lstrip", "rstrip", "lower", "upper", "casefold"),
    *("dropna", "fillna", "drop_duplicates", "sort_values", "reset_index", "copy"),
}
"""Functions and methods that give back what they got, changed a little: the change is left out."""
_QUERY_PARTS = {"limit", "distinct", "with_for_update", "on_conflict_do_nothing"}
_EMPTY = {
    "int": "0",
    "str": "''",
    "bool": "False",
    "list": "[]",
    "tuple": "()",
    "dict": "{}",
    "Mapping": "{}",
}


@dataclass(frozen=True)
class Change:
    """The text `after` in the place of `node`."""

    operator: str
    node: ast.AST
    after: str


def changes_of_statement(node: ast.stmt, returns: ast.expr | None) -> Iterator[Change]:
    """A statement left out, and another answer of a function that is annotated with `returns`."""
    match node:
        case ast.Expr(value=ast.Call() | ast.Yield() | ast.YieldFrom()) | ast.AugAssign() | ast.Delete():
            yield Change("leave out a statement", node, "pass")
        case ast.Raise() | ast.Continue() | ast.Break():
            yield Change("leave out a statement", node, "pass")
        case ast.Assign(targets=[ast.Subscript() | ast.Attribute()]):
            yield Change("leave out a statement", node, "pass")
        case ast.Return(value=ast.expr() as value):
            answers = ("True", "False") if _name_of(returns) == "bool" else (_empty(returns),)
            for answer in answers:
                if ast.unparse(value) != answer:
                    yield Change("return a constant", value, answer)
        case ast.If(test=test) | ast.While(test=test):
            yield from _negated(test)


def changes_of_expression(node: ast.AST, *, in_query: bool) -> Iterator[Change]:
    """Every change in this expression itself; not in those below it."""
    yield from _other_signs(node)
    match node:
        case ast.IfExp(test=test):
            yield from _negated(test)
        case ast.comprehension(ifs=tests):
            for test in tests:
                yield from _negated(test)
        case ast.Constant():
            yield from _other_constants(node)
        case ast.Call():
            yield from _unwrapped(node)
            if in_query:
                yield from _query_without_a_part(node)


def _other_signs(node: ast.AST) -> Iterator[Change]:
    match node:
        case ast.Compare(ops=[one]) if type(one) in _COMPARISONS:
            swapped = ast.Compare(node.left, [_COMPARISONS[type(one)]()], node.comparators)
            yield Change("swap a comparison", node, _written(swapped))
        case ast.BoolOp(op=joined):
            other = ast.Or() if isinstance(joined, ast.And) else ast.And()
            yield Change("and/or", node, _written(ast.BoolOp(other, node.values)))
        case ast.UnaryOp(op=ast.Not() | ast.USub() | ast.Invert(), operand=operand):
            yield Change("leave out a sign", node, _written(operand))
        case ast.BinOp(op=sign) if type(sign) in _ARITHMETIC and not _is_of_texts_or_types(node):
            swapped = ast.BinOp(node.left, _ARITHMETIC[type(sign)](), node.right)
            yield Change("swap an arithmetic sign", node, _written(swapped))


def _negated(test: ast.expr) -> Iterator[Change]:
    if not isinstance(test, ast.Compare | ast.UnaryOp):  # those have a change of their own that does the same
        yield Change("negate a condition", test, f"(not {_written(test)})")


def _other_constants(node: ast.Constant) -> Iterator[Change]:
    match node.value:
        case bool():
            yield Change("flip a truth", node, str(not node.value))
        case int():
            yield Change("one more", node, str(node.value + 1))
            yield Change("one less", node, f"({node.value - 1})")
        case float():
            yield Change("one more", node, str(node.value + 1))
        case str() as text if text and " " not in text:  # a sentence is wording, held elsewhere
            yield Change("another text", node, repr(f"{text}x"))


def _unwrapped(node: ast.Call) -> Iterator[Change]:
    match node.func:
        case ast.Name(id=name) if name in _UNWRAPPED and len(node.args) == 1:
            yield Change("leave out a call", node, _written(node.args[0]))
        case ast.Attribute(value=value, attr=name) if name in _UNWRAPPED:
            yield Change("leave out a call", node, _written(value))


def _query_without_a_part(node: ast.Call) -> Iterator[Change]:
    match node.func:
        case ast.Attribute(attr="where" | "order_by") | ast.Name(id="and_" | "or_"):
            for argument in node.args:
                yield Change("leave out a part of a query", argument, "*()")  # no argument at all
        case ast.Attribute(value=value, attr=name) if name in _QUERY_PARTS:
            yield Change("leave out a part of a query", node, _written(value))


def _is_of_texts_or_types(node: ast.BinOp) -> bool:
    sides = (node.left, node.right)
    are_types = isinstance(node.op, ast.BitOr) and all(
        isinstance(each, ast.Name) and each.id[:1].isupper() for each in sides if not _is_none(each)
    )
    texts = (isinstance(each, ast.Constant) and isinstance(each.value, str) for each in sides)
    return are_types or any(texts) or any(isinstance(each, ast.JoinedStr) for each in sides)


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _name_of(annotation: ast.expr | None) -> str:
    match annotation:
        case ast.Name(id=name) | ast.Subscript(value=ast.Name(id=name)):
            return name
        case ast.Constant(value=str() as name):
            return name
    return ""


def _empty(annotation: ast.expr | None) -> str:
    return _EMPTY.get(_name_of(annotation), "None")


def _written(node: ast.expr) -> str:
    return f"({ast.unparse(node)})"
