"""A block that gets data rows, and where it stands on a sheet."""

from dataclasses import dataclass

from service.domain.translation.content import WHOLE_SHEET, BlockPlace, SheetContent
from service.files.workbook.header_paths import Header

LAST_COLUMN = 16_384
"""Excel's last column, XFD."""


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
    strip: range | None = None
    """The columns that its growth moves; None for whole rows."""

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

    @property
    def all_columns(self) -> range:
        """From its first to its last column, with those on both sides that its header goes on in."""
        headed = {column for _, column in self.header.paths}
        first, last = self.first_column, self.last_column
        while first - 1 in headed:
            first -= 1
        while last + 1 in headed:
            last += 1
        return range(first, last + 1)

    def is_beside(self, other: "PlacedTarget") -> bool:
        """Whether the two have no column in common."""
        own, others = self.all_columns, other.all_columns
        return own.stop <= others.start or others.stop <= own.start

    def moves(self, row: int, column: int) -> bool:
        """Whether its growth moves a cell of its sheet down."""
        is_beside = self.strip is not None and column not in self.strip
        return self.pattern_row is not None and self.pattern_row < row and not is_beside
