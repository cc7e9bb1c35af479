"""A row waits in every block of a report when it waits in one: blocks never disagree on what is reported."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from service.domain.findings import Finding
from service.domain.formats.plan import Plan, SheetPlan
from service.domain.formats.rows import Mask, Submitted
from service.domain.periods import Period
from service.domain.translation.balance import Outcome
from service.domain.translation.fates import Fates
from service.domain.translation.selection import (
    PRESTATIE,
    Selection,
    select_rows,
    through_allocations,
    waiting,
)


@dataclass(frozen=True, slots=True)
class BlockSelections:
    """What becomes of every row in every block of a plan."""

    submitted: Submitted
    """In which the rows that wait in any block are marked as waiting, for all of them."""
    blocks: tuple[Selection, ...]
    """In the order of the plan."""


@dataclass(frozen=True, slots=True)
class _Asked:
    plan: Plan
    period: Period
    municipalities: Mapping[str, str]

    def of(self, submitted: Submitted, sheet: SheetPlan) -> Selection:
        return select_rows(submitted, self.plan, sheet, self.period, self.municipalities)

    def fates(self, submitted: Submitted, sheet: SheetPlan, own: Selection) -> Iterator[tuple[str, Fates]]:
        """By table what a block makes of its rows, and of prestaties through their allocation."""
        yield own.table, own.fates
        if PRESTATIE in sheet.many:
            found = prestaties_of(submitted, self.plan, sheet, self.period, self.municipalities, own)
            yield PRESTATIE, found


def select_for_every_block(
    submitted: Submitted, plan: Plan, period: Period, asked: Mapping[str, str]
) -> BlockSelections:
    """Give every row a fate in every block. A row that one of them lets wait stands in none.

    A prestatie waits with the line of its allocation, and what waits is not counted on that line. A block by
    which a row is excluded has no say in it, and keeps its own reason.
    """
    asks = _Asked(plan, period, asked)
    blocks = [asks.of(submitted, sheet) for sheet in plan.sheets]
    marked = _marked(submitted, asks, blocks) if len(blocks) > 1 else submitted
    while marked is not submitted:
        submitted = marked
        again = [asks.of(submitted, sheet) for sheet in plan.sheets]
        blocks = [_kept(before, after) for before, after in zip(blocks, again, strict=True)]
        marked = _marked(submitted, asks, blocks)
    return BlockSelections(submitted, tuple(blocks))


def prestaties_of(
    submitted: Submitted,
    plan: Plan,
    sheet: SheetPlan,
    period: Period,
    asked: Mapping[str, str],
    selection: Selection,
) -> Fates:
    """What a block makes of the rows of prestatie, as its own rows or through their allocation."""
    if selection.table == PRESTATIE:
        return selection.fates
    return through_allocations(submitted, plan, sheet, period, asked, selection.fates)


def _marked(submitted: Submitted, asks: _Asked, blocks: list[Selection]) -> Submitted:
    """The same rows with a mark on those that wait by a block; itself when there are no more of them."""
    times = Counter(table for sheet in asks.plan.sheets for table in (sheet.format.rows.of, *sheet.many))
    for sheet, block in zip(asks.plan.sheets, blocks, strict=True):
        for table, fates in asks.fates(submitted, sheet, block):
            new = fates.are(Outcome.QUARANTINED) & ~waiting(submitted, table).are(Outcome.QUARANTINED)
            if times[table] > 1 and new.any():
                names = np.array([name for _, name in fates.names], dtype=object)
                codes, _ = submitted.quarantine(table)
                submitted = submitted.with_waiting(table, np.where(new, names[fates.numbers], codes))
    return submitted


def _kept(before: Selection, after: Selection) -> Selection:
    """The fates of now; a block that excluded a row before goes on to do that by its own reason."""
    excluded: Mask = before.fates.are(Outcome.EXCLUDED)
    told = {_told(each) for each in before.findings}
    more = (each for each in after.findings if _told(each) not in told)
    return Selection(before.table, after.fates.but(excluded, before.fates), (*before.findings, *more))


def _told(finding: Finding) -> tuple[object, ...]:
    return finding.kind.code, finding.place, tuple(sorted(finding.facts.items()))
