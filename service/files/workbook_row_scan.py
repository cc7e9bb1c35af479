"""Read the data rows of a sheet's XML as columns, by where its angle brackets are, or refuse what is unusual.

A reader of its own, that shares nothing with the writer: it knows only what ECMA-376 says of rows and cells,
and looks at whole columns of bytes at a time. Calamine gives every cell as a Python object, which cost more
than writing the report did (342 workbooks, 1.3 million cells: 1.8 s, beside 0.6 s for writing them).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from openpyxl.utils.cell import column_index_from_string

_BLOCK = 8_192
_END_OF_ROW = b"</row>"
_FIRST_CELLS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"')
_OPEN, _CLOSE = ord("<"), ord(">")
"""They differ in one bit, so that both are found at once."""

EMPTY, NUMBER, TEXT, FORMULA = range(4)
"""What a cell holds."""

Positions = npt.NDArray[np.signedinteger]


class UnusualSheetError(Exception):
    """The sheet may be right, but it is not written in a way that can be read here."""


@dataclass(frozen=True, slots=True)
class ScannedColumn:
    """Some cells of one column, one below the other."""

    kinds: npt.NDArray[np.uint8]
    """EMPTY, NUMBER, TEXT or FORMULA."""
    texts: pa.Array
    """What a number or text cell says, still escaped; empty for the others."""


@dataclass(frozen=True, slots=True)
class ScannedBlock:
    """Rows that follow each other, as columns by their number from 1."""

    start: int
    """How many data rows stand before it."""
    columns: Mapping[int, ScannedColumn]
    formulas: int
    may_be_escaped: bool
    """Whether any text may have to be unescaped before it is compared."""


@dataclass(frozen=True, slots=True)
class DataRows:
    """Where the data rows stand in the XML of a sheet."""

    sheet: bytes
    first_row: int
    count: int
    begin: int
    end: int

    @classmethod
    def find(cls, sheet: bytes, first_row: int, count: int) -> "DataRows":
        """Find `count` rows from `first_row` on. Raises UnusualSheetError when they are not there as such."""
        begin = _start_of(sheet, first_row, 0)
        last = _start_of(sheet, first_row + count - 1, begin)
        return cls(sheet, first_row, count, begin, _end_of(sheet, last))

    def first(self) -> bytes:
        """The XML of the first data row."""
        return self.sheet[self.begin : _end_of(self.sheet, self.begin)]

    def without_all_but_the_first(self) -> bytes:
        """The sheet with one data row in it, for a reader that takes longer."""
        return self.sheet[: self.begin] + self.first() + self.sheet[self.end :]

    def blocks(self) -> Iterator[ScannedBlock]:
        """Every data row, some thousands at a time. Raises UnusualSheetError."""
        begin = self.begin
        for start in range(0, self.count, _BLOCK):
            stop = min(start + _BLOCK, self.count)
            end = self.end if stop == self.count else _start_of(self.sheet, self.first_row + stop, begin)
            region = self.sheet[begin:end]
            scan = _Scan(region, self.first_row + start, stop - start)
            yield ScannedBlock(start, scan.columns(), scan.formulas, b"&" in region or b"_x" in region)
            begin = end


def _start_of(sheet: bytes, row: int, after: int) -> int:
    found = sheet.find(b'<row r="%d"' % row, after)
    if found < 0:
        raise UnusualSheetError
    return found


def _end_of(sheet: bytes, row_start: int) -> int:
    found = sheet.find(_END_OF_ROW, row_start)
    if found < 0:
        raise UnusualSheetError
    return found + len(_END_OF_ROW)


class _Scan:
    """The tags of some rows, found all at once."""

    def __init__(self, region: bytes, first_row: int, count: int) -> None:
        self._region = region
        self._first_row = first_row
        self._count = count
        self._signs = np.frombuffer(region, np.uint8)
        marks = np.flatnonzero((self._signs | (_OPEN ^ _CLOSE)) == _CLOSE)
        self._require(len(marks) % 2 == 0)
        self._opens, self._closes = marks[::2].astype(np.int32), marks[1::2].astype(np.int32)
        self._require((self._signs[self._opens] == _OPEN).all())
        self._require((self._signs[self._closes] == _CLOSE).all())
        self._name = self._signs[self._opens + 1]
        self._second = self._signs[self._opens + 2]
        self._require(
            not any((b"\r" in region, (self._name == ord("!")).any(), (self._name == ord("?")).any()))
        )

    def columns(self) -> dict[int, ScannedColumn]:
        letters = self._letters()
        cells = self._cells(len(letters))
        address_ends = self._address_ends(cells, letters)
        kinds, texts = self._values(cells.T.ravel(), address_ends.T.ravel())
        return {
            column_index_from_string(letter): ScannedColumn(
                kinds[number * self._count : (number + 1) * self._count],
                texts.slice(number * self._count, self._count),
            )
            for number, letter in enumerate(letters)
        }

    @property
    def formulas(self) -> int:
        """How many elements have a name that begins as a formula's does."""
        return int((self._name == ord("f")).sum())

    def _letters(self) -> list[str]:
        """The columns of the first row; every row has to have the same."""
        first = self._region[: self._region.find(_END_OF_ROW)]
        return [letter.decode() for letter in _FIRST_CELLS.findall(first)]

    def _cells(self, width: int) -> Positions:
        """The tags that open a cell, a line per row."""
        rows = np.flatnonzero((self._name == ord("r")) & (self._second == ord("o")))
        cells = np.flatnonzero((self._name == ord("c")) & (self._second == ord(" ")))
        self._require(len(rows) == self._count and len(cells) == self._count * width)
        self._require((np.searchsorted(cells, rows) == np.arange(self._count) * width).all())
        return cells.reshape(self._count, width)

    def _address_ends(self, cells: Positions, letters: list[str]) -> Positions:
        """Where the quote after each cell's address stands, each address being what its place says."""
        begins = self._opens[cells] + len("<c ")
        for offset, sign in enumerate(b'r="'):
            self._require((self._signs[begins + offset] == sign).all())
        begins += len('r="')
        widths = np.array([len(letter) for letter in letters], dtype=np.int64)
        for offset in range(max(widths, default=0)):
            signs = np.array([ord(letter[offset : offset + 1] or "0") for letter in letters], dtype=np.uint8)
            longer = widths > offset
            self._require((self._signs[begins + offset] == signs)[:, longer].all())
        return self._require_row_numbers(begins + widths)

    def _require_row_numbers(self, begins: Positions) -> Positions:
        numbers = np.arange(self._first_row, self._first_row + self._count)[:, np.newaxis]
        digits = np.char.str_len(numbers.astype(str))
        ends: Positions = begins + digits
        self._require((self._signs[ends] == ord('"')).all())
        for place in range(int(digits.max(initial=0))):
            meant = numbers // 10**place % 10 + ord("0")
            self._require(((self._signs[ends - 1 - place] == meant) | (digits <= place)).all())
        return ends

    def _values(self, cells: Positions, address_ends: Positions) -> tuple[npt.NDArray[np.uint8], pa.Array]:
        closed = self._signs[self._closes[cells] - 1] == ord("/")
        inside = np.minimum(cells + 1, len(self._opens) - 1)
        name = np.where(closed, 0, self._name[inside])
        short = self._closes[inside] - self._opens[inside]
        number = (name == ord("v")) & (short == len("<v"))
        text = (name == ord("i")) & (short == len("<is"))
        formula = name == ord("f")
        self._require((closed | number | text | formula).all())
        self._require_types(cells[number], address_ends[number], cells[text])
        self._require_nested(inside[number], ("/v", "/c"))
        self._require_nested(inside[text] + 1, ("/t", "/i", "/c"))
        self._require((self._name[inside[text] + 1] == ord("t")).all())
        valued = number | text
        holder = np.where(valued, inside + text, 0)
        begin = self._closes[holder] + 1
        lengths = np.where(valued, self._opens[holder + 1] - begin, 0)
        starts = np.concatenate(([0], np.cumsum(lengths)))
        kinds = (number * NUMBER + text * TEXT + formula * FORMULA).astype(np.uint8)
        return kinds, _strings(_taken(self._signs, begin, starts), starts)

    def _require_types(self, numbers: Positions, address_ends: Positions, texts: Positions) -> None:
        """A number cell has nothing but an address and a style; a text cell ends in its type, inlineStr."""
        rest = self._closes[numbers] - address_ends - 1
        says_style = (self._signs[address_ends + 2] == ord("s")) & (rest <= len(' s="65430"'))
        self._require(((rest == 0) | says_style).all())
        for before, sign in enumerate(b'"rtSenilni"=t ', start=1):
            self._require((self._signs[self._closes[texts] - before] == sign).all())

    def _require_nested(self, tags: Positions, names: tuple[str, ...]) -> None:
        """After each of these tags come the ones that close it and what it stands in."""
        for offset, name in enumerate(names, start=1):
            follows = tags + offset
            self._require(not len(follows) or int(follows.max()) < len(self._opens))
            self._require((self._name[follows] == ord(name[0])).all())
            self._require((self._second[follows] == ord(name[1])).all())

    @staticmethod
    def _require(holds: object) -> None:
        if not holds:
            raise UnusualSheetError


def _taken(signs: npt.NDArray[np.uint8], begin: Positions, starts: Positions) -> npt.NDArray[np.uint8]:
    """The pieces that begin at `begin`, one after the other; piece i is to stand from starts[i] on."""
    lengths = np.diff(starts)
    places = np.repeat(begin - starts[:-1], lengths) + np.arange(starts[-1])
    taken: npt.NDArray[np.uint8] = signs[places]
    return taken


def _strings(signs: npt.NDArray[np.uint8], starts: Positions) -> pa.Array:
    offsets, data = pa.py_buffer(starts.astype(np.int32)), pa.py_buffer(signs)
    strings = pa.Array.from_buffers(pa.string(), len(starts) - 1, [None, offsets, data])
    try:
        strings.validate(full=True)
    except pa.ArrowInvalid as error:
        raise UnusualSheetError from error
    return strings
