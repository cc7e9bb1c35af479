"""Hold a filled sheet on which blocks grow beside each other against what was meant, strip by strip."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from service.files.workbook.blank_workbook import Cells, Found
from service.files.workbook.regions import LAST_ROW
from service.files.workbook.sheet_read_back import ReadTarget, RowAndColumn, SheetReadBack


class StripedReadBack:
    """One sheet as it should be: whole rows down to the first block of a strip, and the strips below that."""

    def __init__(
        self,
        name: str,
        blank: tuple[Cells, AbstractSet[RowAndColumn]],
        targets: Sequence[ReadTarget],
        singles: Mapping[RowAndColumn, Found],
    ) -> None:
        """As SheetReadBack; some of the `targets` grow in strips."""
        self._top = min(target.first_row for target in targets if target.strip is not None)
        self._above = [target for target in targets if target.strip is None]
        strips = sorted({each.strip for each in targets if each.strip is not None}, key=lambda each: each[0])

        def part(rows: range, columns: range, own: Sequence[ReadTarget]) -> SheetReadBack:
            def is_here(place: RowAndColumn) -> bool:
                return place[0] in rows and place[1] in columns

            cells = {place: value for place, value in blank[0].items() if is_here(place)}
            formulas = {place for place in blank[1] if is_here(place)}
            given = {place: value for place, value in singles.items() if is_here(place)}
            return SheetReadBack(name, (cells, formulas), own, given)

        above = range(1, self._top)
        self._whole = part(above, range(1, strips[-1].stop), self._above)
        below = range(self._top, LAST_ROW + 1)
        self._strips = [
            (strip, part(below, strip, [target for target in targets if target.strip == strip]))
            for strip in strips
        ]

    def require(self, rows: Iterator[Sequence[Found]]) -> None:
        """Compare every cell. Raises ReadBackDiffersError, naming column and row."""
        self._whole.require(rows, own=range(1, self._top))
        moved = sum(target.content.added_rows for target in self._above)
        below = list(rows)
        for strip, part in self._strips:
            own = ((*[""] * (strip.start - 1), *row[strip.start - 1 : strip.stop - 1]) for row in below)
            part.require(own, own=range(self._top, LAST_ROW + 1), moved=moved)

    def formulas_meant(self) -> int:
        """How many formulas there should be."""
        return self._whole.formulas_meant() + sum(part.formulas_meant() for _, part in self._strips)
