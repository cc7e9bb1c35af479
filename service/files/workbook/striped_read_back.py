"""Hold a filled sheet on which blocks grow beside each other against what was meant, strip by strip."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice

from service.files.workbook.blank_workbook import Cells, Found
from service.files.workbook.placed import LAST_ROW, rows_down
from service.files.workbook.sheet_read_back import ReadTarget, RowAndColumn, SheetReadBack


def _whole_in(rows: range, targets: Sequence[ReadTarget]) -> list[ReadTarget]:
    """Those that move whole rows, and begin among these."""
    return [target for target in targets if target.strip is None and target.header_row in rows]


def _strips_of(parted: Sequence[ReadTarget]) -> list[range]:
    """From left to right."""
    return sorted({each.strip for each in parted if each.strip}, key=lambda strip: strip[0])


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet of which parts are held against the report one by one."""

    name: str
    blank: tuple[Cells, AbstractSet[RowAndColumn]]
    singles: Mapping[RowAndColumn, Found]

    def part(self, rows: range, columns: range, own: Sequence[ReadTarget]) -> SheetReadBack:
        """What stands in these rows and columns of the template, with the blocks that do."""

        def is_here(place: RowAndColumn) -> bool:
            return place[0] in rows and place[1] in columns

        cells = {place: value for place, value in self.blank[0].items() if is_here(place)}
        formulas = {place for place in self.blank[1] if is_here(place)}
        given = {place: value for place, value in self.singles.items() if is_here(place)}
        return SheetReadBack(self.name, (cells, formulas), own, given)


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
        above, below = range(1, self._top), range(self._end, LAST_ROW + 1)
        self._above = _whole_in(above, targets)
        sheet = _Sheet(name, blank, singles)
        strips = _strips_of(self._parted)
        everywhere = range(1, strips[-1].stop)
        self._whole = sheet.part(above, everywhere, self._above)
        self._strips = [(strip, self._part(sheet, strip)) for strip in strips]
        self._below = sheet.part(below, everywhere, _whole_in(below, targets))

    def _part(self, sheet: "_Sheet", strip: range) -> SheetReadBack:
        own = [target for target in self._parted if target.strip == strip]
        return sheet.part(range(self._top, self._end), strip, own)

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
