"""The rules about how much was delivered, beside what was allocated and what time allows."""

import numpy as np
import numpy.typing as npt

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Days, summed
from service.domain.standard.physical import HOUR, MINUTE, MOST_PER_DAY
from service.domain.standard.rules import told
from service.domain.standard.rules.allocations import code_is_of_another_category
from service.domain.standard.rules.rule import TableRows, rule, where_known
from service.domain.wording import Wording

_TABLE = "prestatie"
_PER_DAY, _PER_WEEK, _PER_MONTH, _IN_TOTAL = "1", "2", "4", "6"
_OUTPUT = ("82", "83")
_HOUSEHOLD, _ALWAYS = "01", 6
_MINUTES = 60
_DAYS_OF_WEEK = 7
_MONDAY = np.datetime64("1969-12-29", "D")


@rule(
    "category-not-allocated",
    Severity.WARNS,
    _TABLE,
    "productcategorie",
    title=Wording("andere categorie dan toegewezen", "another category than allocated"),
    words=Wording(
        "Kolom {column}, rij {row}: productcategorie {value} is niet die van de toewijzing ({allocated}). "
        "Neem die over, of verbeter de toewijzing, het toewijzingnummer of de gemeentecode.",
        "Column {column}, row {row}: category {value} is not that of the allocation ({allocated}). Use that "
        "one, or correct the allocation, its number or the gemeentecode.",
    ),
    tells=lambda rows: {"allocated": told.codes(rows.allocation, "productcategorie")},
)
def category_is_not_the_allocated_one(rows: TableRows) -> Mask:
    """Expect the category of the allocation (TR339)."""
    return rows.differs("productcategorie", rows.allocation) & ~rows.is_unread_of_allocation(
        "productcategorie"
    )


@rule(
    "product-not-allocated",
    Severity.WARNS,
    _TABLE,
    "productcode",
    title=Wording("ander product dan toegewezen", "another product than allocated"),
    words=Wording(
        "Kolom {column}, rij {row}: productcode {value} is niet die van de toewijzing ({allocated}). Neem "
        "die over, of verbeter de toewijzing, het toewijzingnummer of de gemeentecode.{alike}",
        "Column {column}, row {row}: product code {value} is not that of the allocation ({allocated}). Use "
        "that one, or correct the allocation, its number or the gemeentecode.{alike}",
    ),
    tells=lambda rows: {
        "allocated": told.codes(rows.allocation, "productcode"),
        "alike": told.alike(rows, rows.allocation, "productcode"),
    },
)
def product_is_not_the_allocated_one(rows: TableRows) -> Mask:
    """Expect the product code of the allocation where it has one (TR340)."""
    return rows.differs("productcode", rows.allocation) & ~rows.is_unread_of_allocation("productcode")


@rule(
    "code-of-other-category",
    Severity.WARNS,
    _TABLE,
    "productcode",
    title=Wording("productcode van een andere categorie", "product code of another category"),
    words=Wording(
        "Kolom {column}, rij {row}: productcode {value} hoort naar haar vorm bij een andere "
        "productcategorie. Controleer beide codes.",
        "Column {column}, row {row}: by its form product code {value} belongs to another category. Check "
        "both codes.",
    ),
    follows=("productcategorie",),
)
def delivered_code_is_of_another_category(rows: TableRows) -> Mask:
    """Expect that a code formed as category, letter, two digits begins with its category (TR381)."""
    return code_is_of_another_category(rows) & ~where_known(rows, _is_another_category_of_an_allocated_code)


def _is_another_category_of_an_allocated_code(rows: TableRows) -> Mask:
    """Tell where it is the category that is wrong, which is said."""
    taken_over = rows.numbered_as("productcode", rows.allocation, "productcode")
    is_allocated = (taken_over >= 0) & (taken_over == rows.allocation.numbered("productcode"))
    is_said: Mask = category_is_not_the_allocated_one(rows) & is_allocated
    return is_said


@rule(
    "unit-not-allocated",
    Severity.WARNS,
    _TABLE,
    "eenheid",
    title=Wording("andere eenheid dan toegewezen", "another unit than allocated"),
    words=Wording(
        "Kolom {column}, rij {row}: eenheid {value} is niet die van de toewijzing ({allocated}). Alleen "
        "bij uren mag u minuten declareren. Neem anders die van de toewijzing over, of verbeter de "
        "toewijzing, het toewijzingnummer of de gemeentecode.",
        "Column {column}, row {row}: unit {value} is not that of the allocation ({allocated}). Only hours "
        "may be declared in minutes. Otherwise use that of the allocation, or correct the "
        "allocation, its number or the gemeentecode.",
    ),
    tells=lambda rows: {"allocated": told.codes(rows.allocation, "eenheid")},
)
def unit_is_not_the_allocated_one(rows: TableRows) -> Mask:
    """Expect the unit of the allocation; minutes may stand for allocated hours (TR341)."""
    allowed = rows.is_one_of("eenheid", MINUTE) & rows.allocation.is_one_of("eenheid", HOUR)
    return rows.differs("eenheid", rows.allocation) & ~allowed & ~rows.is_unread_of_allocation("eenheid")


@rule(
    "volume-impossible",
    Severity.WARNS,
    _TABLE,
    "volume",
    title=Wording("volume past niet in de productperiode", "volume does not fit in the product period"),
    words=Wording(
        "Kolom {column}, rij {row}: {value} past niet in de dagen van deze productperiode. Controleer "
        "volume, eenheid en de data.",
        "Column {column}, row {row}: {value} does not fit in the days of this product period. Check volume, "
        "unit and the dates.",
    ),
)
def volume_is_impossible(rows: TableRows) -> Mask:
    """Expect no more minutes, hours, day parts or nights than the days of the product period have.

    Where the unit is not the allocated one that is what there is to say of it.
    """
    impossible = np.zeros(len(rows), bool)
    days = rows.days("begindatum", "einddatum")
    for unit, most in MOST_PER_DAY.items():
        impossible |= rows.is_one_of("eenheid", unit) & (rows.number("volume") > most * days)
    return impossible & (days > 0) & ~where_known(rows, unit_is_not_the_allocated_one)


@rule(
    "hours-below-one",
    Severity.WARNS,
    _TABLE,
    "volume",
    title=Wording("nul uur", "no hours at all"),
    words=Wording(
        "Kolom {column}, rij {row}: bij eenheid uur is het volume minstens 1: de minuten van de hele "
        "periode worden opgeteld en dan pas afgerond. Controleer het volume en de eenheid; was het minder"
        " dan een uur, vul dan 1 in, en was er geen hulp, laat de regel dan weg.",
        "Column {column}, row {row}: in hours the volume is at least 1: the minutes of the whole period "
        "are added up and rounded only then. Check the volume and the unit; fill in 1 when it was less "
        "than an hour, and leave the row out when nothing was delivered.",
    ),
)
def hours_are_below_one(rows: TableRows) -> Mask:
    """Expect at least one hour where help is in hours: the period is rounded as a whole, not to 0 (IV079)."""
    none: Mask = rows.has("volume") & (rows.number("volume") == 0)
    return none & rows.is_one_of("eenheid", HOUR)


@rule(
    "volume-over-allocated",
    Severity.WARNS,
    _TABLE,
    "volume",
    title=Wording("meer dan toegewezen voor de periode", "more than allocated for the period"),
    words=Wording(
        "Kolom {column}, rij {row}: volume {value} is meer dan voor deze productperiode is toegewezen "
        "({limit}). Controleer het volume, ook dat van de toewijzing, en of de rij de goede "
        "toewijzing noemt, of vraag de gemeente om een wijziging.",
        "Column {column}, row {row}: volume {value} is more than was allocated for this product period "
        "({limit}). Check the volume, also that of the allocation, and whether the row names the right "
        "allocation, or ask the municipality for a change.",
    ),
    tells=lambda rows: {"limit": told.counts(_allowed(rows))},
)
def volume_is_more_than_allocated(rows: TableRows) -> Mask:
    """Expect a volume that fits in the allocated volume for the product period (TR321).

    Per week and by effort every week that the period touches counts; by output every Sunday in it, and the
    broken last week of the allocation in the period in which it begins; for category 01 of the Wmo always
    six (working method for frequency per week).
    """
    allocation = rows.allocation
    same = ~rows.differs("eenheid", allocation)
    counts = allocation.has("volume") & allocation.has("frequentie") & (same | _is_in_minutes(rows))
    return counts & rows.is_one_of("debet_credit", "D") & (rows.number("volume") > _allowed(rows))


def _is_in_minutes(rows: TableRows) -> Mask:
    """Tell where hours were allocated and minutes are declared."""
    return rows.is_one_of("eenheid", MINUTE) & rows.allocation.is_one_of("eenheid", HOUR)


def _allowed(rows: TableRows) -> npt.NDArray[np.int64]:
    """Per row the volume that its product period may have, in its own unit."""
    minutes = np.where(_is_in_minutes(rows), _MINUTES, 1)
    return rows.allocation.number("volume") * _times(rows) * minutes


def _times(rows: TableRows) -> npt.NDArray[np.int64]:
    """Count how often the allocated volume may be delivered in each product period."""
    allocation = rows.allocation
    times = np.ones(len(rows), np.int64)
    times = np.where(
        allocation.is_one_of("frequentie", _PER_DAY), rows.days("begindatum", "einddatum"), times
    )
    weekly = allocation.is_one_of("frequentie", _PER_WEEK)
    if not weekly.any():
        return times
    weeks = _weeks_within(rows, rows.day("begindatum"), rows.day("einddatum"))
    return np.where(weekly, np.where(_is_household_help(rows), _ALWAYS, weeks), times)


def _is_household_help(rows: TableRows) -> Mask:
    allocation = rows.allocation
    return allocation.is_one_of("wet", "WMO") & allocation.is_one_of("productcategorie", _HOUSEHOLD)


def _is_no_household_help(rows: TableRows) -> Mask:
    return ~_is_household_help(rows)


def _weeks_within(rows: TableRows, begin: Days, end: Days) -> npt.NDArray[np.int64]:
    """Count per row the times that a volume per week may be delivered from `begin` to `end`; 0: unknown."""
    known = ~np.isnat(begin) & ~np.isnat(end)
    first, last = _since(begin, _MONDAY, known), _since(end, _MONDAY, known)
    weeks = last // _DAYS_OF_WEEK - first // _DAYS_OF_WEEK + 1
    sundays = (last + 1) // _DAYS_OF_WEEK - first // _DAYS_OF_WEEK
    sundays += _begins_broken_week(rows, begin, end)
    return np.where(known, np.where(rows.is_one_of("eenheid", *_OUTPUT), sundays, weeks), 0)


def _begins_broken_week(rows: TableRows, begin: Days, end: Days) -> Mask:
    """Tell where the last week of the allocation, that does not reach its Sunday, begins in these days."""
    until = rows.allocation.day("einddatum")
    known = ~np.isnat(until)
    since = _since(until, _MONDAY, known) % _DAYS_OF_WEEK
    monday = until - since * np.timedelta64(1, "D")
    starts = np.fmax(monday, rows.allocation.day("ingangsdatum"))
    broken: Mask = known & (since != _DAYS_OF_WEEK - 1) & (begin <= starts) & (starts <= end)
    return broken


def _since(days: npt.NDArray[np.datetime64], origin: np.datetime64, known: Mask) -> npt.NDArray[np.int64]:
    return (np.where(known, days, origin).astype("datetime64[D]") - origin).astype(np.int64)


@rule(
    "total-volume-over-allocated",
    Severity.WARNS,
    _TABLE,
    "volume",
    title=Wording("samen meer dan toegewezen", "together more than allocated"),
    words=Wording(
        "Rij {row}: alle regels samen zijn {total}, meer dan het totale volume van de toewijzing ({limit}). "
        "Controleer de volumes, ook dat van de toewijzing, en of elke regel de goede toewijzing noemt, of "
        "vraag de gemeente om een wijziging.",
        "Row {row}: all rows together are {total}, more than the total volume of the allocation ({limit}). "
        "Check the volumes, also that of the allocation, and whether each row names the right allocation, "
        "or ask the municipality for a change.",
    ),
    tells=lambda rows: dict(zip(("total", "limit"), map(told.counts, _total_and_limit(rows)), strict=True)),
)
def total_volume_is_more_than_allocated(rows: TableRows) -> Mask:
    """Expect that all volumes under an allocation fit in it, credits taken off (TR322).

    In total (6) that is its volume, per week (2) its volume times its weeks. Per day and per month it follows
    from what each product period may hold. What is over is said of every row.
    """
    counts, _ = _totalled(rows)
    if not counts.any():
        return counts
    total, limit = _total_and_limit(rows)
    return counts & (total > limit)


def _total_and_limit(rows: TableRows) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Per row the volume of all rows under its allocation, and what that allocation holds."""
    counts, weekly = _totalled(rows)
    allocation, times = rows.allocation, np.ones(len(rows), np.int64)
    if weekly.any():
        weeks = _weeks_within(rows, allocation.day("ingangsdatum"), allocation.day("einddatum"))
        times = np.where(weekly, weeks, 1)
    total = summed(np.where(counts, rows.allocation_position, -1), signed_unless_refused(rows, "volume"))
    return total, allocation.number("volume") * times * np.where(_is_in_minutes(rows), _MINUTES, 1)


def _totalled(rows: TableRows) -> tuple[Mask, Mask]:
    """Where the allocation says a volume in total or per week, and where that is per week."""
    allocation = rows.allocation
    weekly = allocation.is_one_of("frequentie", _PER_WEEK) & allocation.has("einddatum")
    weekly &= where_known(rows, _is_no_household_help)
    counts = (allocation.is_one_of("frequentie", _IN_TOTAL) | weekly) & allocation.has("volume")
    return counts, weekly


@rule(
    "budget-exceeded",
    Severity.WARNS,
    _TABLE,
    "bedrag",
    title=Wording("budget overschreden", "budget exceeded"),
    words=Wording(
        "Rij {row}: alle regels samen zijn € {total}, meer dan het budget van de toewijzing (€ {limit}). "
        "Controleer de bedragen, het budget en of elke regel de goede toewijzing noemt, of vraag de gemeente "
        "om een wijziging.",
        "Row {row}: all rows together are € {total}, more than the budget of the allocation (€ {limit}). "
        "Check the amounts, the budget and whether each row names the right allocation, or ask the "
        "municipality for a change.",
    ),
    tells=lambda rows: {
        "total": told.euros(amount_under_budget(rows)),
        "limit": told.euros(rows.allocation.number("budget")),
    },
)
def budget_is_exceeded(rows: TableRows) -> Mask:
    """Expect that all amounts under an allocation fit in its budget, credits taken off (TR369)."""
    counts = rows.allocation.has("budget")
    if not counts.any():
        return counts
    return counts & (amount_under_budget(rows) > rows.allocation.number("budget"))


def amount_under_budget(rows: TableRows) -> npt.NDArray[np.int64]:
    """Per row with a budget the signed cents of all rows under its allocation; refused ones are nothing."""
    with_budget = np.where(rows.allocation.has("budget"), rows.allocation_position, -1)
    return summed(with_budget, signed_unless_refused(rows, "bedrag"))


def signed_unless_refused(rows: TableRows, name: str) -> npt.NDArray[np.int64]:
    """Per row a number, minus for a credit; what was refused by the municipality counts as nothing."""
    signed = np.where(rows.is_one_of("debet_credit", "C"), -rows.number(name), rows.number(name))
    return np.where(rows.is_one_of("status", "afgewezen"), 0, signed)
