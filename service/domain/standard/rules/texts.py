"""The rules about what texts may not hold: personal data, nothing but blanks, blanks around a number."""

import re
from collections.abc import Callable

import pyarrow as pa
import pyarrow.compute as pc

from service.domain.findings import Severity
from service.domain.standard.casting import passes_elfproef
from service.domain.standard.cells import Mask
from service.domain.standard.rules.rule import TableRows, rule
from service.domain.wording import Wording

_NINE_DIGITS = re.compile(r"(?<!\d)\d{9}(?!\d)")
_ADDRESS = re.compile(r"(?<=[^@\s])@[^@\s]+\.[^@\s]")
"""Sought from its @ on: from its first character, every character of a long text would be tried as one."""
_BORN = re.compile(
    r"\b(?:geb(?:oren)?|dob)\b\.?:?\s*(?:op\s+)?\d{1,4}[-/. ]\d{1,2}[-/. ]\d{1,4}", re.IGNORECASE
)


def _that_hold(texts: list[str], form: str, holds: Callable[[str], bool]) -> list[bool]:
    """Ask `holds` of the texts with this form only, which is found in all of them at once, in linear time."""
    may = pc.match_substring_regex(pa.array(texts, pa.large_string()), form).to_pylist()
    return [candidate and holds(text) for candidate, text in zip(may, texts, strict=True)]


def _has_bsn(text: str) -> bool:
    return bool(passes_elfproef(_NINE_DIGITS.findall(text)).any())


def _has_address(text: str) -> bool:
    return _ADDRESS.search(text) is not None


def _has_birth_date(text: str) -> bool:
    return _BORN.search(text) is not None


def holds_personal_data(text: str) -> bool:
    """Whether a text holds a BSN, an e-mail address or a birth date, as the rules below find them."""
    return _has_bsn(text) or _has_address(text) or _has_birth_date(text)


def _holds_bsn(texts: list[str]) -> list[bool]:
    return _that_hold(texts, r"[0-9]{9}", _has_bsn)


@rule(
    "text-holds-bsn",
    Severity.QUARANTINES,
    "toelichting",
    "tekst",
    title=Wording("BSN in een toelichting", "BSN in an explanation"),
    words=Wording(
        "Kolom {column}, rij {row}: in de toelichting staat een BSN. Haal het eruit; tot dan gaat deze "
        "toelichting naar niemand.",
        "Column {column}, row {row}: the story holds a BSN. Take it out; until then this story goes to "
        "nobody.",
    ),
    hides=True,
)
def story_holds_a_bsn(rows: TableRows) -> Mask:
    """Require free text without personal data; nine digits that pass the elfproef are (SAP-I)."""
    return rows.where("tekst", _holds_bsn)


@rule(
    "subject-holds-bsn",
    Severity.QUARANTINES,
    "toelichting",
    "onderwerp",
    title=Wording("BSN in een onderwerp", "BSN in a subject"),
    words=Wording(
        "Kolom {column}, rij {row}: in het onderwerp staat een BSN. Haal het eruit; tot dan gaat deze "
        "toelichting naar niemand.",
        "Column {column}, row {row}: the subject holds a BSN. Take it out; until then this story goes to "
        "nobody.",
    ),
    hides=True,
)
def subject_holds_a_bsn(rows: TableRows) -> Mask:
    """Require subjects without personal data (SAP-I)."""
    return rows.where("onderwerp", _holds_bsn)


@rule(
    "text-holds-address",
    Severity.WARNS,
    "toelichting",
    "tekst",
    title=Wording("e-mailadres in een toelichting", "e-mail address in a story"),
    words=Wording(
        "Kolom {column}, rij {row}: in de toelichting staat een e-mailadres. Haal persoonsgegevens eruit.",
        "Column {column}, row {row}: the story holds an e-mail address. Take personal data out.",
    ),
    hides=True,
)
def story_holds_an_address(rows: TableRows) -> Mask:
    """Expect free text without e-mail addresses (SAP-I: comment fields are not for personal data)."""
    return rows.where("tekst", lambda texts: _that_hold(texts, "@", _has_address))


@rule(
    "text-holds-birth-date",
    Severity.WARNS,
    "toelichting",
    "tekst",
    title=Wording("geboortedatum in een toelichting", "birth date in a story"),
    words=Wording(
        "Kolom {column}, rij {row}: in de toelichting staat een geboortedatum. Haal persoonsgegevens eruit.",
        "Column {column}, row {row}: the story holds a birth date. Take personal data out.",
    ),
    hides=True,
)
def story_holds_a_birth_date(rows: TableRows) -> Mask:
    """Expect free text without birth dates (SAP-I: comment fields are not for personal data)."""
    return rows.where("tekst", lambda texts: _that_hold(texts, "(?i)geb|dob", _has_birth_date))


@rule(
    "text-is-blank",
    Severity.WARNS,
    "toelichting",
    "tekst",
    title=Wording("toelichting bestaat uit spaties", "story is nothing but blanks"),
    words=Wording(
        "Kolom {column}, rij {row}: de toelichting bestaat uit spaties. Schrijf haar op of verwijder de rij.",
        "Column {column}, row {row}: the story is nothing but blanks. Write it or remove the row.",
    ),
)
def story_is_blank(rows: TableRows) -> Mask:
    """Expect a story that says something."""
    return rows.where("tekst", _are_blank)


def _are_blank(texts: list[str]) -> list[bool]:
    return [not text.strip() for text in texts]


@rule(
    "product-code-is-blank",
    Severity.QUARANTINES,
    "prestatie",
    "productcode",
    title=Wording("productcode bestaat uit spaties", "product code consists of blanks"),
    words=Wording(
        "Kolom {column}, rij {row}: de productcode bestaat uit spaties. Vul de code in; tot dan wacht deze "
        "rij.",
        "Column {column}, row {row}: the product code is nothing but blanks. Fill it in; until then this "
        "row waits.",
    ),
)
def product_code_is_blank(rows: TableRows) -> Mask:
    """Require a product code that is not blank (LDT_ProductCode)."""
    return rows.where("productcode", _are_blank)


@rule(
    "reference-with-blanks",
    Severity.WARNS,
    "prestatie",
    "referentienummer",
    title=Wording("spaties om het referentienummer", "blanks around the reference number"),
    words=Wording(
        'Kolom {column}, rij {row}: om referentienummer "{value}" staan spaties, waardoor een credit het '
        "niet vindt. Haal ze weg.",
        'Column {column}, row {row}: there are blanks around reference number "{value}", so that a credit '
        "does not find it. Remove them.",
    ),
)
def reference_has_blanks_around_it(rows: TableRows) -> Mask:
    """Expect reference numbers without blanks before or behind."""
    return rows.where("referentienummer", _have_blanks_around)


def _have_blanks_around(texts: list[str]) -> list[bool]:
    if "\n " not in (joined := "\n".join(texts)) and " \n" not in joined and joined == joined.strip():
        return [False] * len(texts)
    return [text != text.strip() for text in texts]


@rule(
    "reference-is-bsn",
    Severity.WARNS,
    "prestatie",
    "referentienummer",
    title=Wording("referentienummer is een BSN", "reference number is a BSN"),
    words=Wording(
        "Kolom {column}, rij {row}: het referentienummer is het BSN van de cliënt. Gebruik een eigen "
        "nummer, of herstel het BSN.",
        "Column {column}, row {row}: the reference number is the BSN of the client. Use a number of your "
        "own, or repair the BSN.",
    ),
    hides=True,
)
def reference_is_the_bsn(rows: TableRows) -> Mask:
    """Expect reference numbers that are not the client's BSN (Regeling Jeugdwet 6a.3)."""
    is_bsn: Mask = rows.numbered_as("referentienummer", rows.allocation, "bsn") >= 0
    return is_bsn
