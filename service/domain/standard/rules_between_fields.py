"""The rules between the fields of a row, and between a row and its allocation."""

import numpy as np
import pandas as pd

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.rule import RULES, Rows, rule

_EUROS = "83"
_MINUTE = "01"
_HOUR = "04"


def _flags(condition: "pd.Series[bool]") -> Mask:
    return condition.fillna(False).to_numpy(bool, copy=True)


def _ends_before(rows: Rows, begin: str, end: str) -> Mask:
    return _flags(rows.frame[end] < rows.frame[begin])


_END_FIRST_NL = (
    "Kolom {column}, rij {row}: de einddatum {value} ligt voor de begindatum. Herstel een van beide data."
)
_END_FIRST_EN = (
    "Column {column}, row {row}: the end {value} is before the begin. Repair one of the two dates."
)


@rule(
    "period-end-before-begin", Severity.BLOCKS, "aanlevering", "periode_eind",
    nl="Kolom {column}, rij {row}: periode_eind {value} ligt voor periode_begin. Vul de juiste periode in.",
    en="Column {column}, row {row}: periode_eind {value} is before periode_begin. Fill in the right period.",
)  # fmt: skip
def period_ends_before_it_begins(rows: Rows) -> Mask:
    """Require that the reporting period has at least one day."""
    return _ends_before(rows, "periode_begin", "periode_eind")


@rule("end-before-begin", Severity.QUARANTINES, "toewijzing", "einddatum", nl=_END_FIRST_NL, en=_END_FIRST_EN)
def allocation_ends_before_it_begins(rows: Rows) -> Mask:
    """Require that an allocation has at least one day."""
    return _ends_before(rows, "ingangsdatum", "einddatum")


@rule("end-before-begin", Severity.QUARANTINES, "verloop", "einddatum", nl=_END_FIRST_NL, en=_END_FIRST_EN)
def help_ends_before_it_begins(rows: Rows) -> Mask:
    """Require that help ends on or after the day on which it begins (TR018)."""
    return _ends_before(rows, "begindatum", "einddatum")


@rule("end-before-begin", Severity.QUARANTINES, "prestatie", "einddatum", nl=_END_FIRST_NL, en=_END_FIRST_EN)
def product_period_ends_before_it_begins(rows: Rows) -> Mask:
    """Require that a product period has at least one day."""
    return _ends_before(rows, "begindatum", "einddatum")


@rule(
    "period-over-months", Severity.QUARANTINES, "prestatie", "einddatum",
    nl="Rij {row}: de productperiode loopt door in een andere maand (einddatum {value}). "
       "Splits de regel in één regel per kalendermaand.",
    en="Row {row}: the product period runs into another month (end {value}). "
       "Split the row into one row per calendar month.",
)  # fmt: skip
def product_period_spans_months(rows: Rows) -> Mask:
    """Require that a product period lies within one calendar month (CS337)."""
    begin, end = rows.frame["begindatum"], rows.frame["einddatum"]
    other = (begin.dt.year != end.dt.year) | (begin.dt.month != end.dt.month)
    return _flags(other & begin.notna() & (end >= begin))


@rule(
    "credit-without-reference", Severity.QUARANTINES, "prestatie", "vorig_referentienummer",
    nl="Vul in kolom {column}, rij {row}, het referentienummer in van de regel die wordt gecrediteerd.",
    en="Fill in in column {column}, row {row}, the reference number of the row that is credited.",
)  # fmt: skip
def credit_has_no_reference(rows: Rows) -> Mask:
    """Require that a credit names the row that it takes back (CD060)."""
    return _flags(rows.frame["debet_credit"].eq("C") & rows.frame["vorig_referentienummer"].isna())


@rule(
    "credit-without-original", Severity.WARNS, "prestatie", "vorig_referentienummer",
    nl="Rij {row} crediteert regel {value}, die niet in deze export staat. "
       "Controleer of die regel in een eerdere periode is aangeleverd.",
    en="Row {row} credits row {value}, which is not in this export. "
       "Check whether that row was delivered in an earlier period.",
)  # fmt: skip
def credit_has_no_original(rows: Rows) -> Mask:
    """Expect that a credit takes back a row declared before (TR323); that may be in an earlier export."""
    credit = _flags(rows.frame["debet_credit"].eq("C") & rows.frame["vorig_referentienummer"].notna())
    if not credit.any():
        return credit
    previous = rows.frame["vorig_referentienummer"]
    debits = rows.frame.loc[_flags(rows.frame["debet_credit"].eq("D")), "referentienummer"]
    present = debits[debits.isin(previous[credit].unique().tolist())]
    return credit & ~previous.isin(present.unique().tolist()).to_numpy(bool)


@rule(
    "tariff-missing", Severity.QUARANTINES, "prestatie", "tarief",
    nl="Vul in kolom {column}, rij {row}, het tarief per eenheid in; alleen bij eenheid 83 blijft het leeg.",
    en="Fill in the tariff per unit in column {column}, row {row}; it stays empty for unit 83 only.",
)  # fmt: skip
def tariff_is_missing(rows: Rows) -> Mask:
    """Require that every unit but euros has a tariff (CD087)."""
    unit = rows.frame["eenheid"]
    return _flags(unit.notna() & unit.ne(_EUROS) & rows.frame["tarief"].isna())


@rule(
    "amount-not-volume-times-tariff", Severity.WARNS, "prestatie", "bedrag",
    nl="Kolom {column}, rij {row}: bedrag {value} is niet volume x tarief. "
       "Controleer de drie velden in de administratie.",
    en="Column {column}, row {row}: amount {value} is not volume x tariff. "
       "Check the three fields in the administration.",
)  # fmt: skip
def amount_is_not_volume_times_tariff(rows: Rows) -> Mask:
    """Expect that the amount is volume x tariff unless the unit is euros (TR346).

    Minutes under an allocation in hours carry a tariff that was rounded per minute and not used (IV081):
    there the amount may differ by half a cent per minute, and half a cent for its own rounding.
    """
    frame = rows.frame
    difference = (frame["bedrag"] - frame["volume"] * frame["tarief"]).abs()
    differs = _flags(difference.gt(0) & frame["eenheid"].ne(_EUROS))
    if not differs.any() or rows.allocations is None:
        return differs
    by_hour = frame["eenheid"].eq(_MINUTE) & rows.allocations.column("eenheid").eq(_HOUR)
    return differs & ~_flags(by_hour & (2 * difference).le(frame["volume"] + 1))


@rule(
    "euro-amount-not-volume", Severity.QUARANTINES, "prestatie", "bedrag",
    nl="Kolom {column}, rij {row}: bij eenheid 83 is het volume het bedrag in eurocent, en bedrag {value} is "
       "dat niet. Herstel volume of bedrag.",
    en="Column {column}, row {row}: with unit 83 the volume is the amount in euro cents, and amount {value} "
       "is not. Repair volume or amount.",
)  # fmt: skip
def euro_amount_is_not_its_volume(rows: Rows) -> Mask:
    """Require that with unit 83 the volume is the amount in euro cents (CS339)."""
    return _flags(rows.frame["eenheid"].eq(_EUROS) & rows.frame["bedrag"].ne(rows.frame["volume"]))


@rule(
    "zero-credit", Severity.QUARANTINES, "prestatie", "debet_credit",
    nl="Kolom {column}, rij {row}: een bedrag van 0 is altijd debet. Vul D in.",
    en="Column {column}, row {row}: an amount of 0 is always debit. Fill in D.",
)  # fmt: skip
def zero_amount_is_credit(rows: Rows) -> Mask:
    """Require that an amount of zero is debit (CS325)."""
    return _flags(rows.frame["bedrag"].eq(0) & rows.frame["debet_credit"].eq("C"))


@rule(
    "outside-allocation", Severity.WARNS, "prestatie", "begindatum",
    nl="Rij {row}: de productperiode (begin {value}) ligt niet binnen de toewijzing. "
       "Controleer de data van deze regel en van de toewijzing.",
    en="Row {row}: the product period (begin {value}) is not within the allocation. "
       "Check the dates of this row and of the allocation.",
)  # fmt: skip
def product_period_is_outside_allocation(rows: Rows) -> Mask:
    """Expect that a product period lies within its allocation (TR307, TR308)."""
    if rows.allocations is None:
        return np.zeros(len(rows.frame), bool)
    early = rows.frame["begindatum"] < rows.allocations.column("ingangsdatum")
    late = rows.frame["einddatum"] > rows.allocations.column("einddatum")
    return _flags(early | late)


BETWEEN_FIELDS = tuple(RULES)
"""Every rule of this module, in the order in which they are applied."""
