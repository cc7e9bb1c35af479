"""The rules about tariff, volume and amount of a prestatie."""

import numpy as np

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.standard.rules import told
from service.domain.standard.rules.rule import TableRows, rule, where_known
from service.domain.wording import Wording

_TABLE = "prestatie"
_EUROS, _MINUTE, _HOUR = "83", "01", "04"
_MOST_CENTS = 99_999_999
_EURO = 100
_ROUNDED = Wording(
    " Het is op hele euro's afgerond: vul het bedrag met centen in.",
    " It was rounded to whole euros: fill in the amount with its cents.",
)
_VAT = tuple(percentage * DECIMAL_SCALE for percentage in (0, 9, 21))


@rule(
    "tariff-missing",
    Severity.QUARANTINES,
    _TABLE,
    "tarief",
    title=Wording("tarief ontbreekt", "tariff is missing"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, het tarief per eenheid in, of herstel de eenheid: alleen bij "
        "eenheid 83 blijft het tarief leeg.",
        "Fill in the tariff per unit in column {column}, row {row}, or repair the unit: the tariff stays "
        "empty for unit 83 only.",
    ),
    follows=("eenheid",),
)
def tariff_is_missing(rows: TableRows) -> Mask:
    """Require that every unit but euros has a tariff (CD087)."""
    return rows.has("eenheid") & ~rows.is_one_of("eenheid", _EUROS) & ~rows.has("tarief")


@rule(
    "tariff-with-euros",
    Severity.WARNS,
    _TABLE,
    "tarief",
    title=Wording("tarief bij eenheid euro", "tariff with unit euro"),
    words=Wording(
        "Kolom {column}, rij {row}: bij eenheid 83 (euro's) is er geen tarief per eenheid. Maak het tarief "
        "leeg, of herstel de eenheid.",
        "Column {column}, row {row}: with unit 83 (euros) there is no tariff per unit. Empty the tariff, or "
        "repair the unit.",
    ),
)
def tariff_is_given_with_euros(rows: TableRows) -> Mask:
    """Expect no tariff with unit 83 (CD087)."""
    return rows.is_one_of("eenheid", _EUROS) & rows.has("tarief")


@rule(
    "amount-not-volume-times-tariff",
    Severity.WARNS,
    _TABLE,
    "bedrag",
    title=Wording("bedrag is niet volume maal tarief", "amount is not volume times tariff"),
    words=Wording(
        "Kolom {column}, rij {row}: bedrag {value} is niet volume x tarief: dat is {expected}. "
        "Controleer de drie velden in de administratie.{rounded}",
        "Column {column}, row {row}: amount {value} is not volume x tariff, which is {expected}. Check the "
        "three fields in the administration.{rounded}",
    ),
    follows=("eenheid",),
    tells=lambda rows: {
        "expected": told.euros(rows.number("volume") * rows.number("tarief")),
        "rounded": told.where(_is_rounded(rows), _ROUNDED),
    },
)
def amount_is_not_volume_times_tariff(rows: TableRows) -> Mask:
    """Expect that the amount is volume x tariff unless the unit is euros (TR346).

    Minutes under an allocation in hours carry a tariff that was rounded per minute and not used (IV081):
    there the amount may differ by half a cent per minute, and half a cent for its own rounding.
    """
    volume = rows.number("volume")
    difference = np.abs(rows.number("bedrag") - volume * rows.number("tarief"))
    known = rows.has("bedrag") & rows.has("volume") & rows.has("tarief")
    differs = known & (difference > 0) & ~rows.is_one_of("eenheid", _EUROS)
    if not differs.any():
        return differs
    by_hour = rows.is_one_of("eenheid", _MINUTE) & ~where_known(rows, _is_under_another_unit_than_hours)
    return differs & ~(by_hour & (2 * difference <= volume + 1))


def _is_rounded(rows: TableRows) -> Mask:
    """Where the amount is whole euros, and less than one from volume x tariff."""
    amount = rows.number("bedrag")
    difference = np.abs(amount - rows.number("volume") * rows.number("tarief"))
    rounded: Mask = (amount % _EURO == 0) & (difference < _EURO)
    return rounded


def _is_under_another_unit_than_hours(rows: TableRows) -> Mask:
    return ~rows.allocation.is_one_of("eenheid", _HOUR)


@rule(
    "euro-amount-not-volume",
    Severity.QUARANTINES,
    _TABLE,
    "bedrag",
    title=Wording("bedrag en volume in euro verschillen", "amount and volume in euro differ"),
    words=Wording(
        "Kolom {column}, rij {row}: bij eenheid 83 is het volume het bedrag in eurocent, en bedrag {value} "
        "is dat niet. Herstel volume, bedrag of eenheid.",
        "Column {column}, row {row}: with unit 83 the volume is the amount in euro cents, and amount "
        "{value} is not. Repair volume, amount or unit.",
    ),
)
def euro_amount_is_not_its_volume(rows: TableRows) -> Mask:
    """Require that with unit 83 the volume is the amount in euro cents (CS339)."""
    known = rows.has("bedrag") & rows.has("volume")
    broken: Mask = (
        known & rows.is_one_of("eenheid", _EUROS) & (rows.number("bedrag") != rows.number("volume"))
    )
    return broken


@rule(
    "zero-credit",
    Severity.QUARANTINES,
    _TABLE,
    "debet_credit",
    title=Wording("creditregel van nul euro", "credit line of zero euro"),
    words=Wording(
        "Kolom {column}, rij {row}: een bedrag van 0 is altijd debet. Vul D in, of herstel het bedrag.",
        "Column {column}, row {row}: an amount of 0 is always debit. Fill in D, or repair the amount.",
    ),
)
def zero_amount_is_credit(rows: TableRows) -> Mask:
    """Require that an amount of zero is debit (CS325)."""
    broken: Mask = rows.has("bedrag") & (rows.number("bedrag") == 0) & rows.is_one_of("debet_credit", "C")
    return broken


@rule(
    "amount-larger-than-message",
    Severity.WARNS,
    _TABLE,
    "bedrag",
    title=Wording("bedrag te groot voor een declaratie", "amount too large for a declaration"),
    words=Wording(
        "Kolom {column}, rij {row}: bedrag {value} is groter dan een declaratie kan bevatten "
        "(999.999,99). Controleer het bedrag en de komma.",
        "Column {column}, row {row}: amount {value} is larger than a declaration can hold (999,999.99). "
        "Check the amount and the decimal sign.",
    ),
)
def amount_is_larger_than_a_message_holds(rows: TableRows) -> Mask:
    """Expect at most eight digits of cents (LDT_Bedrag)."""
    return rows.number("bedrag") > _MOST_CENTS


@rule(
    "tariff-larger-than-message",
    Severity.WARNS,
    _TABLE,
    "tarief",
    title=Wording("tarief te groot voor een declaratie", "tariff too large for a declaration"),
    words=Wording(
        "Kolom {column}, rij {row}: tarief {value} is groter dan een declaratie kan bevatten "
        "(999.999,99). Controleer het tarief en de komma.",
        "Column {column}, row {row}: tariff {value} is larger than a declaration can hold (999,999.99). "
        "Check the tariff and the decimal sign.",
    ),
)
def tariff_is_larger_than_a_message_holds(rows: TableRows) -> Mask:
    """Expect at most eight digits of cents (LDT_Bedrag)."""
    return rows.number("tarief") > _MOST_CENTS


@rule(
    "vat-percentage-unknown",
    Severity.WARNS,
    _TABLE,
    "btw_percentage",
    title=Wording("geen btw-tarief", "no rate of VAT"),
    words=Wording(
        "Kolom {column}, rij {row}: {value} procent is geen btw-tarief. Vul 0, 9 of 21 in, of laat het leeg.",
        "Column {column}, row {row}: {value} percent is no rate of VAT. Fill in 0, 9 or 21, or leave it "
        "empty.",
    ),
)
def vat_percentage_is_unknown(rows: TableRows) -> Mask:
    """Expect a rate of Dutch VAT: 0, 9 or 21 percent."""
    return rows.has("btw_percentage") & ~np.isin(rows.number("btw_percentage"), _VAT)
