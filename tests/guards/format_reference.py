"""The reference of what a format may say beside its verbs, written from the models that read it."""

import ast
import inspect
from collections.abc import Iterator
from textwrap import dedent

from pydantic import BaseModel

from service.domain.formats.blocks import Across, Anchor, Listed
from service.domain.formats.model import Check, Format, Overlapping, RowsOf, SheetFormat, Validity

_PARTS: dict[str, tuple[type[BaseModel], str]] = {
    "A format": (Format, ""),
    "valid": (Validity, ""),
    "A sheet, or a block under `blocks`": (SheetFormat, "sheet"),
    "at": (Anchor, ""),
    "rows": (RowsOf, ""),
    "overlapping": (Overlapping, ""),
    "listed": (Listed, ""),
    "across": (Across, ""),
    "checks": (Check, ""),
}
"""What stands at each place, and the fields of it that nobody writes."""
_BLOCKS = """A sheet has either what stands below, or only `blocks`: by the name of each block the same. A
block has `at` to be found by; `header_row` counts from the top of the sheet. In `checks` a block is
`Sheet/Block.Column`; a column that comes once per head is one column for all heads (`Sheet.* > Amount`) or
for one of them (`Sheet.May > Amount`).

An address is the text of the header; over more lines the texts from top to bottom with ` > ` between them; of
equal addresses `Amount (2)` is the second from the left; `column Z` is a column that no text tells apart."""
_HEADING = {model.__name__: heading for heading, (model, _) in _PARTS.items()}


def reference_page() -> Iterator[str]:
    """The lines of docs/formats/reference.md."""
    yield "# Reference of a format"
    yield ""
    yield "Written from the code. What stands behind an address or under `of`, `by` and `per` is a field or a"
    yield "list of [verbs](../verbs.md); conditions have [a page of their own](conditions.md)."
    for heading, (model, hidden) in _PARTS.items():
        yield ""
        yield f"## {heading}"
        yield ""
        yield " ".join((model.__doc__ or "").split())
        if model is SheetFormat:
            yield ""
            yield _BLOCKS
        yield ""
        yield "| key | what it takes | what it says |"
        yield "|---|---|---|"
        yield from _rows(model, hidden)


def _rows(model: type[BaseModel], hidden: str) -> Iterator[str]:
    told = _docstrings(model)
    schema = model.model_json_schema(by_alias=True)
    required = schema.get("required", ())
    for name, field in model.model_fields.items():
        if name == hidden:
            continue
        key = field.alias or name
        described = schema["properties"][key]
        takes = "; ".join(
            filter(None, (_takes(described, schema), _default(described, is_required=key in required)))
        )
        yield f"| `{key}` | {takes} | {told.get(name, '')} |"


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    (tree,) = ast.parse(dedent(inspect.getsource(model))).body
    found = {}
    for field, text in zip(tree.body, tree.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(text, ast.Expr):
            found[field.target.id] = " ".join(ast.literal_eval(text.value).split()).replace("|", "\\|")
    return found


def _takes(described: dict, schema: dict) -> str:
    """What may stand there, in a few words."""
    if "discriminator" in described:
        return "a [kind of file](../kinds-of-file.md)"
    if "$ref" in described:
        return _part(described["$ref"].rpartition("/")[2], schema)
    several = [each for each in described.get("anyOf", ()) if each != {"type": "null"}]
    if several:
        return " or ".join(dict.fromkeys(_takes(each, schema) for each in several))
    return _of_type(described, schema)


def _part(name: str, schema: dict) -> str:
    heading = _HEADING.get(name)
    return f"[{heading}](#{heading})" if heading else _takes(schema["$defs"][name], schema)


def _of_type(described: dict, schema: dict) -> str:
    kind = described.get("type", "")
    if described.get("enum"):
        return ", ".join(dict.fromkeys(f"`{each}`" for each in described["enum"]))
    if described.get("x-place") == "Expression":
        return "a field, or verbs"
    if kind == "array":
        items = described.get("items") or {}
        return f"a list of: {_takes(items, schema)}" if items else "a list"
    if kind == "object":
        return "by name or address"
    if isinstance(kind, list):
        return "text, a list or by name" if "array" in kind else "text"
    words = {"string": "text", "integer": "a whole number", "boolean": "true or false"}
    return words.get(kind, "text")


def _default(described: dict, *, is_required: bool) -> str:
    if is_required:
        return "always written"
    default = described.get("default")
    return f"`{default}` when left out" if default not in (None, "", [], {}, ()) else ""
