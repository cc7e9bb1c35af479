"""What the columns of a municipality's own workbook probably ask, each with a confidence and a reason."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

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
class Meaning:
    """What a heading stands for, as far as known, and how that was found out."""

    synonym: Synonym | None
    confidence: int
    """Out of a hundred."""
    reason: str


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
    per: tuple[object, ...]
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
    words = {name: each for name, each in synonyms.items() if each.table != CELL}
    asked = [heading for heading in headings if not heading.is_calculated]
    return _sheet([(heading, _meaning(heading, words, seen or {})) for heading in asked])


def _sheet(found: Sequence[tuple[Heading, Meaning]]) -> SheetProposal:
    known = list(filter(None, (each.synonym for _, each in found)))
    table = _most_named(filter(None, (each.table for each in known))) or "prestatie"
    per_group = not all(each.per_row for each in known)
    columns = tuple(_column(heading, each, per_group=per_group) for heading, each in found)
    return SheetProposal(table, _keys(columns) if per_group else (), columns)


def _column(heading: Heading, found: Meaning, *, per_group: bool) -> Proposal:
    proposal = _proposal(heading.text, found, per_group=per_group)
    if heading.shows_dates:
        return proposal
    return replace(proposal, expression=_as_text(proposal.expression))


def _keys(columns: Sequence[Proposal]) -> tuple[object, ...]:
    """What a line is made per: what is not counted, the part of a date that is shown, the unit of time."""
    keys = [key for each in columns if (key := _key(each.expression))]
    counts_time = "to_unit" in str([each.expression for each in columns])
    every = [*keys, "eenheid"] if counts_time else keys
    return tuple(key for place, key in enumerate(every) if key not in every[:place])


def _key(expression: object) -> object:
    """The field of a column, or the month or the like that it shows of one."""
    steps = expression if isinstance(expression, Mapping) else {}
    parts = {name: steps[name] for name in ("month", "quarter", "week", "year") if name in steps}
    return parts or _field(expression)


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
) -> Meaning:
    name = normal(heading.text)
    if name in synonyms:
        return Meaning(synonyms[name], 95, f"de kop: {synonyms[name].reason}")
    bare = re.sub(r" (in )?(euro|eur)$", "", name)
    if bare in synonyms:
        return Meaning(synonyms[bare], 80, f"de kop zonder munteenheid: {synonyms[bare].reason}")
    by_name = (read(bare, synonyms) for read in (_by_its_stems, _composed, _begun))
    by_values = (read(heading, synonyms, seen) for read in (_by_their_form, _by_shared_values))
    found = next((each for each in chain(by_name, by_values) if each is not None), None)
    return found or Meaning(None, 0, "onbekend: geen bekende kop en geen herkenbare waarden")


def _by_its_stems(name: str, synonyms: Mapping[str, Synonym]) -> Meaning | None:
    """The same words in another number or order, with words that add nothing left out."""
    stems = _stems(name)
    found = [each for word, each in synonyms.items() if stems and _stems(word) == stems]
    if len({str((each.per_row, each.per_group)) for each in found}) != 1:
        return None
    return Meaning(found[0], 80, f"andere vorm van {found[0].header!r}: {found[0].reason}")


def _stems(name: str) -> frozenset[str]:
    """The words that say something, without the endings of the plural."""
    return frozenset(_stem(word) for word in name.split() if word not in _SAYS_NOTHING)


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
    if all(map(_PRODUCT.fullmatch, values)):
        return Meaning(synonyms.get("productcode"), 70, "alle waarden zien eruit als een productcode")
    if values <= {"D", "C"} and "debet credit" in synonyms:
        return Meaning(synonyms["debet credit"], 70, "alle waarden zijn D of C")
    return None


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


def _proposal(header: str, found: Meaning, *, per_group: bool) -> Proposal:
    synonym = found.synonym
    expression = None if synonym is None else (synonym.per_group if per_group else synonym.per_row)
    if not expression:
        reason = found.reason if synonym is None else "past niet bij de andere kolommen"
        return Proposal(header, None, 0, reason)
    return Proposal(header, expression, found.confidence, found.reason)


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
