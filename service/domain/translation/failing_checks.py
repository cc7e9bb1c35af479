"""By what a total of a report can differ from the balance, so that a check fails, and what to write."""

from collections.abc import Iterator

from service.domain.formats.expressions import steps_of
from service.domain.formats.model import Check
from service.domain.formats.plan import Column, Plan
from service.domain.formats.prestatie_amounts import sheets_of_prestaties
from service.domain.formats.verbs.only import Only
from service.domain.formats.verbs.report_total import ReportTotal
from service.domain.formats.verbs.sign_by import SignBy
from service.domain.wording import Wording, joined

_LEAVES_OUT = Wording(
    "Deze kolom laat met `only` rijen weg ({conditions}), en de telling rekent die mee. Schrijf het bij "
    "`rows`, als `where`: dan gaan die rijen met naam uit de telling.",
    "This column leaves rows out by `only` ({conditions}), and the balance counts them. Write it at `rows`, "
    "as `where`: then those rows leave the balance by name.",
)
_OTHER_SHEETS = Wording(
    "De telling rekent ook rijen mee die alleen op {sheets} staan. Noem in de controle het blad waar zij "
    "over gaat: `over: {own}`.",
    "The balance also counts rows that are on {sheets} only. Name in the check the sheet that it is about: "
    "`over: {own}`.",
)
_NO_SIGN = Wording(
    "In deze kolom telt een credit (C) erbij in plaats van eraf: schrijf `sign_by: debet_credit`.",
    "In this column a credit (C) is added instead of taken off: write `sign_by: debet_credit`.",
)


def why_it_fails(plan: Plan, check: Check, column: Column) -> Iterator[Wording]:
    """By what a total can differ from the balance, as far as the format tells, and what to write."""
    steps = tuple(steps_of(column.expression))
    conditions = [each.sentence() for each in steps if isinstance(each, Only)]
    if conditions:
        yield _LEAVES_OUT.fill(conditions=joined(", ", conditions))
    yield from _other_sheets(plan, check, column)
    is_signed = any(isinstance(each, SignBy) for each in steps)
    if not is_signed and check.equals == "balance.bedrag":
        yield _NO_SIGN


def _other_sheets(plan: Plan, check: Check, column: Column) -> Iterator[Wording]:
    """That the balance is over the rows of other sheets too, while the check names none."""
    own = _sheet_of(plan, check, column)
    others = [each.name for each in sheets_of_prestaties(plan) if each.name != own]
    if own and others and not check.over:
        yield _OTHER_SHEETS.fill(sheets=", ".join(others), own=own)


def _sheet_of(plan: Plan, check: Check, column: Column) -> str:
    """Of which sheet the rows are that stand behind a total."""
    totalled = [each.over for each in steps_of(column.expression) if isinstance(each, ReportTotal)]
    named = [sheet.name for sheet in plan.sheets if check.total.startswith(f"{sheet.name}.")]
    return next(iter((*totalled, *named)), "")
