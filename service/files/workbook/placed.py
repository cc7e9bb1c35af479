"""A block that gets data rows, and where it stands on a sheet."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from service.domain.translation.content import WHOLE_SHEET, BlockPlace, SheetContent
from service.files.workbook.header_paths import Header

LAST_ROW = 1_048_576
"""Excel's last row; a range that ends there ends there whatever happens above it."""
LAST_COLUMN = 16_384
"""Excel's last column, XFD."""


Above = tuple[tuple[int, range | None], ...]
"""The blocks whose growth moves something: the index of each, and its strip."""


def rows_down(growing: Iterable[tuple[range | None, int]]) -> int:
    """How many rows lower a place comes by what grows above it: each with its strip and its rows.

    Of strips the longest counts; of what moves whole rows all.
    """
    rows: Counter[range | None] = Counter()
    for strip, added in growing:
        rows[strip] += added
    return rows.pop(None, 0) + max(rows.values(), default=0)


@dataclass(frozen=True, slots=True)
class Strips:
    """The rows of a sheet that are parted in strips."""

    columns: tuple[range, ...]
    """Of each strip, from left to right; together they are all columns."""
    top: int
    """The first row of them."""
    end: int
    """The first row below them."""


@dataclass(frozen=True, slots=True)
class SheetTarget:
    """A block that gets data rows, and the columns that a format fills."""

    sheet: str
    header_row: int
    """The (last) header row as Excel counts, 0 when it has to be found."""
    headers: tuple[str, ...]
    """The address of each column."""
    place: BlockPlace = WHOLE_SHEET

    @classmethod
    def of(cls, content: SheetContent) -> "SheetTarget":
        """The target that this content is meant for."""
        return cls(content.sheet, content.header_row, tuple(content.columns), content.place)

    @property
    def name(self) -> str:
        """What a format calls it."""
        return f"{self.sheet}/{self.place.name}" if self.place.name else self.sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedTarget:
    """A block whose place on its sheet is known."""

    target: SheetTarget
    sheet: str
    """As the template writes the sheet's name."""
    header_row: int
    columns: tuple[int, ...]
    """Per address the column it stands in, from 1."""
    header: Header
    """Every column of its header."""
    title_row: int = 0
    """The row of the title that it is found by; 0 when it is found otherwise."""
    key_columns: tuple[int, ...] = ()
    """Where lines are listed: the columns of their key."""
    listed: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Where lines are listed: the row and the key of each."""
    span: range = range(0)
    """From its first to its last column, with those on both sides that its header goes on in."""
    strip: range | None = None
    """The columns that its growth moves; None for whole rows."""
    strips_end: int = LAST_ROW + 1
    """The first row below all strips of its sheet: from there on rows move whole, as far as the longest."""

    @property
    def filled_rows(self) -> tuple[int, ...]:
        """The rows of the template that a report fills: the pattern row, or every listed line."""
        return tuple(row for row, _ in self.listed) or (self.header_row + 1,)

    @property
    def pattern_row(self) -> int | None:
        """The row that is repeated as data grow; None when they never do."""
        if self.target.place.listed is None:
            return self.header_row + 1
        return self.listed[-1][0] if self.target.place.listed.has_room else None

    @property
    def first_row(self) -> int:
        """The first row of its header."""
        return self.header_row - self.target.place.header_lines + 1

    @property
    def top_row(self) -> int:
        """The row of its title, or the first of its header."""
        return self.title_row or self.first_row

    @property
    def last_row(self) -> int:
        """The last row that it has in the template."""
        return self.filled_rows[-1] + self.prepared

    @property
    def prepared(self) -> int:
        """How many lines stand ready below its pattern row."""
        return self.target.place.prepared

    @property
    def first_column(self) -> int:
        """Where it begins: where its place says so, or at the first column that is filled."""
        return min((self.header.first or LAST_COLUMN, *self.columns, *self.key_columns))

    @property
    def last_column(self) -> int:
        """The last column that is filled, or that has a part of a key."""
        return max((*self.columns, *self.key_columns, self.first_column))

    def with_span(self, others: Iterable["PlacedTarget"]) -> "PlacedTarget":
        """The same, with the columns that its header goes on in up to those of another block beside it."""
        beside = [each for each in others if each is not self and each.header_row == self.header_row]
        taken = {column for each in beside for column in range(each.first_column, each.last_column + 1)}
        headed = {column for _, column in self.header.paths} - taken
        first, last = self.first_column, self.last_column
        while not self.header.first and first - 1 in headed:
            first -= 1
        while last + 1 in headed:
            last += 1
        return replace(self, span=range(first, last + 1))

    def is_beside(self, other: "PlacedTarget") -> bool:
        """Whether the two have no column in common."""
        return self.span.stop <= other.span.start or other.span.stop <= self.span.start

    def moves(self, row: int, column: int) -> bool:
        """Whether its growth moves a cell of its sheet down."""
        is_beside = self.strip is not None and row < self.strips_end and column not in self.strip
        return self.pattern_row is not None and self.pattern_row < row and not is_beside
