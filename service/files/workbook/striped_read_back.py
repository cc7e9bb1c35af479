"""Hold a filled sheet on which blocks grow beside each other against what was meant, strip by strip."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import islice

from service.files.workbook.blank_workbook import Cells, Found
from service.files.workbook.placed import LAST_ROW, rows_down
from service.files.workbook.sheet_read_back import ReadTarget, RowAndColumn, SheetReadBack


class StripedReadBack:
    """One sheet as it should be: whole rows, the strips below them, and whole rows below all strips."""

    def __init__(
        self,
        name: str,
        blank: tuple[Cells, AbstractSet[RowAndColumn]],
        targets: Sequence[ReadTarget],
        singles: Mapping[RowAndColumn, Found],
    ) -> None:
        """As SheetReadBack; some of the `targets` grow in strips."""
        self._parted = [target for target in targets if target.strip is not None]
        self._top = min(target.first_row for target in self._parted)
        self._end = self._parted[0].strips_end
        whole = [target for target in targets if target.strip is None]
        self._above = [target for target in whole if target.header_row < self._end]
        strips = sorted(
            {each.strip for each in self._parted if each.strip is not None}, key=lambda each: each[0]
        )

        def part(rows: range, columns: range, own: Sequence[ReadTarget]) -> SheetReadBack:
            def is_here(place: RowAndColumn) -> bool:
                return place[0] in rows and place[1] in columns

            cells = {place: value for place, value in blank[0].items() if is_here(place)}
            formulas = {place for place in blank[1] if is_here(place)}
            given = {place: value for place, value in singles.items() if is_here(place)}
            return SheetReadBack(name, (cells, formulas), own, given)

        everywhere = range(1, strips[-1].stop)
        self._whole = part(range(1, self._top), everywhere, self._above)
        own = range(self._top, self._end)
        self._strips = [
            (strip, part(own, strip, [target for target in targets if target.strip == strip]))
            for strip in strips
        ]
        below = [target for target in whole if target.header_row >= self._end]
        self._below = part(range(self._end, LAST_ROW + 1), everywhere, below)

    def require(self, rows: Iterator[Sequence[Found]]) -> None:
        """Compare every cell. Raises ReadBackDiffersError, naming column and row."""
        self._whole.require(rows, own=range(1, self._top))
        moved = sum(target.content.added_rows for target in self._above)
        longest = rows_down((target.strip, target.content.added_rows) for target in self._parted)
        parted = list(islice(rows, self._end - self._top + longest))
        for strip, part in self._strips:
            own = ((*[""] * (strip.start - 1), *row[strip.start - 1 : strip.stop - 1]) for row in parted)
            part.require(own, own=range(self._top, LAST_ROW + 1), moved=moved)
        self._below.require(rows, own=range(self._end, LAST_ROW + 1), moved=moved + longest)

    def formulas_meant(self) -> int:
        """How many formulas there should be."""
        parts = (self._whole, *(part for _, part in self._strips), self._below)
        return sum(part.formulas_meant() for part in parts)
