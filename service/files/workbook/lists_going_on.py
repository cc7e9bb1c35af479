"""Rows of a blank workbook that look like more lines of a fixed list, below where that list ends."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile

from service.files.workbook.block_places import SheetTexts, rows_saying
from service.files.workbook.days_in_cells import DaysInCells
from service.files.workbook.layout import SheetLayout, place_of
from service.files.workbook.package import Package
from service.files.workbook.placed import PlacedTarget, SheetTarget
from service.files.workbook.template import places_of

_END_OF_LABEL = ":"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingOn:
    """What stands below the end of a fixed list."""

    block: str
    """What a format calls the block."""
    last_row: int
    """The row of its last line."""
    lines: tuple[tuple[int, str], ...] = ()
    """Rows that look like more lines, each with the texts of its key."""
    listed_again: tuple[tuple[int, str], ...] = ()
    """Those of which the list itself has the key already."""
    until: str = ""
    """The text that ends the list, as the format says it."""
    has_no_end: bool = False
    """Whether that text stands nowhere below it."""


def lists_that_go_on(
    template: bytes, sheets: Sequence[SheetTarget], cells: Sequence[tuple[str, str]]
) -> Iterator[GoingOn]:
    """Every fixed list of a workbook with something to say of its end; for a template that fits."""
    package = Package(template, "")
    days = DaysInCells.of(package)

    def texts_of(name: str) -> SheetTexts:
        sheet = package.sheet(name)
        layout = SheetLayout(package.root(sheet.part), sheet.name, package.texts(), package.file)
        return layout.texts(None, days=days)

    yield from going_on_below(places_of(package, sheets), texts_of, cells)


def going_on_below(
    every: Sequence[PlacedTarget], texts_of: Callable[[str], SheetTexts], cells: Sequence[tuple[str, str]]
) -> Iterator[GoingOn]:
    """The same, whoever read the sheets. A row of which the format fills a single cell is no such row."""
    read = cache(texts_of)
    for placed in every:
        if placed.target.place.listed is not None and placed.listed:
            taken = {place_of(cell) for sheet, cell in cells if sheet == placed.sheet}
            found = _Below(placed, read(placed.sheet), taken | set(_filled(every, placed.sheet))).going_on()
            if found.lines or found.has_no_end:
                yield found


def _filled(every: Sequence[PlacedTarget], sheet: str) -> Iterator[tuple[int, int]]:
    """Every cell of a sheet that some block fills, or has its header in."""
    for each in every:
        if each.sheet == sheet:
            header = range(each.first_row, each.header_row + 1)
            yield from ((row, column) for row in (*header, *each.filled_rows) for column in each.columns)


@dataclass(frozen=True, slots=True)
class _Below:
    """The rows below the last line of a list."""

    placed: PlacedTarget
    texts: SheetTexts
    taken: set[tuple[int, int]]

    def going_on(self) -> GoingOn:
        """What stands there."""
        last = self.placed.listed[-1][0]
        keys = {key for _, key in self.placed.listed}
        lines = list(self._lines(last))
        return GoingOn(
            block=self.placed.target.name,
            last_row=last,
            lines=tuple((row, " / ".join(key)) for row, key in lines),
            listed_again=tuple((row, " / ".join(key)) for row, key in lines if key in keys),
            until=self._until,
            has_no_end=self._has_no_end(last),
        )

    def _lines(self, last: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """The rows that could be lines, down to what has texts where the list is filled."""
        below = range(last + 1, max((row for row, _ in self.texts.texts), default=0) + 1)
        for row in takewhile(self._has_no_other_texts, below):
            key = tuple(self.texts.at(row, column)[0] for column in self.placed.key_columns)
            if self._can_be_a_line(key) and self._is_like_a_line(row) and not self._is_a_title(row):
                yield row, key

    def _is_a_title(self, row: int) -> bool:
        """Whether a row stands right above other headers, and apart from what goes before it."""
        is_apart = not any(self.texts.at(row - 1, column)[0] for column in self.placed.columns)
        return is_apart and not self._has_no_other_texts(row + 1)

    def _has_no_other_texts(self, row: int) -> bool:
        """Whether nothing but the texts of the header itself stands where a row is filled."""
        told = (self._filled_with(row, column) for column in self.placed.columns)
        return all(text in ("", head) for text, head in told)

    def _can_be_a_line(self, key: tuple[str, ...]) -> bool:
        listed = self.placed.target.place.listed
        is_label = any(text.endswith(_END_OF_LABEL) for text in key)
        return listed is not None and all(key) and not is_label and listed.can_be(key)

    def _filled_with(self, row: int, column: int) -> tuple[str, str]:
        """What stands where a row is to be filled, and what the header says above it."""
        head = self.texts.at(self.placed.header_row, column)[0]
        is_reckoned = (row, column) in self.texts.formulas
        return "" if is_reckoned else self.texts.texts.get((row, column), ""), head

    def _is_like_a_line(self, row: int) -> bool:
        """Whether a row is open where lines are filled, and says something wherever all lines do."""
        is_open = not any(
            (row, column) in self.texts.formulas | self.taken or self._filled_with(row, column)[0]
            for column in self.placed.columns
        )
        return is_open and all(self.texts.at(row, column)[0] for column in self._told)

    @property
    def _told(self) -> tuple[int, ...]:
        """The columns in which every line of the list says something."""
        rows = [row for row, _ in self.placed.listed]
        first, last = self.placed.first_column, max((*self.placed.columns, *self.placed.key_columns))
        own = range(first, last + 1)
        return tuple(column for column in own if all(self.texts.at(row, column)[0] for row in rows))

    @property
    def _until(self) -> str:
        listed = self.placed.target.place.listed
        return listed.until if listed else ""

    def _has_no_end(self, last: int) -> bool:
        said = rows_saying(self.texts, self.placed.header_row, self._until, range(0))
        return bool(self._until) and not any(row > last for row in said)
