"""One municipality's report made again in memory, with everything that stood behind it still at hand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from service.domain.failures import WhyNotMade
from service.domain.formats.plan import Column, Plan
from service.domain.formats.report_facts import ReportFacts
from service.domain.formats.rows import Positions, Submitted
from service.domain.periods import Period
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.domain.translation.filled_sheet import FilledSheet
from service.domain.translation.translate import MeantReport, Translation, translate_each


@dataclass(frozen=True, slots=True)
class CellOfLine:
    """A cell of a block."""

    block: int
    """The place of the block among those in the file."""
    header: str
    line: int
    """As the file has its lines, from 0."""


SingleCell = tuple[str, str]
"""Sheet and address, as the format has them."""
Cell = CellOfLine | SingleCell


@dataclass(frozen=True, kw_only=True)
class Replay:
    """A plan run again for one municipality."""

    submitted: Submitted
    plan: Plan
    period: Period
    municipality: str
    municipality_name: str
    translation: Translation
    content: ReportContent
    """As the file has it: empty when the report could not be made."""

    @property
    def report(self) -> MeantReport | None:
        """What was meant; None when it could not be made, or there is nothing to report."""
        return next(iter(self.translation.reports), None)

    @property
    def failure(self) -> WhyNotMade | None:
        """Why it could not be made."""
        return self.translation.failures.get(self.municipality)

    @property
    def sheets(self) -> tuple[FilledSheet, ...]:
        """The blocks that stand in the file, in its order, before the lines are put in that order."""
        return tuple(each for each in self.translation.sheets if each.plan.format.is_in_the_file)

    @property
    def blocks_by_name(self) -> Mapping[str, FilledSheet]:
        """Every block, also one that is rows for totals only."""
        return {each.plan.name: each for each in self.translation.sheets}

    @cached_property
    def facts(self) -> ReportFacts:
        """What its single cells are filled from."""
        return ReportFacts(
            submitted=self.submitted,
            municipality_code=self.municipality,
            municipality_name=self.municipality_name,
            period=self.period,
            laws=self.plan.format.law,
            code_tables=self.plan.code_tables,
            lists={each.plan.name: each.reported_rows for each in self.translation.sheets},
        )

    def order(self, block: int) -> Positions:
        """Per line of the file the line of the block that stands there; -1 where nothing was delivered."""
        filled = self.sheets[block]
        start, stop = int(filled.bounds[0]), int(filled.bounds[1])
        if filled.places is None:
            return np.arange(start, stop, dtype=np.int64)
        found = filled.places.in_file(filled.plan, start, stop)
        return np.where(found < 0, -1, found + start).astype(np.int64)

    def column(self, cell: CellOfLine) -> Column:
        """What a cell of a block is filled with."""
        columns = self.sheets[cell.block].plan.columns
        return next(each for each in columns if each.header == cell.header)

    def value(self, cell: Cell) -> Values:
        """What the file holds there, as a column of one."""
        if isinstance(cell, CellOfLine):
            values = self.content.sheets[cell.block].columns[cell.header]
            listed = self.content.sheets[cell.block].listed
            has_sign = listed is not None and bool(listed.sign) and values.kind is ValueKind.NUMBER
            if listed is not None and has_sign and listed.nothing[cell.line : cell.line + 1].any():
                return _text(listed.sign)
            return values.part(cell.line, cell.line + 1)
        return self.plan.cells[cell].expression.apply(self.facts)

    def every_cell(self) -> Iterator[Cell]:
        """Every cell that the format fills in this report."""
        yield from self.content.cells
        for block, sheet in enumerate(self.content.sheets):
            for header in sheet.columns:
                yield from (CellOfLine(block, header, line) for line in range(sheet.row_count))


def replay(
    submitted: Submitted, plan: Plan, period: Period, municipality: str, municipality_name: str
) -> Replay:
    """Run a plan again, for this municipality alone: what it gets never depends on what others get."""
    submitted = submitted.on(period.end)
    translation = translate_each(submitted, plan, period, {municipality: municipality_name})
    report = next(iter(translation.reports), None)
    return Replay(
        submitted=submitted,
        plan=plan,
        period=period,
        municipality=municipality,
        municipality_name=municipality_name,
        translation=translation,
        content=ReportContent() if report is None else report.content,
    )


def _text(text: str) -> Values:
    return Values(ValueKind.TEXT, np.array([text], dtype=object), np.zeros(1, dtype=bool))
