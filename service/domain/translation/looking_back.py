"""Earlier reports beside the lines of now: which are asked, which lack, and which lines they add."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.failures import EarlierFiguresError
from service.domain.findings import Finding, warns
from service.domain.formats.earlier import (
    EarlierFigures,
    LookBack,
    PublishedBlock,
    PublishedReport,
    published_column,
)
from service.domain.formats.keys import Key, ranks_of_key
from service.domain.formats.plan import Plan, SheetPlan
from service.domain.formats.rows import Groups, Positions
from service.domain.formats.shape import FieldReference, find_field
from service.domain.formats.verbs.earlier import Earlier
from service.domain.periods import Period
from service.domain.translation.content import ValueKind, Values, texts_of_values
from service.domain.wording import Wording, same

EARLIER_NOT_THERE = warns(
    "earlier-report-not-there",
    Wording("eerdere rapportage ontbreekt", "earlier report is not there"),
    Wording(
        "Gemeente {municipality}, {format}: over {periods} is geen rapportage gepubliceerd waarin deze "
        "cijfers staan. In de rapportage over {period} blijft {columns} leeg; het is niet als nul geteld.",
        "Municipality {municipality}, {format}: no report with these figures was published over {periods}. "
        "In the report over {period} {columns} stays empty; it is not counted as zero.",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookingBack:
    """What one run of a plan asks of earlier periods."""

    plan: Plan
    period: Period
    codes: tuple[str, ...]
    """The municipalities, by number."""
    earlier: EarlierFigures

    def report(self, code: str, period: Period) -> PublishedReport | None:
        """What a municipality got in this format over an earlier period."""
        return self.earlier.find(code, self.plan.name, period)

    def used(self, code: str) -> tuple[PublishedReport, ...]:
        """The earlier reports that this municipality's report is made of, in order of time."""
        asked = {period for sheet in self.plan.sheets for period in self._periods(sheet)}
        found = (self.report(code, period) for period in sorted(asked))
        return tuple(each for each in found if each is not None)

    def extended(self, sheet: SheetPlan, groups: Groups, numbers: Positions) -> tuple[Groups, Positions]:
        """The lines with a line more for each that was there earlier only, and whose each of them is.

        `numbers`: per line the number of its municipality.
        """
        blocks = {period: self._blocks(sheet, period) for period in self._periods(sheet)}
        every = [(number, block) for found in blocks.values() for number, block in found.items()]
        if any(len(block) for _, block in every):
            groups, numbers = self._with_lines_of(every, sheet, groups, numbers)
        look_back = LookBack(
            period=self.period,
            kind=self.plan.format.period,
            numbers=numbers,
            keys=tuple(texts_of_values(key.values(groups)) for key in sheet.format.rows.per),
            blocks=blocks,
        )
        return replace(groups, look_back=look_back), numbers

    def _with_lines_of(
        self,
        every: Sequence[tuple[int, PublishedBlock]],
        sheet: SheetPlan,
        groups: Groups,
        numbers: Positions,
    ) -> tuple[Groups, Positions]:
        """The groups, with one without rows for each line that only these blocks have."""
        keys = sheet.format.rows.per
        whose = np.concatenate([numbers, *(np.full(len(block), number) for number, block in every)])
        values = [
            _behind_each_other([key.values(groups), *(block.keys[place] for _, block in every)])
            for place, key in enumerate(keys)
        ]
        chosen = _each_once(whose.astype(np.int64), keys, values, groups)
        extended = _with_groups(groups, chosen)
        taken = [each.at(chosen) for each in values]
        made = tuple((k.expression.steps, v) for k, v in zip(keys, taken, strict=True) if not k.field)
        given = {_reference(groups, k.field): v for k, v in zip(keys, taken, strict=True) if k.field}
        whose = whose[chosen].astype(np.int64)
        given[_reference(groups, "gemeentecode")] = _texts_of(self.codes, whose)
        return replace(extended, made=made, given=given), whose

    def _periods(self, sheet: SheetPlan) -> tuple[Period, ...]:
        """The earlier periods that a block asks, each once."""
        kind = self.plan.format.period
        asked = (step.looks_at.periods(self.period, kind) for _, step in sheet.looking_back)
        return tuple(dict.fromkeys(period for periods in asked for period in periods))

    def _blocks(self, sheet: SheetPlan, period: Period) -> dict[int, PublishedBlock]:
        found = {number: self._block(code, sheet, period) for number, code in enumerate(self.codes)}
        return {number: block for number, block in found.items() if block is not None}

    def _block(self, code: str, sheet: SheetPlan, period: Period) -> PublishedBlock | None:
        """What a municipality got in this block, when its lines were of the same keys."""
        report = self.report(code, period)
        block = report.blocks.get(sheet.name) if report is not None else None
        return block if block is not None and len(block.keys) == len(sheet.format.rows.per) else None

    def lacking(self, code: str) -> Iterator[tuple[SheetPlan, str, Earlier, tuple[Period, ...]]]:
        """Every column that looks at periods over which there is nothing, and those periods."""
        for sheet in self.plan.sheets:
            columns = {column.header: column for column in sheet.columns}
            for header, step in sheet.looking_back:
                denominator = columns[step.column].shape.denominator
                periods = step.looks_at.periods(self.period, self.plan.format.period)
                lacks = tuple(each for each in periods if not self._has(code, sheet, each, step, denominator))
                if lacks:
                    yield sheet, header, step, lacks

    def _has(self, code: str, sheet: SheetPlan, period: Period, step: Earlier, denominator: int) -> bool:
        block = self._block(code, sheet, period)
        return block is not None and published_column(block, step.addresses, denominator) is not None

    def require_there(self, code: str) -> None:
        """Raise EarlierFiguresError when a column that may not be empty lacks a period."""
        for _, header, step, lacks in self.lacking(code):
            if step.missing == "block" and not self.earlier.may_lack:
                periods = ", ".join(period.label for period in lacks)
                raise EarlierFiguresError(same(f"{header}: {periods}"))

    def findings(self, codes: Sequence[str]) -> Iterator[Finding]:
        """What lacks and stays empty, by municipality and periods."""
        for code in codes:
            columns: dict[tuple[Period, ...], list[str]] = {}
            for sheet, header, step, lacks in self.lacking(code):
                if step.missing == "empty" or self.earlier.may_lack:
                    columns.setdefault(lacks, []).append(f"{sheet.name}: {header}")
            for lacks, headers in columns.items():
                yield self._finding(code, lacks, headers)

    def _finding(self, code: str, lacks: Sequence[Period], headers: Sequence[str]) -> Finding:
        facts = {
            "municipality": code,
            "format": self.plan.name,
            "period": self.period.label,
            "periods": ", ".join(each.label for each in lacks),
            "columns": ", ".join(headers),
        }
        return Finding(EARLIER_NOT_THERE, facts=facts)


def _each_once(whose: Positions, keys: Sequence[Key], values: Sequence[Values], groups: Groups) -> Positions:
    """Which lines to take, by municipality and key: of those alike the first."""
    order = whose
    for key, each in zip(keys, values, strict=True):
        codes, size = ranks_of_key(key.expression, each, groups.code_table)
        order = np.unique(order * (size + 1) + codes, return_inverse=True)[1].astype(np.int64)
    return np.unique(order, return_index=True)[1].astype(np.int64)


def _with_groups(groups: Groups, chosen: Positions) -> Groups:
    """The groups in this order; a place beyond theirs is that of a group without rows."""
    own = chosen < len(groups)
    first = np.zeros(len(chosen), dtype=np.int64)
    first[own] = groups.first[chosen[own]]
    place = np.zeros(len(groups), dtype=np.int64)
    place[chosen[own]] = np.flatnonzero(own)
    return replace(groups, numbers=place[groups.numbers], first=first)


def _texts_of(codes: Sequence[str], numbers: Positions) -> Values:
    items = np.array([*codes, ""], dtype=object)[numbers]
    return Values(ValueKind.TEXT, items, np.zeros(len(numbers), dtype=bool))


def _reference(groups: Groups, name: str) -> FieldReference:
    return find_field(groups.submitted.standard, groups.rows.tables, name)


def _behind_each_other(several: Sequence[Values]) -> Values:
    """Columns of one kind behind each other; numbers over the denominator of the first."""
    kind, denominator = several[0].kind, several[0].denominator
    items = [
        each.numbers * denominator // each.denominator if kind is ValueKind.NUMBER else each.items
        for each in several
    ]
    return Values(kind, np.concatenate(items), np.concatenate([each.blank for each in several]), denominator)
