"""One cell of a workbook as it stands in the file: its formula, or what it shows."""

import re
from dataclasses import dataclass
from html import unescape

from openpyxl.utils import get_column_letter

from service.domain.failures import FormatError
from service.files.workbook.package import Package

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?>([^<]*)</")
_SHARED = re.compile(rb"<(?:[\w.-]+:)?f(?:\s[^>]*)?/>")
_VALUE = re.compile(rb"<(?:[\w.-]+:)?v(?:\s[^>]*)?>([^<]*)</")
_TEXT = re.compile(rb"<(?:[\w.-]+:)?t(?:\s[^>]*)?>([^<]*)</")
_KIND = re.compile(rb'\st="([^"]*)"')


@dataclass(frozen=True, slots=True)
class ShownCell:
    """What a cell holds."""

    text: str = ""
    """As it is read; empty for nothing and for a formula."""
    formula: str = ""
    """With = in front; empty when it is none. Just = for one that is written at another cell."""
    is_number: bool = False


def cell_at(workbook: bytes, sheet: str, row: int, column: int) -> ShownCell | None:
    """A cell by its row and column, from 1; None when there is no such sheet.

    Only the text of that cell is read: a sheet of a hundred thousand rows need not be understood for it.
    """
    try:
        package = Package(workbook, "")
        data = package.entries[package.sheet(sheet).part].content()
    except (FormatError, KeyError):
        return None
    found = _element(data, f"{get_column_letter(column)}{row}".encode())
    return ShownCell() if found is None else _shown(package, *found)


def _element(data: bytes, address: bytes) -> tuple[bytes, bytes] | None:
    """The tag of a cell and what is in it; None for a cell that is not written."""
    at = data.find(b' r="' + address + b'"')
    if at < 0:
        return None
    start, end = data.rfind(b"<", 0, at), data.find(b">", at)
    tag = data[start + 1 : end]
    if tag.endswith(b"/"):
        return tag, b""
    close = data.find(b"</" + tag.split(None, 1)[0] + b">", end)
    return tag, data[end + 1 : close]


def _shown(package: Package, tag: bytes, inside: bytes) -> ShownCell:
    formula = _FORMULA.search(inside)
    if formula is not None or _SHARED.search(inside):
        return ShownCell(formula="=" + (_plain(formula[1]) if formula else ""))
    kind, value = _KIND.search(tag), _VALUE.search(inside)
    match kind[1] if kind else b"n":
        case b"s" if value is not None:
            return ShownCell(text=package.texts()[int(value[1])])
        case b"inlineStr":
            return ShownCell(text="".join(map(_plain, _TEXT.findall(inside))))
        case b"n" if value is not None:
            return ShownCell(text=_plain(value[1]), is_number=True)
    return ShownCell(text=_plain(value[1]) if value else "")


def _plain(written: bytes) -> str:
    return unescape(written.decode("utf-8", "replace"))
