"""What a header text of a workbook means, as far as its words and the values under it tell."""

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from service.domain.formats.drafts.found import Heading

_BSN = re.compile(r"\d{9}")
_PRODUCT = re.compile(r"\d{2}[A-Z]\d{2}")
_REMARK = re.compile(r"\s*(\*+|\d\)|\((verplicht|optioneel|invullen)\))\s*$", re.IGNORECASE)
"""What is added to a header and says nothing of what it means."""
_BROKEN_WORD = re.compile(r"(?<=[a-z])-\s+(?!en\b|of\b)(?=[a-z])")
"""The hyphen of a word that goes on in the next line: `Start-`, `datum`."""
_LIKE_PRODUCT = re.compile(r"\d{2}[A-Z0-9]\d{2}")
_ELFPROEF = (9, 8, 7, 6, 5, 4, 3, 2, -1)
CELL = "cel"
"""The `table` of a synonym for a label beside a single cell."""
CODE = "code"
"""The `table` of a word for a code: what a line or a head of a workbook is called."""
STANDARD = "standaard"
"""The source of a word that is the name of a field of the standard."""
_STATUSES = {
    "toegekend": "toegekend",
    "toegekende": "toegekend",
    "afgewezen": "afgewezen",
    "ingediend": "ingediend",
    "ingediende": "ingediend",
    "afgekeurd": "afgewezen",
    "afgekeurde": "afgewezen",
    "goedgekeurd": "toegekend",
    "goedgekeurde": "toegekend",
}
"""Words of the code list `status` that say of an amount which part of it is meant."""
_AMOUNTS = {"bedrag", "bedragen", "waarvan", "omzet"}
_SAYS_NOTHING = {"de", "het", "van", "per", "in", "aantal", "totaal", "unieke", "uniek", "nummer", "code"}
_MAY_BE_OTHERWISE = {
    "aantal": 75,
    "omschrijving": 60,
    "omschrijving product": 60,
    "omschrijving van het product": 60,
    "productomschrijving": 60,
    "maand": 80,
    "categorie": 80,
    "leeftijd op peildatum": 85,
    "m v": 60,
    "van": 75,
    "t m": 75,
    "tot en met": 75,
    "aantal respondenten": 60,
    "aantal metingen": 60,
}
"""Words that municipalities use for different things, and how sure their usual meaning is."""
_SHORTEST_PART = 4
_FEWEST_VALUES = 2
_SHARED = 0.8
"""The part of a column's values that a field of a sample must have too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Synonym:
    """What a header text usually means; `per_row` and `per_group` are verbs as a format writes them."""

    header: str
    table: str
    """Empty where more tables have it."""
    per_row: object
    per_group: object
    reason: str
    sources: tuple[str, ...] = ()
    """Where the word comes from: the standard, a law, a national list, or the format that first used it."""


_NUMBER = Synonym(
    header="nummer",
    table="",
    per_row={"running_number": 1},
    per_group={"running_number": 1},
    reason="nummer van de regel",
)
_ALLOCATIONS = Synonym(
    header="aantal toewijzingen",
    table="",
    per_row=None,
    per_group={"count_distinct": "toewijzing.toewijzingnummer"},
    reason="telling van toewijzingen",
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading stands for, as far as known, and how that was found out."""

    synonym: Synonym | None
    confidence: int
    """Out of a hundred."""
    reason: str

    @property
    def table(self) -> str:
        """The table that it is of; empty when unknown, or when more tables have it."""
        return self.synonym.table if self.synonym else ""

    @property
    def per_group(self) -> object:
        """What fills a line of several rows; None when unknown."""
        return self.synonym.per_group if self.synonym else None


def normal(text: str) -> str:
    """A header text without capitals, accents and signs, so that small differences do not matter."""
    text = _REMARK.sub("", text)
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    plain = _BROKEN_WORD.sub("", plain)
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def header_words(synonyms: Mapping[str, Synonym]) -> dict[str, Synonym]:
    """The words for headers alone: without those for labels of single cells and for codes."""
    return {name: each for name, each in synonyms.items() if each.table not in (CELL, CODE)}


def meaning_of(
    heading: Heading, synonyms: Mapping[str, Synonym], seen: Mapping[str, frozenset[str]]
) -> Meaning:
    """What a heading stands for: by its words first, by the values under it when those say nothing."""
    name = normal(heading.text)
    if name in synonyms:
        return Meaning(synonyms[name], _MAY_BE_OTHERWISE.get(name, 95), f"de kop: {synonyms[name].reason}")
    bare = re.sub(r" (in )?(euro|eur)$", "", name)
    if bare in synonyms:
        return Meaning(synonyms[bare], 80, f"de kop zonder munteenheid: {synonyms[bare].reason}")
    by_name = (read(bare, synonyms) for read in (_counted, _by_its_stems, _composed, _begun))
    by_values = (read(heading, synonyms, seen) for read in (_by_their_form, _by_shared_values))
    found = next((each for each in chain(by_name, by_values) if each is not None), None)
    return found or Meaning(None, 0, "onbekend: geen bekende kop en geen herkenbare waarden")


def _counted(name: str, _synonyms: Mapping[str, Synonym]) -> Meaning | None:
    """A number of allocations: beside `toewijzing` alone, which is one."""
    is_said = {"aantal", "toewijzingen"} <= set(name.split()) <= {"aantal", "toewijzingen", "unieke"}
    return Meaning(_ALLOCATIONS, 80, _ALLOCATIONS.reason) if is_said else None


def _by_its_stems(name: str, synonyms: Mapping[str, Synonym]) -> Meaning | None:
    """The same words in another number or order, with words that add nothing left out."""
    said, counts = stems(name), "aantal" in name.split()
    found = [
        each
        for word, each in synonyms.items()
        if said and stems(word) == said and not (counts and _is_money(each))
    ]
    if len({str((each.per_row, each.per_group)) for each in found}) != 1:
        return None
    return Meaning(found[0], 80, f"andere vorm van {found[0].header!r}: {found[0].reason}")


def _is_money(synonym: Synonym) -> bool:
    """Whether a word is of an amount: what is counted is something else."""
    return re.search(r"\b(bedrag|tarief|budget)\b", str((synonym.per_row, synonym.per_group))) is not None


@lru_cache(maxsize=4096)
def stems(name: str) -> frozenset[str]:
    """The words that say something, without the endings of the plural."""
    return frozenset(_stem(word) for word in name.split() if word not in _SAYS_NOTHING)


def status_said(text: str) -> str:
    """The status that a text names; empty for none."""
    return _STATUSES.get(normal(text), "")


def _stem(word: str) -> str:
    for ending in ("en", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PART:
            return word.removesuffix(ending)
    return word


def _composed(name: str, synonyms: Mapping[str, Synonym]) -> Meaning | None:
    """Words that are put together by rule: an amount with a status, in cents; a wait in weeks."""
    words = set(name.split())
    if "bedrag" in synonyms and words & _AMOUNTS:
        found = _amount(name, words)
        if found is not None:
            return found
    if {"wachttijd", "weken"} <= words and "wachttijd in dagen" in synonyms:
        weeks = {"field": "wachttijd_dagen", "waiting_time": "weeks", "round": 1}
        wait = Synonym(
            header=name, table="wachtlijst", per_row=weeks, per_group=None, reason="wachttijd in weken"
        )
        return Meaning(wait, 75, "wachttijd in weken")
    return None


def _amount(name: str, words: Collection[str]) -> Meaning | None:
    status = next((code for word, code in _STATUSES.items() if word in words), None)
    row = {"field": "bedrag", "sign_by": "debet_credit"}
    if status is not None:
        only = {"sum": {**row, "only": {"status": status}}}
        amount = Synonym(
            header=name, table="prestatie", per_row=None, per_group=only, reason="bedrag met die status"
        )
        return Meaning(amount, 75, "bedrag met die status")
    if "centen" in words:
        cents = Synonym(
            header=name,
            table="prestatie",
            per_row={**row, "money": "cents"},
            per_group={"sum": row, "money": "cents"},
            reason="",
        )
        return Meaning(cents, 75, "bedrag in centen")
    return None


def _begun(name: str, synonyms: Mapping[str, Synonym]) -> Meaning | None:
    """The first part of the name of exactly one field: `referentie` of `referentienummer`."""
    if len(name) < _SHORTEST_PART or " " in name:
        return None
    of_standard = {word: each for word, each in synonyms.items() if STANDARD in each.sources}
    found = [each for word, each in of_standard.items() if word.startswith(name)]
    if len(found) != 1:
        return None
    return Meaning(found[0], 60, f"begin van het veld {found[0].header}")


def _by_their_form(
    heading: Heading, synonyms: Mapping[str, Synonym], _seen: Mapping[str, frozenset[str]]
) -> Meaning | None:
    """Values that look like nothing else."""
    values = {value for value in heading.values if value}
    if not values:
        return None
    if all(map(_is_bsn, values)):
        return Meaning(synonyms.get("bsn"), 75, "alle waarden slagen voor de elfproef")
    if counts_on(heading.values):
        return Meaning(_NUMBER, 92, "de waarden tellen door")
    if are_products({*values, *heading.in_other_parts}):
        return Meaning(synonyms.get("productcode"), 70, "alle waarden zien eruit als een productcode")
    if values <= {"D", "C"} and "debet credit" in synonyms:
        return Meaning(synonyms["debet credit"], 70, "alle waarden zijn D of C")
    return None


def counts_on(values: Sequence[str]) -> bool:
    """Whether they are 1, 2, 3 and so on."""
    numbers = [str(number) for number in range(1, len(values) + 1)]
    return len(values) >= _FEWEST_VALUES and list(values) == numbers


def are_products(values: Collection[str]) -> bool:
    """Whether all are as long as a product code, and half have its letter too: some codes have none."""
    lettered = sum(1 for value in values if _PRODUCT.fullmatch(value))
    return all(map(_LIKE_PRODUCT.fullmatch, values)) and lettered * 2 >= len(values)


def is_like_product(value: str) -> bool:
    """Whether a text is as long as a product code."""
    return _LIKE_PRODUCT.fullmatch(value) is not None


def _by_shared_values(
    heading: Heading, _synonyms: Mapping[str, Synonym], seen: Mapping[str, frozenset[str]]
) -> Meaning | None:
    """The one field of a sample submission that has most of these values."""
    values = {value for value in heading.values if value}
    if len(values) < _FEWEST_VALUES:
        return None
    shared = sorted(
        ((len(values & known) / len(values), field) for field, known in seen.items()), reverse=True
    )
    if not shared or shared[0][0] < _SHARED or (len(shared) > 1 and shared[1][0] == shared[0][0]):
        return None
    share, field = shared[0]
    table, _, name = field.rpartition(".")
    shown = name if table == "prestatie" else field
    reason = f"{share:.0%} van de waarden staat in {field} van de voorbeeldaanlevering"
    return Meaning(
        Synonym(header=heading.text, table="prestatie", per_row=shown, per_group=shown, reason=reason),
        70,
        reason,
    )


def _is_bsn(value: str) -> bool:
    if not _BSN.fullmatch(value) or value == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_ELFPROEF, value, strict=True)) % 11 == 0
