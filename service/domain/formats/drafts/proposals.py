"""What the columns of a municipality's own workbook probably ask, each with a confidence and a reason."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

_BSN = re.compile(r"\d{9}")
_PRODUCT = re.compile(r"\d{2}[A-Z]\d{2}")
_ELFPROEF = (9, 8, 7, 6, 5, 4, 3, 2, -1)
CELL = "cel"
"""The `table` of a synonym for a label beside a single cell."""
STANDARD = "standaard"
"""The source of a word that is the name of a field of the standard."""
_STATUSES = {
    "toegekend": "toegekend",
    "toegekende": "toegekend",
    "afgewezen": "afgewezen",
    "ingediend": "ingediend",
    "ingediende": "ingediend",
}
"""Words of the code list `status` that say of an amount which part of it is meant."""
_AMOUNTS = {"bedrag", "bedragen", "waarvan", "omzet"}
_SAYS_NOTHING = {"de", "het", "van", "per", "in", "aantal", "totaal", "unieke", "uniek", "nummer", "code"}
_SHORTEST_PART = 4
_FEWEST_VALUES = 2
_SHARED = 0.8
"""The part of a column's values that a field of a sample must have too."""


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Label:
    """A text on a sheet without a list, with an empty cell beside or below it."""

    text: str
    cell: str
    """The address of the empty cell."""
    shows_dates: bool = True
    """Whether that cell shows a number as a date."""


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a workbook: its header, what stands above and below it."""

    text: str
    values: tuple[str, ...] = ()
    shows_dates: bool = True
    """Whether its pattern row shows a number as a date."""
    is_calculated: bool = False
    """Whether the workbook fills it itself, by a formula in the pattern row."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What to fill a column with; no expression means: unknown, ask the municipality."""

    header: str
    expression: object
    confidence: int
    """Out of a hundred."""
    reason: str


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """What one sheet asks."""

    table: str
    per: tuple[str, ...]
    columns: tuple[Proposal, ...]
    cells: tuple[tuple[str, Proposal], ...] = ()
    """By address: what to fill single cells with."""


def propose(
    headings: Sequence[Heading],
    synonyms: Mapping[str, Synonym],
    seen: Mapping[str, frozenset[str]] | None = None,
) -> SheetProposal:
    """Propose the table, the keys and every column that the workbook does not calculate itself.

    A list with something about one person, or of which nothing is counted, has a line per row; any other has
    a line per combination of what is not counted. What is not known is said to be unknown, never guessed.
    `seen`: field → the values that a sample submission has there, to know a filled column by.
    """
    asked = [heading for heading in headings if not heading.is_calculated]
    words = {name: each for name, each in synonyms.items() if each.table != CELL}
    found = {heading.text: _meaning(heading, words, seen or {}) for heading in asked}
    known = [meaning for meaning, _, _ in found.values() if meaning is not None]
    table = _most_named(meaning.table for meaning in known if meaning.table) or "prestatie"
    per_group = any(not meaning.per_row for meaning in known)
    columns = tuple(_proposal(heading.text, *found[heading.text], per_group=per_group) for heading in asked)
    dated = {heading.text for heading in asked if heading.shows_dates}
    columns = tuple(
        each if each.header in dated else replace(each, expression=_as_text(each.expression))
        for each in columns
    )
    keys = [_field(each.expression) for each in columns] if per_group else []
    per = tuple(dict.fromkeys(key for key in keys if key))
    counts_time = per_group and "to_unit" in str([each.expression for each in columns])
    if counts_time and "eenheid" not in per:
        per = (*per, "eenheid")
    return SheetProposal(table, per, columns)


def propose_cells(labels: Sequence[Label], synonyms: Mapping[str, Synonym]) -> SheetProposal:
    """Propose what to fill the empty cells beside known labels with; other labels are left alone."""
    words = {name.removeprefix(f"{CELL}:"): each for name, each in synonyms.items() if each.table == CELL}
    found = [
        (
            label.cell,
            Proposal(label.text, words[normal(label.text)].per_row, 90, words[normal(label.text)].reason),
        )
        for label in labels
        if normal(label.text) in words
    ]
    dated = {label.cell for label in labels if label.shows_dates}
    found = [
        (cell, each if cell in dated else replace(each, expression=_as_text(each.expression)))
        for cell, each in found
    ]
    return SheetProposal("", (), (), tuple(found))


def normal(text: str) -> str:
    """A header text without capitals, accents and signs, so that small differences do not matter."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def _meaning(
    heading: Heading, synonyms: Mapping[str, Synonym], seen: Mapping[str, frozenset[str]]
) -> tuple[Synonym | None, int, str]:
    name = normal(heading.text)
    if name in synonyms:
        return synonyms[name], 95, f"de kop: {synonyms[name].reason}"
    bare = re.sub(r" (in )?(euro|eur)$", "", name)
    if bare in synonyms:
        return synonyms[bare], 80, f"de kop zonder munteenheid: {synonyms[bare].reason}"
    for read in (_by_its_stems, _composed, _begun):
        meaning, confidence, reason = read(bare, synonyms)
        if meaning is not None:
            return meaning, confidence, reason
    return _by_its_values(heading, synonyms, seen)


def _by_its_stems(name: str, synonyms: Mapping[str, Synonym]) -> tuple[Synonym | None, int, str]:
    """The same words in another number or order, with words that add nothing left out."""
    stems = _stems(name)
    found = [each for word, each in synonyms.items() if stems and _stems(word) == stems]
    if len({str((each.per_row, each.per_group)) for each in found}) == 1:
        return found[0], 80, f"andere vorm van {found[0].header!r}: {found[0].reason}"
    return None, 0, ""


def _composed(name: str, synonyms: Mapping[str, Synonym]) -> tuple[Synonym | None, int, str]:
    """Words that are put together by rule: an amount with a status, in cents; a wait in weeks."""
    words = set(name.split())
    amount = synonyms.get("bedrag")
    status = next((code for word, code in _STATUSES.items() if word in words), None)
    if amount is not None and status is not None and words & _AMOUNTS:
        only = {"sum": {"field": "bedrag", "sign_by": "debet_credit", "only": {"status": status}}}
        return Synonym(name, "prestatie", None, only, "bedrag met die status"), 75, "bedrag met die status"
    if amount is not None and "centen" in words and words & _AMOUNTS:
        row = {"field": "bedrag", "sign_by": "debet_credit"}
        cents = Synonym(name, "prestatie", {**row, "money": "cents"}, {"sum": row, "money": "cents"}, "")
        return cents, 75, "bedrag in centen"
    if "wachttijd" in words and "weken" in words and "wachttijd in dagen" in synonyms:
        weeks = {"field": "wachttijd_dagen", "waiting_time": "weeks", "round": 1}
        return Synonym(name, "wachtlijst", weeks, None, "wachttijd in weken"), 75, "wachttijd in weken"
    return None, 0, ""


def _begun(name: str, synonyms: Mapping[str, Synonym]) -> tuple[Synonym | None, int, str]:
    """The first part of the name of exactly one field: `referentie` of `referentienummer`."""
    found = [
        each
        for word, each in synonyms.items()
        if len(name) >= _SHORTEST_PART
        and " " not in name
        and word.startswith(name)
        and STANDARD in each.sources
    ]
    if len(found) == 1:
        return found[0], 60, f"begin van het veld {found[0].header}"
    return None, 0, ""


def _by_its_values(
    heading: Heading, synonyms: Mapping[str, Synonym], seen: Mapping[str, frozenset[str]]
) -> tuple[Synonym | None, int, str]:
    values = {value for value in heading.values if value}
    if values and all(_is_bsn(value) for value in values):
        return synonyms.get("bsn"), 75, "alle waarden slagen voor de elfproef"
    if values and all(_PRODUCT.fullmatch(value) for value in values):
        return synonyms.get("productcode"), 70, "alle waarden zien eruit als een productcode"
    if values and values <= {"D", "C"} and "debet credit" in synonyms:
        return synonyms["debet credit"], 70, "alle waarden zijn D of C"
    if len(values) >= _FEWEST_VALUES:
        shared = sorted(
            ((len(values & known) / len(values), field) for field, known in seen.items()), reverse=True
        )
        if shared and shared[0][0] >= _SHARED and (len(shared) == 1 or shared[1][0] < shared[0][0]):
            share, field = shared[0]
            table, _, name = field.rpartition(".")
            shown = name if table == "prestatie" else field
            reason = f"{share:.0%} van de waarden staat in {field} van de voorbeeldaanlevering"
            return Synonym(heading.text, "prestatie", shown, shown, reason), 70, reason
    return None, 0, "onbekend: geen bekende kop en geen herkenbare waarden"


def _stems(name: str) -> frozenset[str]:
    """The words that say something, without the endings of the plural."""
    return frozenset(_stem(word) for word in name.split() if word not in _SAYS_NOTHING)


def _stem(word: str) -> str:
    for ending in ("en", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_PART:
            return word.removesuffix(ending)
    return word


def _proposal(
    header: str, meaning: Synonym | None, confidence: int, reason: str, *, per_group: bool
) -> Proposal:
    expression = None if meaning is None else (meaning.per_group if per_group else meaning.per_row)
    if not expression:
        return Proposal(header, None, 0, reason if meaning is None else "past niet bij de andere kolommen")
    return Proposal(header, expression, confidence, reason)


def _as_text(expression: object) -> object:
    """A date as text, for a cell of the workbook that would show it as a number."""
    name = _field(expression)
    is_day = name.rpartition(".")[2].endswith("datum") and set(_steps(expression)) == {"field"}
    if is_day or (isinstance(expression, Mapping) and str(expression.get("report")).startswith("period_")):
        return {**_steps(expression), "date_form": "dd-mm-jjjj"}
    return expression


def _steps(expression: object) -> dict[str, object]:
    return dict(expression) if isinstance(expression, Mapping) else {"field": expression}


def _field(expression: object) -> str:
    """The field that a column shows as it is or recoded: what a group has one line for."""
    if isinstance(expression, str):
        return expression
    return str(expression.get("field", "")) if isinstance(expression, Mapping) else ""


def _is_bsn(value: str) -> bool:
    if not _BSN.fullmatch(value) or value == "000000000":
        return False
    return sum(weight * int(digit) for weight, digit in zip(_ELFPROEF, value, strict=True)) % 11 == 0


def _most_named(tables: Iterable[str]) -> str:
    counted: dict[str, int] = {}
    for table in tables:
        counted[table] = counted.get(table, 0) + 1
    return max(counted, key=lambda table: counted[table], default="")
