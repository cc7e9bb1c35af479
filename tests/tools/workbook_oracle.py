"""What an xlsx means, read by the book (ECMA-376 part 1, §18.3) with lxml, cell by cell; nothing of ours.

A cell is a pair of what it is and what stands there. Where the book leaves no certain meaning it is
UNCERTAIN: whoever reads such a cell has to refuse it.
"""

import io
import posixpath
import re
import zipfile
import zlib
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format

TEXT, NUMBER, DAY, UNCERTAIN = "text", "number", "day", "uncertain"
_RELATION = re.compile(r"(?:officeDocument/(?:2006/)?relationships)}id$")
_CONTROL = re.compile(rb"[\x01-\x08\x0b\x0c\x0e-\x1f]")
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
_XML = "{http://www.w3.org/XML/1998/namespace}"
_FIRST_CERTAIN, _LAST_CERTAIN = 61, 2_958_465


class NoWorkbookError(Exception):
    """It is no zip, or its parts are no XML, or one that is referred to is not there."""


def read_workbook_by_the_book(content):
    """Sheet name → {(row, column): (what, value)} of its cells that are not empty."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            parts = {entry.filename: archive.read(entry) for entry in entries}
    except (
        zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError, ValueError
    ) as fault:  # fmt: skip
        raise NoWorkbookError from fault
    if len({entry.filename.casefold() for entry in entries}) != len(entries):
        raise NoWorkbookError("a part twice")
    return _Book(parts).sheets()


class _Book:
    def __init__(self, parts):
        self.parts = parts
        self.book = self.xml("xl/workbook.xml")
        properties = self.book.find("{*}workbookPr")
        self.is_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.targets = {}
        for each in self.xml("xl/_rels/workbook.xml.rels").iter("{*}Relationship"):
            target = each.get("Target", "")
            path = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")
            self.targets[each.get("Id")] = (each.get("Type", "").rpartition("/")[2], path)
        self.texts = self._shared()
        self.days = self._formats()

    def xml(self, name):
        if name not in self.parts:
            raise NoWorkbookError(name)
        text = _CONTROL.sub(b"?", self.parts[name])  # in a cell these are a finding of their own
        try:
            return etree.fromstring(text, etree.XMLParser(resolve_entities=False, huge_tree=True))
        except etree.XMLSyntaxError as fault:
            if "xmlns" in str(fault):  # a name of a namespace that is no address: XML all the same
                return etree.fromstring(text, etree.XMLParser(resolve_entities=False, recover=True))
            raise NoWorkbookError(name) from fault
        except LookupError as fault:
            raise NoWorkbookError(name) from fault

    def _of_kind(self, kind):
        return next((path for each, path in self.targets.values() if each == kind), None)

    def _shared(self):
        path = self._of_kind("sharedStrings") or next(
            (name for name in self.parts if name == "xl/sharedStrings.xml"), None
        )
        return [] if path is None else [_text_of(item) for item in self.xml(path).iter("{*}si")]

    def _formats(self):
        """Per cell format whether it shows a day; None where it is a time or a duration."""
        path = self._of_kind("styles")
        if path is None:
            return []
        root = self.xml(path)
        own = {each.get("numFmtId"): each.get("formatCode") for each in root.iter("{*}numFmt")}
        formats = root.find("{*}cellXfs")
        numbers = [] if formats is None else [each.get("numFmtId", "0") for each in formats]
        codes = [own.get(each) or BUILTIN_FORMATS.get(int(each), "General") for each in numbers]
        return [is_date_format(code) for code in codes]

    def sheets(self):
        found = {}
        for sheet in self.book.iter("{*}sheet"):
            link = next((value for key, value in sheet.attrib.items() if _RELATION.search(key)), None)
            if link not in self.targets or sheet.get("name") in found:
                raise NoWorkbookError(sheet.get("name"))
            found[sheet.get("name")] = self._cells(self.xml(self.targets[link][1]))
        return found

    def _cells(self, sheet):
        cells, twice, row = {}, set(), 0
        for line in sheet.iterfind("{*}sheetData/{*}row"):
            row = int(line.get("r", row + 1))
            column = 0
            for cell in line.iterfind("{*}c"):
                place = _ADDRESS.fullmatch(cell.get("r", "A1"))
                if place is None:
                    raise NoWorkbookError(cell.get("r"))
                column = _column(place[1]) if cell.get("r") else column + 1
                at = (int(place[2]) if cell.get("r") else row), column
                twice |= {at} & set(cells)
                cells[at] = self._cell(cell)
        cells |= dict.fromkeys(twice, (UNCERTAIN, "twice"))
        return {place: cell for place, cell in cells.items() if cell is not None}

    def _cell(self, cell):  # noqa: PLR0911 - one return per kind of cell
        kind, value = cell.get("t", "n"), cell.find("{*}v")
        text = "" if value is None else "".join(value.itertext())
        if cell.find("{*}f") is not None and (value is None or (text == "" and kind != "str")):
            return UNCERTAIN, "formula without value"
        match kind:
            case "inlineStr":
                own = cell.find("{*}is")
                return _said(_text_of(own)) if own is not None else None
            case "str":
                return _said(_unescaped(text))
            case "s":
                if value is None:
                    return None
                known = text.strip().isdecimal() and int(text) < len(self.texts)
                return _said(self.texts[int(text)]) if known else (UNCERTAIN, text)
            case "d":
                return _day(text)
            case "n":
                return self._number(text.strip(), cell.get("s", "0")) if text else None
            case _:
                return UNCERTAIN, kind

    def _number(self, text, style):
        if not _NUMBER.fullmatch(text):
            return UNCERTAIN, text
        is_day = self.days[int(style)] if style.isdecimal() and int(style) < len(self.days) else False
        number = Decimal(text)
        if not is_day:
            return NUMBER, number
        serial = number + (1462 if self.is_1904 else 0)
        if serial > _LAST_CERTAIN:
            return NUMBER, number
        if serial != int(serial) or serial < _FIRST_CERTAIN:
            return UNCERTAIN, text
        return DAY, date(1899, 12, 30) + timedelta(int(serial))


def _day(text):
    try:
        return DAY, date.fromisoformat(text)
    except ValueError:
        return UNCERTAIN, text


def _said(text):
    return (TEXT, text) if text else None


def _text_of(item):
    """All text but the pronunciation (rPh)."""
    own = [each for each in item.iter("{*}t") if each.getparent().tag.rpartition("}")[2] != "rPh"]
    return _unescaped("".join(map(_kept, own)))


def _kept(element):
    """Blanks around a text are kept only where xml:space says so, as Excel does."""
    text = "".join(element.itertext())
    return text if element.get(f"{_XML}space") == "preserve" else text.strip(" \t\n\r")


def _unescaped(text):
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _column(letters):
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def exact(number, digits):
    """The whole units of a number with so many decimals; None when there is more behind them.

    A spreadsheet counts in binary: what differs less than a ten-thousandth of a unit is that same number.
    """
    try:
        units = Decimal(number).scaleb(digits)
    except InvalidOperation:
        return None
    whole = units.to_integral_value()
    return int(whole) if abs(units - whole) < Decimal("0.0001") else None
