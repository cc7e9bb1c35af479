"""Find the data rows of an OpenDocument sheet and every cell in them by where the angle brackets are.

A reader that shares nothing with the writer: it knows only what OpenDocument 1.3 part 3, §9.1 says of rows
and cells, and looks at whole columns of bytes at a time. Calamine makes every cell a Python object and lxml
every element, which together cost four times what writing did (50,000 rows of twelve columns).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from service.files.xml_columns import WORD, Positions, UnusualSheetError, begins, require

_PIECE = 4 * 1024 * 1024
"""Bytes that are looked at at a time, so that memory does not grow with the report."""
_AHEAD = 3 * WORD
"""How far behind a bracket is looked; the end of the document takes more."""
SHEET = b"<table:table "
"""How a sheet begins."""
_ROW = b"<table:table-row"
_END_OF_ROW = b"</table:table-row>"
_ROW_NAME = re.compile(rb"<table:table-row(?=[\s/>])")
_PLAIN_ROW = re.compile(rb'<table:table-row((?: [\w:.-]+="[^"<]*")*)>')
_MANY_ROWS = re.compile(rb' table:number-rows-repeated="([0-9]+)"')
_LINE_ENDS_AND_TABS = (b"\n", b"\r", b"\t")
"""Readers differ about what these mean in a text."""
_NO_ELEMENT = re.compile(rb"<[!?]")


@dataclass(frozen=True, slots=True)
class ScannedRows:
    """Rows that follow each other, as places in the XML; every row has the same number of cell elements."""

    start: int
    """How many data rows stand before it."""
    xml: npt.NDArray[np.uint8] = field(repr=False)
    """A piece of the XML, which goes on behind the last row."""
    begin: Positions = field(repr=False)
    """Where each piece begins: a line per row, of the tag of the row and then each cell element in it."""
    end: Positions = field(repr=False)
    """Where it ends: where the next one begins, or the end tag of the row."""
    tags: Positions = field(repr=False)
    """How many angle brackets open in each piece, its own among them."""
    have_entities: bool
    """Whether anything in it may be written otherwise than it reads."""

    @property
    def stop(self) -> int:
        """How many data rows stand up to their end."""
        return self.start + len(self.begin)

    def joined(self, first: list[int]) -> "ScannedRows":
        """The same rows in fewer pieces: those that begin with these, each going on up to the next."""
        last = [*(piece - 1 for piece in first[1:]), self.begin.shape[1] - 1]
        if len(first) == self.begin.shape[1]:
            return self
        begin, end = self.begin[:, first], self.end[:, last]
        tags = np.add.reduceat(self.tags, first, axis=1)
        return ScannedRows(self.start, self.xml, begin, end, tags, self.have_entities)

    def written(self, row: int, piece: int) -> str:
        """How one piece is written. Raises UnusualSheetError for what is not UTF-8."""
        try:
            return self.xml[self.begin[row, piece] : self.end[row, piece]].tobytes().decode()
        except UnicodeDecodeError as error:
            raise UnusualSheetError from error


@dataclass(frozen=True, slots=True)
class DataRows:
    """Where the data rows of a sheet begin in the XML of the content."""

    content: bytes = field(repr=False)
    count: int
    second: int
    """Where the second one begins; the scan does so there, for on the first one may stand a note or chart."""
    third: int
    """Where the third one begins, or what stands behind the data rows."""

    @classmethod
    def find(cls, content: bytes, after: int, first_row: int, count: int) -> "DataRows":
        """Find row `first_row` of the first sheet behind `after`. Raises UnusualSheetError."""
        table = behind_next_sheet(content, after)
        number, at = 0, table
        repeated = 1
        while number < first_row:
            number += repeated
            found = _ROW_NAME.search(content, at)
            repeated, at = _row_at(content, found.start() if found else -1)
        require(number == first_row and repeated == 1)
        begin = content.rindex(_ROW, 0, at)
        require(_NO_ELEMENT.search(content, table, begin) is None)
        second = _behind_row(content, begin)
        return cls(content, count, second, _behind_row(content, second))

    def blocks(self) -> Iterator[tuple[ScannedRows, int]]:
        """Every data row but the first, some thousands at a time, and where in the content the next stands.

        Raises UnusualSheetError when they are not there as such.
        """
        at, done = self.second, 1
        while done < self.count:
            try:
                rows, length = _Piece(self.content, at, self.count - done).rows(done)
            except IndexError as breaks_off:
                raise UnusualSheetError from breaks_off
            at, done = at + length, done + len(rows.begin)
            yield rows, at


def behind_next_sheet(content: bytes, at: int) -> int:
    """Where the tag goes on of the first sheet that begins here or later. Raises UnusualSheetError."""
    begin = content.find(SHEET, at)
    require(begin >= 0)
    return begin + len(SHEET)


def _row_at(content: bytes, at: int) -> tuple[int, int]:
    """For how many rows a row element stands, and where its tag ends."""
    tag = _PLAIN_ROW.match(content, at) if at >= 0 else None
    if tag is None:
        raise UnusualSheetError
    repeated = _MANY_ROWS.search(tag[1])
    return int(repeated[1]) if repeated else 1, tag.end()


def _behind_row(content: bytes, begin: int) -> int:
    """Where the row ends that begins there alone, without a row in it."""
    end = content.find(_END_OF_ROW, begin)
    require(_row_at(content, begin)[0] == 1 and end >= 0)
    require(content.find(_ROW, begin + 1, end) < 0)
    return end + len(_END_OF_ROW)


class _Piece:
    """The tags of some rows, found all at once; eight signs at a time are compared as one number."""

    def __init__(self, content: bytes, at: int, most: int) -> None:
        length = min(_PIECE, len(content) - at)
        require(length > _AHEAD)
        self._content, self._at = content, at
        self._most = most
        self._xml = np.frombuffer(content, np.uint8, length, at)
        self._words = np.ndarray((length - WORD + 1,), dtype="<u8", buffer=content, offset=at, strides=(1,))
        self._opens = np.flatnonzero(self._xml[:-_AHEAD] == ord("<"))
        self._first, self._second = self._words[self._opens], self._words[self._opens + WORD]

    def rows(self, start: int) -> tuple[ScannedRows, int]:
        """The whole rows in it, no more than there should be, and how many bytes they take."""
        ends = self._ends_of_rows()[: self._most]
        count = len(ends)
        require(count > 0)
        rows, cells = self._rows_and_cells(int(ends[-1]))
        width = len(cells) // count
        require(len(rows) == count and width > 0 and len(cells) == width * count)
        require((np.searchsorted(cells, rows) == np.arange(count) * width).all())
        require((np.searchsorted(cells, ends) == np.arange(1, count + 1) * width).all())
        pieces = np.column_stack((rows, cells.reshape(count, width)))
        following = np.column_stack((pieces[:, 1:], ends))
        begin, end = self._opens[pieces], self._opens[following]
        behind = end[:, -1] + len(_END_OF_ROW)
        require(begin[0, 0] == 0 and (begin[1:, 0] == behind[:-1]).all())
        length = int(behind[-1])
        require(not any(self._holds(sign, length) for sign in _LINE_ENDS_AND_TABS))
        tags, have_entities = following - pieces, self._holds(b"&", length)
        return ScannedRows(start, self._xml, begin, end, tags, have_entities), length

    def _holds(self, sign: bytes, length: int) -> bool:
        return self._content.find(sign, self._at, self._at + length) >= 0

    def _ends_of_rows(self) -> Positions:
        ends = np.flatnonzero(begins(self._first, b"</table:"))
        ends = ends[begins(self._second[ends], b"table-ro")]
        require(begins(self._words[self._opens[ends] + 2 * WORD], b"w>").all())
        return ends

    def _rows_and_cells(self, before: int) -> tuple[Positions, Positions]:
        """The tags up to there that open a row, and those of cells, whether they lie open or covered."""
        first, second = self._first[:before], self._second[:before]
        tags, covered = (np.flatnonzero(begins(first, name)) for name in (b"<table:t", b"<table:c"))
        are_cells = np.zeros(before, bool)
        are_cells[tags] = begins(second[tags], b"able-cel")
        are_cells[covered] = begins(second[covered], b"overed-t")
        return tags[begins(second[tags], b"able-row")], np.flatnonzero(are_cells)
