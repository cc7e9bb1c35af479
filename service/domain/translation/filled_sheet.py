"""A block with all its lines, of every municipality, before they are parted among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from service.domain.failures import EarlierFiguresError
from service.domain.formats.earlier import PublishedBlock
from service.domain.formats.plan import SheetPlan
from service.domain.formats.report_facts import ReportedRows
from service.domain.formats.rows import Groups, Rows
from service.domain.translation.content import SheetContent, Values
from service.domain.translation.lines import LinePlaces
from service.domain.wording import Wording


@dataclass(frozen=True, kw_only=True)
class FilledSheet:
    """All lines of a sheet, of every municipality, those of one municipality together."""

    plan: SheetPlan
    columns: Mapping[str, Values]
    bounds: npt.NDArray[np.int64]
    """Municipality number m has the lines from bounds[m] up to bounds[m + 1]."""
    lines: Rows | Groups
    reported_rows: ReportedRows
    places: LinePlaces | None = None
    """Where the file lists lines already: where each line goes."""

    def municipality_of_lines(self) -> npt.NDArray[np.int64]:
        """Per line the number of its municipality."""
        return np.repeat(np.arange(len(self.bounds) - 1), np.diff(self.bounds))

    @cached_property
    def keys(self) -> tuple[Values, ...]:
        """What tells its lines apart, of every municipality; a list per row has no keys."""
        lines = self.lines
        if not isinstance(lines, Groups):
            return ()
        return tuple(key.values(lines) for key in self.plan.format.rows.per)

    def published(self, number: int) -> PublishedBlock:
        """What municipality `number` gets of it, line by line with its keys."""
        start, stop = int(self.bounds[number]), int(self.bounds[number + 1])
        return PublishedBlock(
            keys=tuple(values.part(start, stop) for values in self.keys),
            columns={header: values.part(start, stop) for header, values in self.columns.items()},
        )

    def part(self, number: int) -> SheetContent:
        """What municipality `number` gets of it. Raises EarlierFiguresError for a line with no place."""
        start, stop = int(self.bounds[number]), int(self.bounds[number + 1])
        columns = {header: values.part(start, stop) for header, values in self.columns.items()}
        lost = "" if self.places is None else self.places.without_place(self.plan, start, stop)
        if lost:  # a row of now would wait; a line of an earlier report cannot
            told = Wording(
                "{line} van toen staat niet in de vaste lijst van {sheet}.",
                "{line} of then is not in the fixed list of {sheet}.",
            )
            raise EarlierFiguresError(told.fill(line=lost, sheet=self.plan.name))
        part = SheetContent(
            sheet=self.plan.sheet, header_row=self.plan.header_row, columns=columns, place=self.plan.place
        )
        return part if self.places is None else self.places.content(part, self.plan, start, stop)


def figures_to_keep(filled: Sequence[FilledSheet], number: int) -> dict[str, PublishedBlock]:
    """The lines of a municipality in each block whose lines have keys that tell them apart."""
    return {
        sheet.plan.name: sheet.published(number)
        for sheet in filled
        if sheet.plan.format.rows.per and not sheet.plan.format.rows.overlapping
    }
