"""The checks of a format: a total in a report that must be what the balance says, or there is no report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from service.domain.failures import BalanceDoesNotCloseError
from service.domain.formats.faults.composing import NOT_A_COLUMN_WITH_NUMBERS
from service.domain.formats.model import Check
from service.domain.formats.plan import Column, Plan
from service.domain.formats.shape import LanguageError
from service.domain.formats.verbs.split_sign import WITHOUT_SIGN
from service.domain.translation.balance import Balance
from service.domain.translation.content import ReportContent, ValueKind, values_of_cell
from service.domain.translation.failing_checks import why_it_fails
from service.domain.wording import Wording, joined

TotalRead = Callable[[str, str], Decimal]
"""The total of a column of a file by sheet and header text, or the number in a cell by sheet and address."""


@dataclass(frozen=True, slots=True)
class CheckedBalances:
    """What checks are held against."""

    whole: Balance
    """Over all rows of prestatie that are a municipality's."""
    of_sheets: Mapping[str, Balance]
    """Over the rows of one sheet, for checks that name it."""

    def of(self, check: Check) -> Balance:
        """The balance that a check is about."""
        return self.of_sheets.get(check.over, self.whole)


def require_checks_read(
    plan: Plan, content: ReportContent, balances: CheckedBalances, total_read: TotalRead
) -> None:
    """Hold every check against the file that was read back; raises BalanceDoesNotCloseError."""
    for check in plan.format.checks:
        balance = balances.of(check)
        *_, column = _checked(plan, content, check.total)
        place = next((p for p in plan.cells if "!".join(p) == check.total), None)
        if place is None:
            sheet, columns = _columns_to_total(plan, check.total)
            total = sum((total_read(sheet, each.header) for each in columns), Decimal(0))
        else:
            total = total_read(*place)
        if total * _per_unit(check, column) != _meant(check, column, balance):
            raise BalanceDoesNotCloseError(
                Wording("in het teruggelezen bestand: ", "in the file that was read back: ")
                + _does_not_hold(check, Fraction(total) * _per_unit(check, column), balance)
            )


def require_checks(plan: Plan, content: ReportContent, balances: CheckedBalances) -> None:
    """Raise BalanceDoesNotCloseError, with both totals and what to do, for a check that does not hold."""
    for check in plan.format.checks:
        balance = balances.of(check)
        total, denominator, column = _checked(plan, content, check.total)
        if total * _per_unit(check, column) != _meant(check, column, balance) * denominator:
            found = Fraction(total, denominator) * _per_unit(check, column)
            told = _does_not_hold(check, found, balance)
            raise BalanceDoesNotCloseError(joined(" ", (told, *why_it_fails(plan, check, column))))


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
