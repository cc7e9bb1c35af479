"""Find a block on a sheet: its header by a title, a cell or header texts, and the lines that it lists."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import dropwhile, takewhile

from openpyxl.utils.cell import column_index_from_string, coordinate_from_string

from service.domain.failures import FormatError
from service.domain.formats.faults.blocks import (
    HEADER_NOT_FOUND_ONCE,
    LIST_BEGINS_NOWHERE,
    LISTED_TWICE,
    NO_HEADER_BELOW,
    NO_LINE_IS_REACHED,
    NOTHING_LISTED,
    TITLE_NOT_FOUND_ONCE,
)
from service.domain.formats.faults.workbooks import HEADER_MISSING, HEADER_TWICE, HEADERS_NOT_THERE
from service.domain.translation.content import BlockPlace, ListedPlace
from service.domain.wording import AND, Wording, joined, same
from service.files.workbook.header_paths import Header, header_of

RowAndColumn = tuple[int, int]
"""Row and column, both from 1."""


_MOST_NAMED = 12
"""How many lines a fault names."""
_WITH_PLACE = re.compile(r"(.+) \(([1-9]\d?)\)")


@dataclass(frozen=True, kw_only=True)
class SheetTexts:
    """The texts of a sheet, white space collapsed, whoever read them."""

    name: str
    file: str
    texts: Mapping[RowAndColumn, str]
    """Only cells that say something."""
    first_of: Callable[[int, int], RowAndColumn]
    """The first cell of the merged cell that a cell is part of, or the cell itself."""
    formulas: frozenset[RowAndColumn] = frozenset()
    """The cells with a formula."""

    @cached_property
    def columns(self) -> Sequence[int]:
        """Every column in which something stands."""
        return sorted({column for _, column in self.texts})

    def at(self, row: int, column: int) -> tuple[str, RowAndColumn]:
        """What a cell says, and the cell in which that stands."""
        place = self.first_of(row, column)
        return self.texts.get(place, ""), place

    def is_filled(self, row: int, column: int) -> bool:
        """Whether a cell says something, by itself or as part of a merged cell, or reckons."""
        return bool(self.at(row, column)[0]) or self.first_of(row, column) in self.formulas

    def header(self, last_row: int, lines: int, first: int = 0) -> Header:
        """The header of which this is the last row."""
        return header_of(self.at, range(max(last_row - lines + 1, 1), last_row + 1), self.columns, first)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundBlock:
    """Where a block stands."""

    header_row: int
    """Its last header row."""
    first_column: int
    """The column at which it begins when its place says so, else 0."""
    header: Header
    title_row: int = 0
    """The row of the title that it was found by; 0 when it was found otherwise."""


def find_block(sheet: SheetTexts, header_row: int, place: BlockPlace, addresses: Sequence[str]) -> FoundBlock:
    """The header of a block whose columns have these `addresses`.

    Raises FormatError, naming file and sheet, for a title or header that is not there exactly once, with what
    is there.
    """
    row, first, title = header_row, 0, 0
    if place.title:
        title, column = _title(sheet, place.title)
        row, first = _below_title(sheet, (title, column), place, addresses), column
    elif place.cell:
        letters, number = coordinate_from_string(place.cell)
        row, first = number + place.header_lines - 1, column_index_from_string(letters)
    elif place.header:
        row, first = _with_texts(sheet, place)
    header = sheet.header(row, place.header_lines, first)
    return FoundBlock(header_row=row, first_column=first, header=header, title_row=title)


def _title(sheet: SheetTexts, title: str) -> RowAndColumn:
    found = sorted(cell for cell, text in sheet.texts.items() if text == title)
    if len(found) != 1:
        fault = TITLE_NOT_FOUND_ONCE.fault(sheet=sheet.name, title=title, count=len(found))
        raise FormatError(fault, sheet.file)
    return found[0]


def _below_title(sheet: SheetTexts, at: RowAndColumn, place: BlockPlace, addresses: Sequence[str]) -> int:
    """The (last) row of the first header with these addresses below a title, or the first text."""
    title, column = at
    below = sorted({row for row, _ in sheet.texts if row > title})
    for row in below:
        last = row + place.header_lines - 1
        header = sheet.header(last, place.header_lines, column)
        if all(header.column(address) for address in addresses):
            return last
    if not below:
        raise FormatError(NO_HEADER_BELOW.fault(sheet=sheet.name, title=place.title), sheet.file)
    return below[0] + place.header_lines - 1


def _with_texts(sheet: SheetTexts, place: BlockPlace) -> tuple[int, int]:
    wanted = set(place.header)
    by_row: dict[int, dict[str, int]] = {}
    for (row, column), text in sorted(sheet.texts.items()):
        by_row.setdefault(row, {}).setdefault(text, column)
    rows = [row for row, there in by_row.items() if wanted <= there.keys()]
    if len(rows) != 1:
        texts = ", ".join(map(repr, place.header))
        fault = HEADER_NOT_FOUND_ONCE.fault(sheet=sheet.name, headers=texts, count=len(rows))
        raise FormatError(fault, sheet.file)
    first = min(by_row[rows[0]][text] for text in wanted)
    return rows[0] + place.header_lines - 1, first


def columns_at(
    header: Header, addresses: Sequence[str], *, sheet: str, row: int, file: str
) -> tuple[int, ...]:
    """The column of each address.

    Raises FormatError that names file, sheet, every address that is missing or that several columns have, and
    the addresses that are there.
    """
    columns = tuple(header.column(address) or 0 for address in addresses)
    if all(columns):
        return columns
    faults = _faults_of([a for a, column in zip(addresses, columns, strict=True) if not column], header)
    known = same(", ".join(repr(address) for address, _ in header.addresses()))
    raise FormatError(
        HEADERS_NOT_THERE.fault(
            sheet=sheet, row=row, faults=joined(AND, faults), known=known or Wording("niets", "nothing")
        ),
        file,
    )


def _faults_of(unknown: Sequence[str], header: Header) -> Iterator[Wording]:
    twice = [address for address in unknown if not header.is_told_apart(address)]
    missing = [address for address in unknown if address not in twice]
    for words, addresses in ((HEADER_MISSING, missing), (HEADER_TWICE, twice)):
        if addresses:
            yield words.fill(headers=", ".join(map(repr, addresses)))


def listed_lines(
    sheet: SheetTexts, found: FoundBlock, listed: ListedPlace, filled: Sequence[int]
) -> tuple[tuple[int, tuple[str, ...]], ...]:
    """Each listed line: its row, and the texts in the columns of its key; `filled` are the columns to fill.

    A row that no key can be, or of which a formula or a merged text stands in all that is to be filled, is a
    heading or a subtotal. Raises FormatError when nothing is listed, or one key twice.
    """
    columns = columns_at(found.header, listed.by, sheet=sheet.name, row=found.header_row, file=sheet.file)
    own = range(min((found.first_column or columns[0], *columns, *filled)), max((*columns, *filled)) + 1)
    rows = _rows_of(sheet, found.header_row, listed, own)
    keys = dict(_keys_of(sheet, columns, rows, listed))
    lines = [(row, key) for row, key in keys.items() if not _is_between(sheet, row, columns, filled)]
    reached = tuple(line for line in lines if listed.can_be(line[1]))
    if lines and not reached:
        said = ", ".join(repr(" / ".join(key)) for _, key in lines[:_MOST_NAMED])
        raise FormatError(NO_LINE_IS_REACHED.fault(sheet=sheet.name, lines=said), sheet.file)
    _require_different(sheet, [key for _, key in reached])
    return reached


def _keys_of(
    sheet: SheetTexts, columns: Sequence[int], rows: range, listed: ListedPlace
) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each row with its key, down to the first row without one unless the list goes on below that.

    Empty rows between the text after which a list begins and its first line say nothing.
    """
    keys: Iterator[tuple[int, tuple[str, ...]]] = (
        (row, tuple(sheet.at(row, column)[0] for column in columns)) for row in rows
    )
    if listed.after:
        keys = dropwhile(lambda line: not all(line[1]), keys)
    if not (listed.until or listed.passes_empty):
        keys = takewhile(lambda line: all(line[1]), keys)
    return (line for line in keys if all(line[1]))


def _rows_of(sheet: SheetTexts, header_row: int, listed: ListedPlace, own: range) -> range:
    """From below the header, or below the text after which the list begins, to the text that ends it.

    Raises FormatError when that first text is not there exactly once.
    """
    begin = header_row + 1
    if listed.after:
        said = rows_saying(sheet, header_row, listed.after, own)
        if len(said) != 1:
            fault = LIST_BEGINS_NOWHERE.fault(sheet=sheet.name, after=listed.after, count=len(said))
            raise FormatError(fault, sheet.file)
        begin = said[0] + 1
    ends = rows_saying(sheet, header_row, listed.until, own) if listed.until else ()
    last = max((row for row, _ in sheet.texts), default=0)
    return range(begin, min((row for row in ends if row >= begin), default=last + 1))


def rows_saying(sheet: SheetTexts, header_row: int, text: str, own: range) -> tuple[int, ...]:
    """The rows below a header that say a text: in the block's own columns, or else in any.

    What stands beside it may say the same. `Subtotaal (2)` is the second one that says `Subtotaal`, where no
    cell says just that.
    """
    said = _rows_with(sheet, header_row, text, own)
    words, number = _numbered(text)
    return said if said or not number else _rows_with(sheet, header_row, words, own)[number - 1 : number]


def _rows_with(sheet: SheetTexts, header_row: int, text: str, own: range) -> tuple[int, ...]:
    places = [place for place in sorted(sheet.texts) if place[0] > header_row and sheet.texts[place] == text]
    inside = [row for row, column in places if column in own]
    return tuple(dict.fromkeys(inside or [row for row, _ in places]))


def _numbered(text: str) -> tuple[str, int]:
    """`Subtotaal (2)` as what it says and its place from the top; 0 when it says no place."""
    found = _WITH_PLACE.fullmatch(text)
    return (found[1], int(found[2])) if found else (text, 0)


def _is_between(sheet: SheetTexts, row: int, keys: Sequence[int], filled: Sequence[int]) -> bool:
    """Whether a row is a subtotal, or a heading that is merged over what is to be filled."""
    own = {sheet.first_of(row, column) for column in keys}
    return all((row, column) in sheet.formulas or sheet.first_of(row, column) in own for column in filled)


def _require_different(sheet: SheetTexts, keys: Sequence[tuple[str, ...]]) -> None:
    if not keys:
        raise FormatError(NOTHING_LISTED.fault(sheet=sheet.name), sheet.file)
    twice = [key for place, key in enumerate(keys) if key in keys[:place]]
    if twice:
        raise FormatError(LISTED_TWICE.fault(sheet=sheet.name, key=" / ".join(twice[0])), sheet.file)
