"""The rules about the delivery as a whole: its period, its makers, how to reach them."""

import re

import numpy as np

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.rules.rule import TableRows, rule, where_known
from service.domain.wording import Wording

_TABLE = "aanlevering"
_FIRST_OF_STANDARD = np.datetime64("2021-01-01", "s")
_YEAR = np.timedelta64(366, "D")
_PHONE_DIGITS = 10


@rule(
    "period-end-before-begin",
    Severity.BLOCKS,
    _TABLE,
    "periode_eind",
    title=Wording("periode eindigt voor ze begint", "period ends before it begins"),
    words=Wording(
        "Kolom {column}, rij {row}: periode_eind {value} ligt voor periode_begin. Vul de juiste periode in.",
        "Column {column}, row {row}: periode_eind {value} is before periode_begin. Fill in the right period.",
    ),
)
def period_ends_before_it_begins(rows: TableRows) -> Mask:
    """Require that the reporting period has at least one day."""
    return rows.day("periode_eind") < rows.day("periode_begin")


@rule(
    "period-begins-within-a-month",
    Severity.WARNS,
    _TABLE,
    "periode_begin",
    title=Wording("periode begint midden in een maand", "period begins within a month"),
    words=Wording(
        "Kolom {column}, rij {row}: de periode begint op {value}, midden in een maand. Controleer de datum "
        "en lever hele maanden aan: gemeenten vragen een maand, een kwartaal of een jaar.",
        "Column {column}, row {row}: the period begins on {value}, within a month. Check the date and "
        "deliver whole months: municipalities ask for a month, a quarter or a year.",
    ),
)
def period_begins_within_a_month(rows: TableRows) -> Mask:
    """Expect that the period begins on the first day of a month (reports are per month, quarter or year)."""
    return rows.day("periode_begin") > rows.month("periode_begin")


@rule(
    "period-ends-within-a-month",
    Severity.WARNS,
    _TABLE,
    "periode_eind",
    title=Wording("periode eindigt midden in een maand", "period ends within a month"),
    words=Wording(
        "Kolom {column}, rij {row}: de periode eindigt op {value}, midden in een maand. Controleer de "
        "datum en lever hele maanden aan.",
        "Column {column}, row {row}: the period ends on {value}, within a month. Check the date and deliver "
        "whole months.",
    ),
)
def period_ends_within_a_month(rows: TableRows) -> Mask:
    """Expect that the period ends on the last day of a month (reports are per month, quarter or year)."""
    is_within = rows.day("periode_eind") < rows.month_end("periode_eind")
    return is_within & ~where_known(rows, period_ends_before_it_begins)


@rule(
    "period-longer-than-a-year",
    Severity.WARNS,
    _TABLE,
    "periode_eind",
    title=Wording("periode langer dan een jaar", "period longer than a year"),
    words=Wording(
        "Kolom {column}, rij {row}: de periode tot {value} duurt langer dan een jaar. Controleer begin en "
        "eind.",
        "Column {column}, row {row}: the period until {value} is longer than a year. Check begin and end.",
    ),
)
def period_is_longer_than_a_year(rows: TableRows) -> Mask:
    """Expect a period of at most a year: no known report covers more."""
    return rows.day("periode_eind") - rows.day("periode_begin") >= _YEAR


@rule(
    "period-before-the-standard",
    Severity.WARNS,
    _TABLE,
    "periode_begin",
    title=Wording("periode van voor 2021", "period of before 2021"),
    words=Wording(
        "Kolom {column}, rij {row}: de periode begint op {value}, voor 2021. De codes van iJw 3 gelden "
        "vanaf 1 januari 2021; controleer het jaar.",
        "Column {column}, row {row}: the period begins on {value}, before 2021. The codes of iJw 3 hold "
        "from 1 January 2021; check the year.",
    ),
)
def period_is_before_the_standard(rows: TableRows) -> Mask:
    """Expect periods from 2021 on, the first year of iJw 3 (CS100)."""
    return rows.day("periode_begin") < _FIRST_OF_STANDARD


@rule(
    "made-before-period-ended",
    Severity.WARNS,
    _TABLE,
    "aangemaakt_op",
    title=Wording("export gemaakt voor het einde van de periode", "export made before its period ended"),
    words=Wording(
        "Kolom {column}, rij {row}: de export is gemaakt op {value}, voor het einde van de periode. "
        "Controleer beide; kloppen zij, maak de export opnieuw als alles van de periode is geboekt.",
        "Column {column}, row {row}: the export was made on {value}, before the period ended. Check "
        "both; if they are right, make the export again when everything of the period is booked.",
    ),
)
def export_is_made_before_its_period_ended(rows: TableRows) -> Mask:
    """Expect an export of a period that is over, for else help of its last days is not in it."""
    return rows.day("aangemaakt_op") < rows.day("periode_eind")


@rule(
    "agb-code-is-zero",
    Severity.WARNS,
    _TABLE,
    "agb_code",
    title=Wording("AGB-code bestaat alleen uit nullen", "AGB code is nothing but zeros"),
    words=Wording(
        "Kolom {column}, rij {row}: AGB-code {value} bestaat niet. Vul de code van uw organisatie in.",
        "Column {column}, row {row}: AGB code {value} does not exist. Fill in the code of your organisation.",
    ),
)
def agb_code_is_zero(rows: TableRows) -> Mask:
    """Expect a real AGB code, not eight zeros (the code has no check digit)."""
    return rows.is_one_of("agb_code", "00000000")


@rule(
    "kvk-number-is-zero",
    Severity.WARNS,
    _TABLE,
    "kvk_nummer",
    title=Wording("KvK-nummer bestaat alleen uit nullen", "KvK number is nothing but zeros"),
    words=Wording(
        "Kolom {column}, rij {row}: KvK-nummer {value} bestaat niet. Vul het nummer van uw organisatie in.",
        "Column {column}, row {row}: KvK number {value} does not exist. Fill in that of your organisation.",
    ),
)
def kvk_number_is_zero(rows: TableRows) -> Mask:
    """Expect a real number of the trade register, not eight zeros (it has no check digit)."""
    return rows.is_one_of("kvk_nummer", "00000000")


@rule(
    "email-malformed",
    Severity.WARNS,
    _TABLE,
    "contact_email",
    title=Wording("geen e-mailadres", "no e-mail address"),
    words=Wording(
        'Kolom {column}, rij {row}: "{value}" is geen e-mailadres. Vul een adres in als '
        "naam@organisatie.nl, of maak de cel leeg.",
        'Column {column}, row {row}: "{value}" is no e-mail address. Fill in one such as '
        "name@organisation.nl, or empty the cell.",
    ),
)
def email_is_malformed(rows: TableRows) -> Mask:
    """Expect an e-mail address with one @ and a domain, for who has a question about the figures."""
    form = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")
    return rows.where("contact_email", lambda texts: [not form.fullmatch(text.strip()) for text in texts])


@rule(
    "phone-malformed",
    Severity.WARNS,
    _TABLE,
    "contact_telefoon",
    title=Wording("geen telefoonnummer", "no telephone number"),
    words=Wording(
        'Kolom {column}, rij {row}: "{value}" is geen telefoonnummer. Vul minstens tien cijfers in, of '
        "maak de cel leeg.",
        'Column {column}, row {row}: "{value}" is no telephone number. Fill in at least ten digits, or '
        "empty the cell.",
    ),
)
def phone_is_malformed(rows: TableRows) -> Mask:
    """Expect a telephone number of ten digits or more."""
    return rows.where(
        "contact_telefoon",
        lambda texts: [sum(sign.isdigit() for sign in text) < _PHONE_DIGITS for text in texts],
    )
