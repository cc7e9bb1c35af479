"""Read an XML report with lxml and hold every element and attribute against what was meant."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree
from lxml.etree import _Element as Element

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import XmlOutput
from service.domain.translation.content import CellValue, ReportContent, SheetContent, text_of_cell
from service.files.exact import TotalRead, first_difference, total_of_column, total_of_texts

_XSL = "http://www.w3.org/1999/XSL/Transform"
_PRIVATE_USE = range(0xE000, 0xF900)
Place = tuple[str, str]
"""The elements in which a column stands, by their path, and its own path below them."""
_CHARACTER_REFERENCE = re.compile(rb"&#(x?)([0-9A-Fa-f]+);")


def require_xml_reads_back(report: bytes, content: ReportContent, output: XmlOutput) -> TotalRead:
    """Raise ReadBackDiffersError, naming path and row, unless the report holds the content and no more."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        root = etree.fromstring(report, parser)
    except etree.XMLSyntaxError as error:
        raise ReadBackDiffersError(f"{output.filename}: the file cannot be read back.") from error
    read = _Read(root, output, _not_in(report))
    read.require(content)
    return read.total


class _Read:
    """An XML report as it was read."""

    def __init__(self, root: Element, output: XmlOutput, end: str) -> None:
        self._root = root
        self._output = output
        self._end = end
        """A character that is nowhere in the report."""
        self._paths = _Paths(output)
        self._columns: dict[tuple[str, str], pa.Array] = {}
        self._values = self._elements = 0

    def require(self, content: ReportContent) -> None:
        if self._root.tag != self._paths.tag(self._output.root):
            raise self._differs("the first element is another one")
        for place, value in content.cells.items():
            self._require_cell("/".join(place), value)
        for sheet in content.sheets:
            self._require_rows(sheet)
        self._require_no_more(content)

    def total(self, sheet: str, where: str) -> Decimal:
        """See TotalRead. What stands around several rows counts once."""
        if (sheet, where) not in self._columns:
            return total_of_texts(self._texts(f"{self._paths.of_root}/{self._paths.below(sheet, where)}"))
        place = self._output.level_of(sheet, where)
        if place[0] == sheet:
            return total_of_column(self._columns[sheet, where], 0, ".")
        return total_of_texts(self._texts(self._paths.values(sheet, place)))

    def _require_cell(self, path: str, value: CellValue) -> None:
        text = text_of_cell(value) or None
        found = self._texts(f"{self._paths.of_root}/{self._paths.below(path)}")
        if found != ([] if text is None else [text]):
            raise self._differs(f"{path}: read otherwise")
        self._count(path, int(text is not None), 1)

    def _require_rows(self, sheet: SheetContent) -> None:
        found = int(self._evaluated(f"count({self._paths.rows(sheet.sheet)})"))
        if found != sheet.row_count:
            raise self._differs(f"{found} lines read")
        levels = [self._output.level_of(sheet.sheet, header) for header in sheet.columns]
        columns = self._read_columns(sheet, levels)
        for (header, values), place, column in zip(sheet.columns.items(), levels, columns, strict=True):
            index = first_difference(column, values)
            if index is not None:
                raise self._differs(f"{header!r}, row {index + 1}: read otherwise")
            self._columns[sheet.sheet, header] = column
            if place[0] == sheet.sheet:
                self._count(place[1], sheet.row_count - column.to_pylist().count(""), sheet.row_count)
            else:
                filled = self._evaluated(f"count({self._paths.values(sheet.sheet, place)})")
                holders = self._evaluated(f"count({self._paths.holders(sheet.sheet, place)})")
                self._count(place[1], int(filled), int(holders))

    def _count(self, path: str, filled: int, places: int) -> None:
        """Remember how many values there are, and how many elements for them."""
        self._values += filled
        if not path.rpartition("/")[2].startswith("@"):
            self._elements += filled if self._output.blank == "leave-out" else places

    def _read_columns(self, sheet: SheetContent, levels: Sequence[Place]) -> list[pa.Array]:
        """Per header what stands in each row, brought out of the tree by libxslt as one text."""
        paths = tuple(self._paths.from_row(sheet.sheet, place) for place in levels)
        transform = _transform(self._paths.rows(sheet.sheet), paths, self._paths.namespaces, self._end)
        text = str(transform(self._root))
        pieces = pc.split_pattern(pa.array([text], pa.large_string()), self._end).values.cast(pa.string())
        if len(pieces) != len(paths) * sheet.row_count + 1:
            raise self._differs("other fields were read")
        by_column = np.arange(len(pieces) - 1).reshape(sheet.row_count, len(paths)).T.ravel()
        columns = pieces.take(pa.array(by_column))
        return [columns.slice(at * sheet.row_count, sheet.row_count) for at in range(len(paths))]

    def _require_no_more(self, content: ReportContent) -> None:
        """Count what the whole report holds: with every value found in its place, one more is one too many.

        Between elements that hold elements there is nothing but lay-out.
        """
        texts = self._evaluated("count(//text())")
        elements = self._elements
        for path in self._paths.around(content):
            elements += int(self._evaluated(f"count({path})"))
            lay_out = self._evaluated(f"count({path}/text())")
            if lay_out and self._evaluated(f"boolean({path}/text()[normalize-space()])"):
                raise self._differs("there is text between the elements")
            texts -= lay_out
        values = texts + self._evaluated("count(/descendant::*/@*)")
        others = self._evaluated("count(//comment()) + count(//processing-instruction())")
        if values != self._values or self._evaluated("count(//*)") != elements or others:
            raise self._differs("it holds more than meant")

    def _evaluated(self, expression: str) -> float:
        found: float = _compiled(expression, self._paths.namespaces)(self._root)
        return found

    def _texts(self, place: str) -> list[str]:
        found: list[str] = _compiled(place, self._paths.namespaces)(self._root)
        return found

    def _differs(self, what: str) -> ReadBackDiffersError:
        return ReadBackDiffersError(f"{self._output.filename}, {what}.")


class _Paths:
    """The paths of a format as XPath has them."""

    def __init__(self, output: XmlOutput) -> None:
        uris = dict.fromkeys(uri for uri in output.namespaces.values() if uri)
        self._prefixes = {uri: f"n{number}" for number, uri in enumerate(uris)}
        self._output = output
        self.namespaces = tuple((prefix, uri) for uri, prefix in self._prefixes.items())
        self.of_root = f"/{self._step(output.root)}"

    def tag(self, name: str) -> str:
        """As lxml names an element."""
        uri, local = self._parted(name)
        return f"{{{uri}}}{local}" if uri else local

    def below(self, *path: str) -> str:
        """Where the text of an element, or an attribute, stands below another."""
        steps = "/".join(path).split("/")
        place = "/".join(map(self._step, steps))
        return place if steps[-1].startswith("@") else f"{place}/text()"

    def rows(self, sheet: str) -> str:
        """The elements that stand once per row."""
        return f"{self.of_root}/{self._elements(sheet)}"

    def holders(self, sheet: str, place: Place) -> str:
        """The elements in which a column stands: the rows, or elements around them."""
        level, _ = place
        return self.rows(sheet) if level == sheet else f"{self.rows(sheet)}/{self._around(level)}"

    def values(self, sheet: str, place: Place) -> str:
        """Every value of a column, each once."""
        return f"{self.holders(sheet, place)}/{self.below(place[1])}"

    def from_row(self, sheet: str, place: Place) -> str:
        """Where the value of a column stands as seen from its row."""
        level, address = place
        return self.below(address) if level == sheet else f"{self._around(level)}/{self.below(address)}"

    def around(self, content: ReportContent) -> list[str]:
        """Every element that holds elements and no text of its own."""
        return [
            "/".join((self.of_root, *map(self._step, steps)))
            for steps in dict.fromkeys(_steps_around(content, self._output))
        ]

    def _around(self, level: str) -> str:
        return f"ancestor::{self._step(level.rpartition('/')[2])}[1]"

    def _elements(self, path: str) -> str:
        return "/".join(map(self._step, path.split("/")))

    def _step(self, name: str) -> str:
        if name.startswith("@"):
            uri, local = self._parted(name[1:]) if ":" in name else ("", name[1:])
            return f"@{self._prefixes[uri]}:{local}" if uri else f"@{local}"
        uri, local = self._parted(name)
        return f"{self._prefixes[uri]}:{local}" if uri else local

    def _parted(self, name: str) -> tuple[str, str]:
        prefix, _, local = name.rpartition(":")
        return self._output.namespaces.get(prefix, ""), local


def _steps_around(content: ReportContent, output: XmlOutput) -> Iterator[tuple[str, ...]]:
    """The steps below the root of every element that holds another one, or an attribute."""
    yield ()
    whole = [f"{sheet}/{address}" for sheet, address in content.cells]
    for sheet in content.sheets:
        whole += ["/".join(output.level_of(sheet.sheet, header)) for header in sheet.columns]
        whole.append(f"{sheet.sheet}/*")
    for path in whole:
        steps = path.split("/")
        yield from (tuple(steps[:end]) for end in range(1, len(steps)))


def _not_in(report: bytes) -> str:
    """A character of private use that is not in the report, neither as itself nor by its number."""
    references = _CHARACTER_REFERENCE.findall(report) if b"&#" in report else ()
    numbers = {int(number, 16 if hexadecimal else 10) for hexadecimal, number in references}
    return next(
        chr(code) for code in _PRIVATE_USE if code not in numbers and chr(code).encode() not in report
    )


@lru_cache(maxsize=512)
def _compiled(expression: str, namespaces: Sequence[tuple[str, str]]) -> etree.XPath:
    return etree.XPath(expression, namespaces=dict(namespaces), smart_strings=False)


@lru_cache(maxsize=64)
def _transform(
    rows: str, columns: Sequence[str], namespaces: Sequence[tuple[str, str]], end: str
) -> etree.XSLT:
    """What gives, row after row, the value of every column and `end` after it."""
    names = {"xsl": _XSL, **dict(namespaces)}
    root = etree.Element(f"{{{_XSL}}}stylesheet", {"version": "1.0"}, names)
    etree.SubElement(root, f"{{{_XSL}}}output", method="text", encoding="UTF-8")
    whole = etree.SubElement(root, f"{{{_XSL}}}template", match="/")
    each = etree.SubElement(whole, f"{{{_XSL}}}for-each", select=rows)
    for path in columns:
        etree.SubElement(each, f"{{{_XSL}}}value-of", select=_first(path))
        etree.SubElement(each, f"{{{_XSL}}}text").text = end
    return etree.XSLT(root)


def _first(path: str) -> str:
    """The first element of each step: that there is no second one is counted afterwards."""
    steps = path.removesuffix("/text()").split("/")
    return "/".join(step if step.startswith("@") or step.endswith("[1]") else f"{step}[1]" for step in steps)
