"""Translation: one submission in one format becomes a report for every municipality that asks it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from service.domain.burden.level_zero import (
    CellCounts,
    DeliveredFacts,
    cells_of_report,
    each_fact_once,
    facts_of_cells,
    facts_of_sheet,
)
from service.domain.failures import BalanceDoesNotCloseError, EarlierFiguresError, WhyNotMade
from service.domain.findings import Finding
from service.domain.formats.earlier import PublishedBlock
from service.domain.formats.filenames import filled_filename
from service.domain.formats.output import ZipOutput
from service.domain.formats.plan import Plan, SheetPlan
from service.domain.formats.report_facts import ReportedRows, ReportFacts
from service.domain.formats.rows import Groups, Rows, Submitted
from service.domain.formats.shape import FieldReference
from service.domain.periods import Period
from service.domain.translation.balance import Balance, Outcome, Tally
from service.domain.translation.checks import (
    CheckedBalances,
    TotalRead,
    require_checks,
    require_checks_read,
)
from service.domain.translation.content import (
    ReportContent,
    SheetContent,
    Values,
    cell_value,
)
from service.domain.translation.fates import Fates, balances_per_part, best_of
from service.domain.translation.filled_sheet import FilledSheet, figures_to_keep
from service.domain.translation.line_order import in_fixed_order
from service.domain.translation.lines import LinePlaces, filled_columns
from service.domain.translation.looking_back import LookingBack
from service.domain.translation.selection import (
    PRESTATIE,
    Selection,
    grouped,
    rows_at,
    signed_cents,
    unreported,
)
from service.domain.translation.selection_of_blocks import prestaties_of, select_for_every_block


@dataclass(frozen=True, slots=True, kw_only=True)
class MeantReport:
    """What one municipality gets in one format over one period."""

    municipality: str
    plan: Plan
    period: Period
    filename: str
    content: ReportContent
    balance: Balance
    """Over the rows of prestatie that are this municipality's."""
    balances_of_sheets: Mapping[str, Balance] = field(default_factory=dict)
    """The same over the rows of one sheet, for checks that name it."""
    cells: CellCounts
    """How many cells of which class were delivered, for the measure of burden."""
    other_tables: Mapping[str, Tally] = field(default_factory=dict)
    """By table, what became of this municipality's rows of any other table that a sheet is made of."""
    agb_code: str = ""
    """Of its provider."""
    earlier: tuple[tuple[Period, str], ...] = ()
    """The published reports whose figures it holds: each period, and the hash of the file."""
    figures: Mapping[str, PublishedBlock] = field(default_factory=dict)
    """Its own lines with their keys, by block, for reports that look back on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """What a plan made of a submission, for all municipalities at once."""

    reports: tuple[MeantReport, ...]
    fates: Fates
    """Of every row of prestatie in the submission."""
    findings: tuple[Finding, ...]
    facts: tuple[DeliveredFacts, ...]
    """Which facts went out, to count how often the same one is delivered."""
    failures: Mapping[str, WhyNotMade] = field(default_factory=dict)
    """By municipality, why its report cannot be made."""
    sheets: tuple[FilledSheet, ...] = ()
    """The sheets before they were parted among municipalities."""


def translate(
    submitted: Submitted, plan: Plan, period: Period, municipalities: Mapping[str, str]
) -> Translation:
    """Run a plan once for all `municipalities` (code → name) and part the lines among them.

    Raises BalanceDoesNotCloseError when any row or cent would be lost, or when a check of the format fails:
    then there is no report at all.
    """
    translation = translate_each(submitted, plan, period, municipalities)
    for failure in translation.failures.values():
        raise failure
    return translation


def translate_each(
    submitted: Submitted, plan: Plan, period: Period, municipalities: Mapping[str, str]
) -> Translation:
    """As `translate`; of which municipality the balance does not close stands in `failures`."""
    selected = select_for_every_block(submitted.on(period.end), plan, period, municipalities)
    submitted, selections = selected.submitted, selected.blocks
    run = _Run(submitted=submitted, plan=plan, period=period, municipalities=municipalities)
    run = replace(run, of_sheets=run.balances_of_sheets(selections))
    filled = [run.fill(sheet, each.fates) for sheet, each in zip(plan.sheets, selections, strict=True)]
    reported = list(run.of_prestaties(selections))
    fates = best_of(reported or [unreported(submitted, PRESTATIE, municipalities)])
    cells = {number: run.cells(number, filled) for number in run.asking(filled)}
    others = run.other_tables(selections)
    reports, failures = run.reports(filled, cells, run.balances(fates))
    reports = [replace(each, other_tables=others[each.municipality]) for each in reports]
    lacking = run.looking_back.findings([report.municipality for report in reports])
    findings = (*(finding for selection in selections for finding in selection.findings), *lacking)
    facts = (*run.facts(filled), *facts_of_cells(plan, run.by_code(cells), period))
    return Translation(
        reports=tuple(reports),
        fates=fates,
        findings=findings,
        facts=facts,
        failures=failures,
        sheets=tuple(filled),
    )


CellValues = Mapping[tuple[str, str], Values]
"""The single cells of one report."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    submitted: Submitted
    plan: Plan
    period: Period
    municipalities: Mapping[str, str]
    of_sheets: Mapping[str, Sequence[Balance]] = field(default_factory=dict)
    """The balance of each municipality over the rows of one sheet, by the sheets that checks name."""

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(sorted(self.municipalities))

    @property
    def looking_back(self) -> LookingBack:
        """What it asks of earlier periods."""
        return LookingBack(
            plan=self.plan, period=self.period, codes=self.codes, earlier=self.submitted.earlier
        )

    def by_code(self, cells: Mapping[int, CellValues]) -> dict[str, CellValues]:
        """What stands at each number, by the code of its municipality."""
        return {self.codes[number]: each for number, each in cells.items()}

    def of_prestaties(self, selections: Sequence[Selection]) -> Iterator[Fates]:
        """What each block that is about prestaties makes of their rows."""
        for sheet, each in zip(self.plan.sheets, selections, strict=True):
            if PRESTATIE in (each.table, *sheet.many):
                yield self.prestaties_of(sheet, each)

    def prestaties_of(self, sheet: SheetPlan, selection: Selection) -> Fates:
        """What one block makes of the rows of prestatie."""
        return prestaties_of(self.submitted, self.plan, sheet, self.period, self.municipalities, selection)

    def balances_of_sheets(self, selections: Sequence[Selection]) -> dict[str, list[Balance]]:
        """By each sheet that a check names, the balance of each municipality over its rows alone."""
        named = {check.over for check in self.plan.format.checks}
        return {
            sheet.name: self.balances(self.prestaties_of(sheet, each))
            for sheet, each in zip(self.plan.sheets, selections, strict=True)
            if sheet.name in named
        }

    def fill(self, sheet: SheetPlan, fates: Fates) -> FilledSheet:
        """All lines of a sheet, for every municipality, in the order of their codes."""
        positions = np.flatnonzero(fates.are(Outcome.REPORTED))
        parts = municipality_numbers(self.submitted, sheet.format.rows.of, self.codes)[positions]
        order = np.argsort(parts, kind="stable")
        rows = rows_at(self.submitted, self.plan, sheet, self.period, positions[order])
        parts = parts[order]
        if not sheet.format.rows.per:
            table = self.submitted.standard.tables[sheet.format.rows.of]
            rows = in_fixed_order(rows, table, sheet.format.rows.order, parts)
        lines: Rows | Groups = rows
        reported_rows = ReportedRows(rows, self._bounds(parts))
        if sheet.format.rows.per:
            groups = grouped(rows, sheet)
            lines, parts = groups, parts[groups.first]
            if sheet.looking_back:
                lines, parts = self.looking_back.extended(sheet, groups, parts)
        return FilledSheet(
            plan=sheet,
            columns=filled_columns(sheet, lines),
            bounds=self._bounds(parts),
            lines=lines,
            reported_rows=reported_rows,
            places=LinePlaces.of(sheet, lines) if sheet.format.listed else None,
        )

    def _bounds(self, parts: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        return np.searchsorted(parts, np.arange(len(self.codes) + 1)).astype(np.int64)

    def asking(self, filled: Sequence[FilledSheet]) -> list[int]:
        """The numbers of the municipalities that get a report."""
        every = list(range(len(self.codes)))
        if self.plan.format.when_empty == "report":
            return every
        return [number for number in every if any(sheet.reported_rows.count(number) for sheet in filled)]

    def cells(self, number: int, filled: Sequence[FilledSheet]) -> dict[tuple[str, str], Values]:
        """The single cells of one municipality's report."""
        code, plan = self.codes[number], self.plan
        facts = ReportFacts(
            submitted=self.submitted,
            municipality_code=code,
            municipality_name=self.municipalities[code],
            period=self.period,
            laws=plan.format.law,
            code_tables=plan.code_tables,
            number=number,
            lists={sheet.plan.name: sheet.reported_rows for sheet in filled},
        )
        return {place: column.expression.apply(facts) for place, column in plan.cells.items()}

    def balances(self, fates: Fates) -> list[Balance]:
        """The balance of each municipality, over its own rows of prestatie."""
        parts = municipality_numbers(self.submitted, PRESTATIE, self.codes)
        return balances_per_part(fates, signed_cents(self.submitted, PRESTATIE), parts, len(self.codes))

    def other_tables(self, selections: Sequence[Selection]) -> dict[str, dict[str, Tally]]:
        """By municipality and table what became of the rows that are no prestaties."""
        found: dict[str, dict[str, Tally]] = {code: {} for code in self.codes}
        for table in sorted({each.table for each in selections} - {PRESTATIE}):
            fates = best_of([each.fates for each in selections if each.table == table])
            parts = municipality_numbers(self.submitted, table, self.codes)
            no_money = np.zeros(len(parts), dtype=np.int64)
            for code, balance in zip(
                self.codes, balances_per_part(fates, no_money, parts, len(self.codes)), strict=True
            ):
                balance.require_closed(f"{self.plan.name} for {code}, {table}")
                found[code][table] = balance.rows
        return found

    def facts(self, filled: Iterable[FilledSheet]) -> Iterable[DeliveredFacts]:
        """What the sheets tell of every row, each fact once."""
        return each_fact_once(
            fact
            for sheet in filled
            for fact in facts_of_sheet(sheet.plan, self.plan, self.period, sheet.lines, sheet.columns)
        )

    def reports(
        self,
        filled: Sequence[FilledSheet],
        cells: Mapping[int, Mapping[tuple[str, str], Values]],
        balances: Sequence[Balance],
    ) -> tuple[list[MeantReport], dict[str, WhyNotMade]]:
        """Every report that is in balance, and by municipality why another is not."""
        reports: list[MeantReport] = []
        failures: dict[str, WhyNotMade] = {}
        for number, each in cells.items():
            try:
                self.looking_back.require_there(self.codes[number])
                parts = [each.part(number) for each in filled if each.plan.format.is_in_the_file]
                report = self.report(number, each, parts, balances[number])
                reports.append(replace(report, figures=figures_to_keep(filled, number)))
            except (BalanceDoesNotCloseError, EarlierFiguresError) as failure:
                failures[self.codes[number]] = failure
        return reports, failures

    def report(
        self,
        number: int,
        cells: Mapping[tuple[str, str], Values],
        sheets: Sequence[SheetContent],
        balance: Balance,
    ) -> MeantReport:
        """One municipality's report, proven to be in balance."""
        code = self.codes[number]
        single = {place: cell_value(values) for place, values in cells.items()}
        output = self.plan.format.output
        content = ReportContent(single, tuple(sheets), self._file_names(code))
        balance.require_closed(f"{self.plan.name} for {code}")
        held = {name: each[number] for name, each in self.of_sheets.items()}
        require_checks(self.plan, content, CheckedBalances(balance, held))
        counted = cells_of_report(self.plan, cells, sheets)
        used = self.looking_back.used(code)
        return MeantReport(
            municipality=code,
            plan=self.plan,
            period=self.period,
            filename=self._filename(code, output.filename),
            content=content,
            balance=balance,
            balances_of_sheets=held,
            cells=counted,
            agb_code=self._agb_code,
            earlier=tuple((each.period, each.sha256) for each in used),
        )

    @property
    def _agb_code(self) -> str:
        return str(self.submitted.values(FieldReference("aanlevering", "agb_code")).items[0])

    def _file_names(self, code: str) -> dict[str, str]:
        output = self.plan.format.output
        files = output.files if isinstance(output, ZipOutput) else {}
        return {file: self._filename(code, each.filename) for file, each in files.items()}

    def _filename(self, code: str, written: str) -> str:
        facts = {"gemeentecode": code, "agb_code": self._agb_code, "periode": self.period.label}
        return filled_filename(written, facts)


def municipality_numbers(submitted: Submitted, table: str, codes: Sequence[str]) -> npt.NDArray[np.int64]:
    """Per row the place of its municipality in the sorted `codes`, -1 when it is not among them."""
    places = {code: place for place, code in enumerate(codes)}
    return submitted.values(FieldReference(table, "gemeentecode")).per_text(
        lambda texts: np.array([places.get(text, -1) for text in texts], dtype=np.int64)
    )


def require_balance_read(report: MeantReport, total_read: TotalRead) -> None:
    """Make up the balance once more, from the file that was read back; raises BalanceDoesNotCloseError."""
    balances = CheckedBalances(report.balance, report.balances_of_sheets)
    require_checks_read(report.plan, report.content, balances, total_read)
