"""The data regions of a sheet: what each row number becomes when they grow, for whole rows and for strips."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.domain.failures import FormatError
from service.domain.formats.faults.workbooks import CELLS_OVER_STRIPS
from service.files.workbook.placed import LAST_ROW
from service.files.xml_columns import moving_row


@dataclass(frozen=True, slots=True, kw_only=True)
class DataRegion:
    """Where the data rows of one block go."""

    index: int
    """Its place among the blocks that get data."""
    sheet: str
    row: int
    """The pattern row: the first data row, and the only one in the template."""
    strip: range | None = None
    """The columns that its growth moves; None for whole rows."""
    prepared: int = 0
    """How many rows below it are part of it in the template."""

    @property
    def last(self) -> int:
        """The last row of the template that is part of it."""
        return self.row + self.prepared

    def is_moved_by(self, other: "DataRegion") -> bool:
        """Whether the growth of another region moves this one."""
        is_beside = None not in (self.strip, other.strip) and self.strip != other.strip
        return other.sheet == self.sheet and other.row < self.row and not is_beside


class SharedGrowth:
    """The growth of what stands below several strips: that of the longest of them."""

    def __init__(self, first: int) -> None:
        """`first`: the number that the first of them gets, behind those of the regions."""
        self._first = first
        self._numbers: dict[frozenset[int], int] = {}

    def row(self, regions: frozenset[int], row: int) -> str:
        """The place of a row number that moves as far as any of these regions moves it."""
        return moving_row(self._numbers.setdefault(regions, self._first + len(self._numbers)), row)

    @property
    def several(self) -> tuple[tuple[int, ...], ...]:
        """The regions of each, in the order of their numbers."""
        return tuple(tuple(sorted(regions)) for regions in self._numbers)


class SheetRegions:
    """The data regions of one sheet, from top to bottom: what each row number becomes when they grow."""

    def __init__(self, regions: Iterable[DataRegion]) -> None:
        """No two of them may have the same pattern row, unless each grows in its own strip."""
        self.regions = tuple(sorted(regions, key=lambda region: region.row))
        self._rows = [region.row for region in self.regions]

    def moved(self, row: int) -> str:
        """A single row number: it moves down by all rows that come above it."""
        row = self._first_of(row)
        return self._moved(row, self.last_before(row))

    def end(self, row: int) -> str:
        """The last row of a range: as `moved`, but on a pattern row it is the last row of that data."""
        around = self.at(row)
        return self._moved(around.last if around else row, self.last_before(row + 1))

    def moved_from_zero(self, row: int) -> str:
        """As `moved`, for row numbers that are counted from 0."""
        return self.moved_as(row, row)

    def moved_as(self, row: int, other: int) -> str:
        """A row number, moved as far as another one is; both counted from 0."""
        return self._moved(row, self.last_before(other + 1))

    def last_before(self, row: int) -> frozenset[int]:
        """The index of the lowest region above a row, with the growth of all above it; empty for none."""
        above = bisect_left(self._rows, row)
        return frozenset({self.regions[above - 1].index} if above else ())

    def at(self, row: int) -> DataRegion | None:
        """The region with this pattern row, or of which this is a line that stands ready."""
        return next((region for region in self.regions if region.row <= row <= region.last), None)

    def is_ready(self, row: int) -> bool:
        """Whether it is a line that stands ready below a pattern row: it is not in a report as such."""
        around = self.at(row)
        return around is not None and row > around.row

    def _first_of(self, row: int) -> int:
        around = self.at(row)
        return around.row if around else row

    def going_along(self, row: int) -> bool:
        """Whether it is a pattern row, or the header row above one."""
        return row in self._rows or row + 1 in self._rows

    def within(self, columns: Iterable[int]) -> "SheetRegions":  # noqa: ARG002 - here rows move whole
        """The regions whose growth moves cells from the first to the last of these columns; of none, all."""
        return self

    def parted(self, left: int, right: int) -> Iterator[tuple[int, int]]:
        """From one column to another in runs of which all cells of a row move alike."""
        yield left, right

    def are_alike(self, first_row: int, last_row: int) -> bool:  # noqa: ARG002 - here rows move whole
        """Whether what begins and ends on these rows does so on one row each, however the regions grow."""
        return True

    def require_alike(self, cells: str, rows: Sequence[int]) -> None:
        """Raise FormatError when `cells`, from the first to the last of these rows, would be torn apart."""
        if not self.are_alike(rows[0], rows[-1]):
            raise FormatError(CELLS_OVER_STRIPS.fault(sheet=self.regions[0].sheet, cells=cells))

    def _moved(self, row: int, last_before: frozenset[int]) -> str:
        if not last_before or row >= LAST_ROW:
            return str(row)
        (index,) = last_before
        return moving_row(index, row)


class _OfSeveral(SheetRegions):
    """Regions of which several may move a row: as far as the longest does."""

    def __init__(self, regions: Iterable[DataRegion], shared: SharedGrowth) -> None:
        super().__init__(regions)
        self._shared = shared

    def _moved(self, row: int, last_before: frozenset[int]) -> str:
        if len(last_before) < 2 or row >= LAST_ROW:  # noqa: PLR2004 - of two or more the longest counts
            return super()._moved(row, last_before)
        return self._shared.row(last_before, row)


class SharedRegions(_OfSeveral):
    """The regions of several strips, for what lies over them; a line that is ready in one is a row here."""

    def __init__(
        self, regions: Iterable[DataRegion], strips: Sequence[SheetRegions], shared: SharedGrowth
    ) -> None:
        """`regions`: those of all `strips`."""
        super().__init__(regions, shared)
        self._strips = strips

    def last_before(self, row: int) -> frozenset[int]:
        """See SheetRegions; here one for each strip."""
        return frozenset().union(*(each.last_before(row) for each in self._strips))

    def _first_of(self, row: int) -> int:
        return row

    def are_alike(self, first_row: int, last_row: int) -> bool:
        """See SheetRegions."""
        ends = {(each.last_before(first_row), each.last_before(last_row + 1)) for each in self._strips}
        return len(ends) == 1


class StripRegions(_OfSeveral):
    """The regions of one strip, and what moves the whole rows below all strips."""

    def __init__(self, regions: Iterable[DataRegion], end: int, shared: SharedGrowth) -> None:
        """`end`: the first row below all strips."""
        super().__init__(regions, shared)
        self._end = end
        self.joined: frozenset[int] = frozenset()
        """The lowest region above `end` of each strip."""

    def above_end(self) -> frozenset[int]:
        """The lowest region of this strip above `end`."""
        return super().last_before(self._end)

    def last_before(self, row: int) -> frozenset[int]:
        """See SheetRegions; below all strips those of each."""
        above = bisect_left(self._rows, row)
        is_below = bool(above) and self._rows[above - 1] >= self._end
        return self.joined if row >= self._end and not is_below else super().last_before(row)


class StripedRegions(SharedRegions):
    """The regions of a sheet on which blocks grow beside each other."""

    def __init__(
        self, regions: Sequence[DataRegion], strips: Sequence[range], end: int, shared: SharedGrowth
    ) -> None:
        """`strips`: from left to right; together they are all columns. `end`: the first row below them."""
        own = [
            StripRegions((r for r in regions if r.strip in (None, strip)), end, shared) for strip in strips
        ]
        super().__init__(regions, own, shared)
        self._columns = strips
        for each in own:
            each.joined = frozenset().union(*(other.above_end() for other in own))

    def within(self, columns: Iterable[int]) -> SheetRegions:
        """See SheetRegions."""
        ends = list(columns)
        if not ends:
            return self
        left, right = min(ends), max(ends)
        found = [
            own
            for strip, own in zip(self._columns, self._strips, strict=True)
            if strip[0] <= right and left <= strip[-1]
        ]
        return found[0] if len(found) == 1 else SharedRegions(self.regions, found, self._shared)

    def parted(self, left: int, right: int) -> Iterator[tuple[int, int]]:
        """See SheetRegions."""
        for strip in self._columns:
            first, last = max(strip[0], left), min(strip[-1], right)
            if first <= last:
                yield first, last
