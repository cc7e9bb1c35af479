"""The rules about the client of an allocation: birth, and being one and the same person everywhere."""

import numpy as np

from service.domain.findings import Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import first_in, is_again
from service.domain.standard.rules.rule import Clashes, TableRows, rule
from service.domain.wording import Wording

_TABLE = "toewijzing"
_YEAR_DAYS = 365.2425
_OLDEST = np.timedelta64(int(120 * _YEAR_DAYS), "D")
_YOUTH_ENDS = np.timedelta64(int(23 * _YEAR_DAYS) + 1, "D")
_UNKNOWN = "3"


@rule(
    "birth-after-begin",
    Severity.WARNS,
    _TABLE,
    "geboortedatum",
    title=Wording("geboren na het begin van de toewijzing", "born after the allocation began"),
    words=Wording(
        "Kolom {column}, rij {row}: de geboortedatum ligt na het begin van de toewijzing. Controleer beide "
        "data; hulp voor een ongeboren kind staat op de moeder.",
        "Column {column}, row {row}: the birth is after the allocation began. Check both dates; help for an "
        "unborn child is on the mother.",
    ),
)
def birth_is_after_the_begin(rows: TableRows) -> Mask:
    """Expect that a client was born when the allocation began (SAP-I 4.5: the unborn are on the mother)."""
    return rows.day("geboortedatum") > rows.day("ingangsdatum")


@rule(
    "birth-too-long-ago",
    Severity.WARNS,
    _TABLE,
    "geboortedatum",
    title=Wording("ouder dan 120 jaar", "older than 120"),
    words=Wording(
        "Kolom {column}, rij {row}: de cliënt zou ouder zijn dan 120 jaar. Controleer de geboortedatum.",
        "Column {column}, row {row}: the client would be older than 120. Check the birth date.",
    ),
)
def birth_is_too_long_ago(rows: TableRows) -> Mask:
    """Expect a birth within 120 years, unless it is unknown (TR002)."""
    age = rows.day("ingangsdatum") - rows.day("geboortedatum")
    return (age > _OLDEST) & ~rows.is_one_of("datumgebruik", _UNKNOWN)


@rule(
    "youth-older-than-23",
    Severity.WARNS,
    _TABLE,
    "geboortedatum",
    title=Wording("ouder dan 23 onder de Jeugdwet", "older than 23 under the Jeugdwet"),
    words=Wording(
        "Kolom {column}, rij {row}: de cliënt was 23 jaar of ouder bij het begin van deze toewijzing "
        "onder de Jeugdwet. Controleer de geboortedatum, de ingangsdatum en de wet.",
        "Column {column}, row {row}: the client was 23 or older when this allocation under the Jeugdwet "
        "began. Check the birth date, the ingangsdatum and the wet.",
    ),
)
def youth_is_older_than_23(rows: TableRows) -> Mask:
    """Expect that a client of the Jeugdwet is not yet 23 (Jeugdwet 1.1, prolonged help included)."""
    age = rows.day("ingangsdatum") - rows.day("geboortedatum")
    known = ~rows.is_one_of("datumgebruik", _UNKNOWN)
    return (age > _YOUTH_ENDS) & rows.is_one_of("wet", "JW") & known


@rule(
    "use-of-date-without-date",
    Severity.WARNS,
    _TABLE,
    "geboortedatum",
    title=Wording("datumgebruik zonder geboortedatum", "datumgebruik without a birth date"),
    words=Wording(
        "Vul in kolom {column}, rij {row}, de geboortedatum in waar datumgebruik over gaat, of maak "
        "datumgebruik leeg.",
        "Fill in the birth date that datumgebruik is about in column {column}, row {row}, or empty "
        "datumgebruik.",
    ),
)
def use_of_date_has_no_date(rows: TableRows) -> Mask:
    """Expect a birth date where datumgebruik says which part of it counts (COD170)."""
    return rows.has("datumgebruik") & ~rows.has("geboortedatum")


def _is_several(rows: TableRows, one: str, other: str) -> Mask:
    """Per row whether a row before it has the same `one` with another `other`; both as they could be read."""
    complete = _are_read(rows, one, other)
    again = is_again(rows.group(one, among=complete))
    return again & ~is_again(rows.group(one, other, among=complete))


def _first_with(one: str, other: str) -> Clashes:
    """The first row that has the same `one`: it has another `other` wherever there are several."""
    return lambda rows: first_in(rows.group(one, among=_are_read(rows, one, other)))


def _are_read(rows: TableRows, one: str, other: str) -> Mask:
    return rows.has(one) & rows.has(other) & ~rows.is_unread(one) & ~rows.is_unread(other)


@rule(
    "client-with-two-bsns",
    Severity.WARNS,
    _TABLE,
    "bsn",
    title=Wording("cliënt met twee BSN's", "client with two BSNs"),
    words=Wording(
        "Kolom {column}, rij {row}: dit clientnummer heeft op rij {first} een ander BSN. Controleer het "
        "nummer en beide BSN's.",
        "Column {column}, row {row}: this client number has another BSN on row {first}. Check the "
        "number and both BSNs.",
    ),
    clashes_with=_first_with("clientnummer", "bsn"),
    follows=("clientnummer",),
)
def client_has_two_bsns(rows: TableRows) -> Mask:
    """Expect one BSN per client number."""
    return _is_several(rows, "clientnummer", "bsn")


@rule(
    "bsn-of-two-clients",
    Severity.WARNS,
    _TABLE,
    "clientnummer",
    title=Wording("BSN bij twee clientnummers", "BSN with two client numbers"),
    words=Wording(
        "Kolom {column}, rij {row}: het BSN van deze rij staat op rij {first} bij een ander clientnummer. "
        "Tel een cliënt niet dubbel: gebruik één clientnummer, of herstel het BSN.",
        "Column {column}, row {row}: the BSN of this row is with another client number on row {first}. Do "
        "not count a client twice: use one client number, or repair the BSN.",
    ),
    clashes_with=_first_with("bsn", "clientnummer"),
    follows=("bsn",),
)
def bsn_is_of_two_clients(rows: TableRows) -> Mask:
    """Expect one client number per BSN, for else a person counts twice."""
    return _is_several(rows, "bsn", "clientnummer")


@rule(
    "client-with-two-births",
    Severity.WARNS,
    _TABLE,
    "geboortedatum",
    title=Wording("cliënt met twee geboortedata", "client with two birth dates"),
    words=Wording(
        "Kolom {column}, rij {row}: dit clientnummer heeft op rij {first} een andere geboortedatum. "
        "Controleer het nummer en beide data.",
        "Column {column}, row {row}: this client number has another birth date on row {first}. Check "
        "the number and both dates.",
    ),
    clashes_with=_first_with("clientnummer", "geboortedatum"),
    follows=("clientnummer",),
)
def client_has_two_births(rows: TableRows) -> Mask:
    """Expect one birth date per client number."""
    return _is_several(rows, "clientnummer", "geboortedatum")


@rule(
    "client-with-two-genders",
    Severity.WARNS,
    _TABLE,
    "geslacht",
    title=Wording("cliënt met twee geslachten", "client with two genders"),
    words=Wording(
        "Kolom {column}, rij {row}: dit clientnummer heeft op rij {first} een ander geslacht. Controleer "
        "het nummer en beide.",
        "Column {column}, row {row}: this client number has another gender on row {first}. Check the "
        "number and both.",
    ),
    clashes_with=_first_with("clientnummer", "geslacht"),
    follows=("clientnummer",),
)
def client_has_two_genders(rows: TableRows) -> Mask:
    """Expect one gender per client number within an export."""
    return _is_several(rows, "clientnummer", "geslacht")


@rule(
    "client-number-is-bsn",
    Severity.WARNS,
    _TABLE,
    "clientnummer",
    title=Wording("clientnummer is een BSN", "client number is a BSN"),
    words=Wording(
        "Kolom {column}, rij {row}: het clientnummer is het BSN. Gebruik een eigen nummer: het "
        "clientnummer komt ook in overzichten waar geen BSN in mag. Of herstel het BSN, als dat niet "
        "klopt.",
        "Column {column}, row {row}: the client number is the BSN. Use a number of your own: client "
        "numbers also go where a BSN may not. Or repair the BSN, if that is wrong.",
    ),
    hides=True,
    follows=("bsn",),
)
def client_number_is_the_bsn(rows: TableRows) -> Mask:
    """Expect a client number that is not the BSN (Regeling Jeugdwet 6a.3: no more than needed)."""
    return rows.has("bsn") & rows.has("clientnummer") & ~_differ(rows, "clientnummer", "bsn")


def _differ(rows: TableRows, one: str, other: str) -> Mask:
    return np.asarray(rows.numbered(one) != rows.numbered_as(other, rows, one))


@rule(
    "youth-act-by-wmo-provider",
    Severity.WARNS,
    _TABLE,
    "wet",
    title=Wording("Jeugdwet bij een Wmo-aanbieder", "Jeugdwet with a Wmo provider"),
    words=Wording(
        "Kolom {column}, rij {row}: uw organisatie staat als Wmo-aanbieder en deze toewijzing valt onder "
        "{value}. Controleer soort_aanbieder en de wet.",
        "Column {column}, row {row}: your organisation is given as a Wmo provider and this allocation is "
        "under {value}. Check soort_aanbieder and the wet.",
    ),
)
def wmo_provider_has_youth_care(rows: TableRows) -> Mask:
    """Expect allocations under the Wmo from a provider that says it is one of the Wmo."""
    provider = rows.tables["aanlevering"].is_one_of("soort_aanbieder", "wmo_aanbieder")
    return rows.is_one_of("wet", "JW") & bool(provider.any())


@rule(
    "certified-institution-not-output",
    Severity.WARNS,
    _TABLE,
    "uitvoeringsvariant",
    title=Wording("gecertificeerde instelling niet outputgericht", "certified institution not by output"),
    words=Wording(
        "Kolom {column}, rij {row}: een gecertificeerde instelling werkt outputgericht; hier staat {value}. "
        "Controleer uitvoeringsvariant en soort_aanbieder.",
        "Column {column}, row {row}: a certified institution works by output; this says {value}. "
        "Check uitvoeringsvariant and soort_aanbieder.",
    ),
)
def certified_institution_is_not_by_output(rows: TableRows) -> Mask:
    """Expect the variant output from a certified institution (SAP-GI 1.2)."""
    provider = rows.tables["aanlevering"].is_one_of("soort_aanbieder", "gecertificeerde_instelling")
    return rows.is_one_of("uitvoeringsvariant", "inspanning", "taak") & bool(provider.any())
