"""Read the data rows of a sheet's XML as columns, by where its angle brackets are, or refuse what is unusual.

A reader that shares nothing with the writer: it knows only what ECMA-376 says of rows and cells,
and looks at whole columns of bytes at a time. Calamine gives every cell as a Python object, which cost more
than writing the report did (342 workbooks, 1.3 million cells: 1.8 s, beside 0.6 s for writing them).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
from openpyxl.utils.cell import column_index_from_string

from service.domain.translation.content import ValueKind
from service.files.workbook.blank_workbook import Found
from service.files.xml_columns import (
    WORD,
    Positions,
    UnusualSheetError,
    Words,
    begins,
    require,
    strings_at,
    without_entities,
)

_BLOCK = 8_192
_END_OF_ROW = b"</row>"
_FIRST_CELLS = re.compile(rb'<c r="([A-Z]{1,3})[0-9]+"')
_SPACED = '<t xml:space="preserve">'
_BITS = np.uint64(8)
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""ST_Xstring (ECMA-376 part 1, §22.9.2.19)."""
_FROM_1900 = date(1899, 12, 30)
"""The day from which most workbooks count days."""
_NOTE, _HINT = b"!?"
"""What follows the bracket of what is no element: a comment or CDATA, an instruction."""

EMPTY, NUMBER, TEXT, FORMULA, _OTHER = range(5)
"""What a cell holds."""
_KINDS = np.full(256, _OTHER, np.uint8)
_KINDS[list(b"vif")] = NUMBER, TEXT, FORMULA
"""By the sign that the name of the first element in it begins with."""


@dataclass(frozen=True, slots=True)
class ScannedColumn:
    """Some cells of one column, one below the other."""

    kinds: npt.NDArray[np.uint8]
    """EMPTY, NUMBER, TEXT or FORMULA."""
    texts: pa.Array
    """What a number or text cell says, still escaped; empty for the others."""
    numbers: npt.NDArray[np.float64]
    """The double that a number cell is; NaN for the others."""

    @property
    def texts_of_numbers(self) -> pa.Array:
        """What its number cells say, and nothing of the others."""
        are_numbers = self.kinds == NUMBER
        return self.texts if are_numbers.all() else self.texts.filter(pa.array(are_numbers))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScannedBlock:
    """Rows that follow each other, as columns by their number from 1."""

    start: int
    """How many data rows stand before it."""
    columns: Mapping[int, ScannedColumn]
    formulas: int
    may_be_escaped: bool
    """Whether any text may have to be unescaped before it is compared."""
    epoch: date
    """The day from which the workbook counts days."""

    @property
    def count(self) -> int:
        """How many rows it has."""
        return len(next(iter(self.columns.values())).kinds)

    @property
    def width(self) -> int:
        """The highest number of a column."""
        return max(self.columns)

    def cells(self, column: int, kind: ValueKind) -> pa.Array:
        """Give what a column holds, as `first_difference` wants it. Raises UnusualSheetError without one."""
        require(column in self.columns)
        found = self.columns[column]
        if kind is ValueKind.TEXT:
            texts = _unescaped(found.texts) if self.may_be_escaped else found.texts
            others = (found.kinds != TEXT) & (found.kinds != EMPTY)
            return pc.if_else(pa.array(others), None, texts) if others.any() else texts
        since = (date(1970, 1, 1) - self.epoch).days if kind is ValueKind.DATE else 0
        return pa.array(found.numbers - since, mask=found.kinds == EMPTY)

    def first_other(self, column: int, constant: Found) -> int | None:
        """Give the place of the first cell that is not empty. Raises UnusualSheetError if it may not be."""
        require(constant == "")
        if column not in self.columns or not self.columns[column].kinds.any():
            return None
        return int(np.argmax(self.columns[column].kinds != EMPTY))


@dataclass(frozen=True, slots=True, kw_only=True)
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
        last = sheet.rfind(_tag_of(first_row + count - 1), begin)  # from behind: little stands there
        require(last >= 0)
        return cls(sheet=sheet, first_row=first_row, count=count, begin=begin, end=_end_of(sheet, last))

    def first(self) -> bytes:
        """The XML of the first data row."""
        return self.sheet[self.begin : _end_of(self.sheet, self.begin)]

    def after_first(self) -> tuple[int, int]:
        """Where all data rows but the first stand."""
        return _end_of(self.sheet, self.begin), self.end

    def blocks(self, epoch: date = _FROM_1900) -> Iterator[ScannedBlock]:
        """Every data row, some thousands at a time. Raises UnusualSheetError."""
        begin = self.begin
        for start in range(0, self.count, _BLOCK):
            stop = min(start + _BLOCK, self.count)
            end = self.end if stop == self.count else self._start_of(self.first_row + stop, begin)
            region = self.sheet[begin : end + WORD]
            scan = _Scan(region, self.first_row + start, stop - start)
            may_be_escaped = b"&" in region or (b"_" in region and b"_x" in region)
            yield ScannedBlock(
                start=start,
                columns=scan.columns(),
                formulas=scan.formulas,
                may_be_escaped=may_be_escaped,
                epoch=epoch,
            )
            begin = end

    def _start_of(self, row: int, begin: int) -> int:
        """Where a row begins, sought first near where it would be if all rows were as long."""
        before = row - self.first_row
        likely = self.begin + (self.end - self.begin) * before // self.count
        near = self.sheet.find(_tag_of(row), max(begin, likely - (likely - begin) // 8))
        return near if near >= 0 else _start_of(self.sheet, row, begin)


def without_rows(sheet: bytes, several: Iterable[DataRows]) -> bytes:
    """The sheet with only the first data row of each of these, for a reader that takes longer."""
    pieces, begin = [], 0
    for start, stop in sorted(rows.after_first() for rows in several):
        pieces.append(sheet[begin:start])
        begin = stop
    return b"".join((*pieces, sheet[begin:]))


def _tag_of(row: int) -> bytes:
    return b'<row r="%d"' % row


def _start_of(sheet: bytes, row: int, after: int) -> int:
    found = sheet.find(_tag_of(row), after)
    if found < 0:
        raise UnusualSheetError
    return found


def _end_of(sheet: bytes, row_start: int) -> int:
    found = sheet.find(_END_OF_ROW, row_start)
    if found < 0:
        raise UnusualSheetError
    return found + len(_END_OF_ROW)


class _Scan:
    """The tags of some rows, found all at once; eight signs at a time are compared as one number.

    The region goes on for eight data after its last row: more stands behind the rows of any sheet.
    """

    def __init__(self, region: bytes, first_row: int, count: int) -> None:
        self._region = region
        self._first_row = first_row
        self._count = count
        self._signs = np.frombuffer(region, np.uint8)
        self._words = np.ndarray((len(region) - WORD,), dtype="<u8", buffer=region, strides=(1,))
        self._opens = np.flatnonzero(self._signs[:-WORD] == ord("<"))
        self._second = self._signs[1:][self._opens]
        """The sign after each bracket: most of what a tag is, for a sixth of the time of eight data."""
        require(b"\r" not in region and not ((self._second == _NOTE) | (self._second == _HINT)).any())

    def columns(self) -> dict[int, ScannedColumn]:
        letters = self._letters()
        cells = self._cells(len(letters))
        address_ends = self._address_ends(cells, letters)
        kinds, texts = self._values(cells.ravel(), address_ends.ravel(), len(letters))
        numbers = _doubles(kinds, texts)
        parts = [slice(at, at + self._count) for at in range(0, len(kinds), self._count)]
        return {
            column_index_from_string(letter): ScannedColumn(kinds[part], texts[part], numbers[part])
            for letter, part in zip(letters, parts, strict=True)
        }

    @property
    def formulas(self) -> int:
        """How many elements have a name that begins as a formula's does."""
        return int(np.count_nonzero(self._second == ord("f")))

    def _tags(self, which: Positions) -> Words:
        return self._words[self._opens[which]]

    def _letters(self) -> list[str]:
        """The columns of the first row; every row has to have the same."""
        first = self._region[: self._region.find(_END_OF_ROW)]
        return [letter.decode() for letter in _FIRST_CELLS.findall(first)]

    def _cells(self, width: int) -> Positions:
        """The tags that open a cell, a line per row; no other tag may begin as those of cells and rows."""
        rows = np.flatnonzero(self._second == ord("r"))
        cells = np.flatnonzero(self._second == ord("c"))
        require(len(rows) == self._count and len(cells) == self._count * width)
        _require_begins(self._tags(rows), b"<row")
        _require_begins(self._tags(cells), b'<c r="')
        require((np.searchsorted(cells, rows) == np.arange(self._count) * width).all())
        return cells.reshape(self._count, width)

    def _address_ends(self, cells: Positions, letters: list[str]) -> Positions:
        """Where the quote after each cell's address stands, each address being what its place says."""
        first = self._opens[cells] + len('<c r="')
        meant, unused, lengths = (
            table[: self._count] for table in _addresses(self._first_row, _power(self._count), tuple(letters))
        )
        require((self._words[first] << unused == meant).all())
        ends: Positions = first + lengths
        require((self._signs[ends] == ord('"')).all())
        return ends

    def _values(
        self, cells: Positions, address_ends: Positions, width: int
    ) -> tuple[npt.NDArray[np.uint8], pa.Array]:
        """What each cell holds, and what it says, column after column."""
        ends = self._opens[cells + 1] - 1
        require((self._signs[ends] == ord(">")).all())
        open_ = self._signs[ends - 1] != ord("/")
        inside = self._second[cells + 1]
        kinds = _KINDS[inside] * open_
        require((kinds != _OTHER).all())
        number, text = np.flatnonzero(kinds == NUMBER), np.flatnonzero(kinds == TEXT)
        begin, length = ends + 1, np.zeros(len(cells), np.intp)
        begin[number], length[number] = self._numbers(cells[number], ends[number], address_ends[number])
        begin[text], length[text] = self._texts(cells[text], ends[text])
        by_column = np.arange(len(cells)).reshape(-1, width).T.ravel()
        return kinds[by_column], strings_at(self._signs, begin, length, by_column)

    def _numbers(
        self, cells: Positions, ends: Positions, address_ends: Positions
    ) -> tuple[Positions, Positions]:
        """Nothing but an address and a style on the cell, and in it a value alone."""
        rest = ends - address_ends - 1
        says_style = begins(self._words[address_ends], b'" s="') & (rest <= len(' s="65430"'))
        require(((rest == 0) | says_style).all())
        opens, closes = self._opens[cells + 1], self._opens[cells + 2]
        require((self._signs[opens + len("<v")] == ord(">")).all())
        _require_begins(self._words[closes], b"</v></c>")
        begin = opens + len("<v>")
        return begin, closes - begin

    def _texts(self, cells: Positions, ends: Positions) -> tuple[Positions, Positions]:
        """The cell ends in its type, inlineStr, and in it is one text; it may say that blanks count."""
        _require_begins(self._words[ends - len(' t="inlineStr"')], b' t="inli')
        _require_begins(self._words[ends - len('lineStr"')], b'lineStr"')
        _require_begins(self._tags(cells + 1), b"<is><t")
        _require_begins(self._tags(cells + 3), b"</t></is")
        _require_begins(self._tags(cells + 4), b"</is></c")
        opens = self._opens[cells + 2]
        begin = opens + len("<t>")
        spaced = self._signs[opens + len("<t")] != ord(">")
        _require_begins(self._words[opens[spaced] + 1], b"t xml:sp")
        begin[spaced] += len(_SPACED) - len("<t>")
        require((self._signs[begin[spaced] - 1] == ord(">")).all())
        return begin, self._opens[cells + 3] - begin


def _require_begins(words: Words, data: bytes) -> None:
    require(begins(words, data).all())


def _power(count: int) -> int:
    """The least power of two that is no less: reports of many sizes share few tables."""
    return 1 << (count - 1).bit_length()


@lru_cache(maxsize=8)
def _addresses(first_row: int, count: int, letters: tuple[str, ...]) -> tuple[Words, Words, Positions]:
    """Per row and column its address as one number, the bits it leaves unused, and how many data it has.

    Raises UnusualSheetError for an address of more than eight data.
    """
    numbers = np.arange(first_row, first_row + count).astype(f"S{WORD}")
    digits = np.char.str_len(numbers).astype(np.uint64)[:, np.newaxis]
    widths = np.array([len(letter) for letter in letters], dtype=np.uint64)
    lengths = digits + widths
    require(int(lengths.max(initial=0)) <= WORD)
    codes = np.array([int.from_bytes(letter.encode(), "little") for letter in letters], dtype=np.uint64)
    addresses = codes | (numbers.view("<u8")[:, np.newaxis] << (_BITS * widths))
    unused = _BITS * (np.uint64(WORD) - lengths)
    return addresses << unused, unused, lengths.astype(np.intp)


def _doubles(kinds: npt.NDArray[np.uint8], texts: pa.Array) -> npt.NDArray[np.float64]:
    """Read all numbers of a block at once. Raises UnusualSheetError for what is written as one and isn't."""
    numbers = np.full(len(kinds), np.nan)
    where = np.flatnonzero(kinds == NUMBER)
    try:
        numbers[where] = texts.take(pa.array(where)).cast(pa.float64()).to_numpy()
    except pa.ArrowInvalid as error:
        raise UnusualSheetError from error
    return numbers


def _unescaped(texts: pa.Array) -> pa.Array:
    """The texts as XML and then SpreadsheetML mean them; each different one is looked at once."""
    unique = texts.dictionary_encode()
    plain = [_ESCAPED.sub(_character, without_entities(text)) for text in unique.dictionary.to_pylist()]
    return pa.array(plain, pa.string()).take(unique.indices)


def _character(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))
