"""Translation: one submission in one format becomes a report for every municipality that asks it."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

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
from service.domain.formats.faults.composing import NOT_A_COLUMN_WITH_NUMBERS
from service.domain.formats.filenames import filled_filename
from service.domain.formats.model import Check
from service.domain.formats.output import ZipOutput
from service.domain.formats.plan import Column, Plan, SheetPlan
from service.domain.formats.report_facts import ReportedRows, ReportFacts
from service.domain.formats.rows import Groups, Rows, Submitted
from service.domain.formats.shape import FieldReference, LanguageError
from service.domain.formats.verbs.split_sign import WITHOUT_SIGN
from service.domain.periods import Period
from service.domain.translation.balance import Balance, Outcome, Tally
from service.domain.translation.content import (
    ReportContent,
    SheetContent,
    ValueKind,
    Values,
    cell_value,
    values_of_cell,
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
from service.domain.wording import Wording


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
    run = _Run(submitted, plan, period, municipalities)
    filled = [run.fill(sheet, each.fates) for sheet, each in zip(plan.sheets, selections, strict=True)]
    reported = list(run.of_prestaties(selections))
    fates = best_of(reported or [unreported(submitted, PRESTATIE, municipalities)])
    cells = {number: run.cells(number, filled) for number in run.asking(filled)}
    others = run.other_tables(selections)
    reports, failures = run.reports(filled, cells, run.balances(fates))
    reports = [replace(each, other_tables=others[each.municipality]) for each in reports]
    lacking = run.looking_back.findings([report.municipality for report in reports])
    findings = (*(finding for selection in selections for finding in selection.findings), *lacking)
    facts = (*run.facts(filled), *facts_of_cells(plan, list(cells.values())))
    return Translation(
        reports=tuple(reports),
        fates=fates,
        findings=findings,
        facts=facts,
        failures=failures,
        sheets=tuple(filled),
    )


@dataclass(frozen=True, slots=True)
class _Run:
    submitted: Submitted
    plan: Plan
    period: Period
    municipalities: Mapping[str, str]

    @property
    def codes(self) -> tuple[str, ...]:
        return tuple(sorted(self.municipalities))

    @property
    def looking_back(self) -> LookingBack:
        """What it asks of earlier periods."""
        return LookingBack(
            plan=self.plan, period=self.period, codes=self.codes, earlier=self.submitted.earlier
        )

    def of_prestaties(self, selections: Sequence[Selection]) -> Iterator[Fates]:
        """What each block that is about prestaties makes of their rows."""
        for sheet, each in zip(self.plan.sheets, selections, strict=True):
            if PRESTATIE in (each.table, *sheet.many):
                yield prestaties_of(self.submitted, self.plan, self.period, self.municipalities, each)

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
        _require_checks(self.plan, content, balance)
        counted = cells_of_report(self.plan, cells, sheets)
        used = self.looking_back.used(code)
        return MeantReport(
            municipality=code,
            plan=self.plan,
            period=self.period,
            filename=self._filename(code, output.filename),
            content=content,
            balance=balance,
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
    own = submitted.values(FieldReference(table, "gemeentecode")).items.astype(str)
    if not len(codes):
        return np.full(len(own), -1, dtype=np.int64)
    known = np.array(codes, dtype=str)
    found = np.minimum(np.searchsorted(known, own), len(known) - 1)
    return np.where(known[found] == own, found, -1).astype(np.int64)


def require_balance_read(report: MeantReport, total_read: Callable[[str, str], Decimal]) -> None:
    """Make up the balance once more, from the file that was read back.

    `total_read` gives the total of a column by sheet and header text, or the number in a cell by sheet and
    address, as the file has it. Raises BalanceDoesNotCloseError when a check of the format does not hold.
    """
    for check in report.plan.format.checks:
        *_, column = _checked(report.plan, report.content, check.total)
        place = next((p for p in report.plan.cells if "!".join(p) == check.total), None)
        if place is None:
            sheet, columns = _columns_to_total(report.plan, check.total)
            total = sum((total_read(sheet, each.header) for each in columns), Decimal(0))
        else:
            total = total_read(*place)
        if total * _per_unit(check, column) != _meant(check, column, report.balance):
            raise BalanceDoesNotCloseError(
                Wording("in het teruggelezen bestand: ", "in the file that was read back: ")
                + _does_not_hold(check, Fraction(total) * _per_unit(check, column), report.balance)
            )


def _require_checks(plan: Plan, content: ReportContent, balance: Balance) -> None:
    for check in plan.format.checks:
        total, denominator, column = _checked(plan, content, check.total)
        if total * _per_unit(check, column) != _meant(check, column, balance) * denominator:
            found = Fraction(total, denominator) * _per_unit(check, column)
            raise BalanceDoesNotCloseError(_does_not_hold(check, found, balance))


def _meant(check: Check, column: Column, balance: Balance) -> int:
    """What a check holds a total against, in rows or cents."""
    meant = balance.rows.reported if check.equals == "balance.rows" else balance.cents.reported
    return abs(meant) if WITHOUT_SIGN in column.representation else meant


def _does_not_hold(check: Check, found: Fraction, balance: Balance) -> Wording:
    """What a check finds, in rows or cents, beside what it should find."""
    is_rows = check.equals == "balance.rows"
    meant = Fraction(balance.rows.reported if is_rows else balance.cents.reported)
    told = [f"{float(each):g}" if is_rows else f"{float(each / 100):.2f}" for each in (found, meant)]
    said = Wording(
        "het totaal van {total} is {found}, en volgens de telling ({equals}) hoort dat {meant} te zijn.",
        "the total of {total} is {found}, and by the balance ({equals}) it should be {meant}.",
    )
    found_words, meant_words = (Wording(each.replace(".", ","), each) for each in told)
    return said.fill(total=check.total, equals=check.equals, found=found_words, meant=meant_words)


def _per_unit(check: Check, column: Column) -> int:
    """How many rows or cents one unit in the report stands for."""
    return 1 if "cents" in column.representation or check.equals == "balance.rows" else 100


def _checked(plan: Plan, content: ReportContent, written: str) -> tuple[int, int, Column]:
    """The total that a check names: its numerator, its denominator, and the column or cell it stands in."""
    for place, column in plan.cells.items():
        if "!".join(place) == written:
            values = values_of_cell(content.cells[place])
            total = int(values.numbers[0]) if values.kind is ValueKind.NUMBER else 0
            return total, values.denominator, column
    sheet, columns = _columns_to_total(plan, written)
    part = next(part for part in content.sheets if part.name == sheet)
    every = [part.columns[column.header] for column in columns]
    total = sum(int(values.numbers[~values.blank].sum()) for values in every)
    return total, every[0].denominator, columns[0]


def _columns_to_total(plan: Plan, written: str) -> tuple[str, Sequence[Column]]:
    """The block that a check names, and its column; or all of one address under every head."""
    for sheet in plan.sheets:
        if not written.startswith(f"{sheet.name}."):
            continue
        named = written.removeprefix(f"{sheet.name}.")
        columns = [each for each in sheet.columns if named in (each.header, each.pattern)]
        if columns:
            return sheet.name, columns
    raise LanguageError(NOT_A_COLUMN_WITH_NUMBERS.fault(column=written, known=""))
