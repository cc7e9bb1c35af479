"""Formulas that do nothing but add up ranges of cells, in the notations of Excel and of OpenDocument."""

import re

from openpyxl.utils import column_index_from_string

Range = tuple[str, int, int, int, int]
"""Sheet, first and last row, first and last column."""

_SUM = re.compile(r"=\s*(?:SUM|SUBTOTAL\(\s*(?:9|109)\s*[,;])\(?(?P<inside>[^()]*)\)", re.IGNORECASE)
_OPEN = re.compile(r"^of:=|^oooc:=")
_OPEN_RANGE = re.compile(
    r"\[(?P<sheet>[^\].:]*)\.(?P<first>[$A-Z0-9]+)(?::[^\].:]*\.(?P<last>[$A-Z0-9]+))?\]"
)
_RANGE = re.compile(
    r"(?:(?P<sheet>'[^']+'|[^!:,;]+)!)?\$?(?P<c1>[A-Z]{1,3})\$?(?P<r1>\d+)"
    r"(?::\$?(?P<c2>[A-Z]{1,3})\$?(?P<r2>\d+))?"
)


def ranges_summed(formula: str, sheet: str) -> list[Range]:
    """The ranges that a formula on a sheet adds up; none when it does anything else."""
    found = _SUM.fullmatch(as_excel(formula).strip())
    parts = re.split(r"[,;]", found["inside"]) if found else []
    read = [_RANGE.fullmatch(part.strip()) for part in parts if part.strip()]
    return [_range(each, sheet) for each in read if each is not None] if all(read) else []


def size_of(within: Range) -> int:
    """How many cells a range has."""
    _, first, last, left, right = within
    return (last - first + 1) * (right - left + 1)


def as_excel(formula: str) -> str:
    """A formula of OpenDocument as a spreadsheet of Excel has it; any other stays as it is."""
    return _OPEN_RANGE.sub(_plain, _OPEN.sub("=", formula))


def _plain(found: re.Match[str]) -> str:
    sheet = f"{found['sheet'].lstrip('$')}!" if found["sheet"] else ""
    return f"{sheet}{found['first']}" + (f":{found['last']}" if found["last"] else "")


def _range(found: re.Match[str], sheet: str) -> Range:
    first, last = int(found["r1"]), int(found["r2"] or found["r1"])
    columns = [column_index_from_string(found[name] or found["c1"]) for name in ("c1", "c2")]
    return (found["sheet"] or sheet).strip("'"), first, last, columns[0], columns[1]
