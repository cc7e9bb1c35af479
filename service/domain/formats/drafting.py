"""What the columns of a municipality's own workbook probably ask, each with a confidence and a reason."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

_BSN = re.compile(r"\d{9}")
_PRODUCT = re.compile(r"\d{2}[A-Z]\d{2}")
_ELFPROEF = (9, 8, 7, 6, 5, 4, 3, 2, -1)


@dataclass(frozen=True, slots=True)
class Synonym:
    """What a header text usually means; `per_row` and `per_group` are verbs as a format writes them."""

    header: str
    table: str
    """Empty where more tables have it."""
    per_row: object
    per_group: object
    reason: str


@dataclass(frozen=True, slots=True)
class Heading:
    """One column of a workbook: its header, what stands above and below it."""

    text: str
    values: tuple[str, ...] = ()
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


def propose(headings: Sequence[Heading], synonyms: Mapping[str, Synonym]) -> SheetProposal:
    """Propose the table, the keys and every column that the workbook does not calculate itself.

    A list with something about one person, or of which nothing is counted, has a line per row; any other has
    a line per combination of what is not counted. What is not known is said to be unknown, never guessed.
    """
    asked = [heading for heading in headings if not heading.is_calculated]
    found = {heading.text: _meaning(heading, synonyms) for heading in asked}
    known = [meaning for meaning, _, _ in found.values() if meaning is not None]
    table = _most_named(meaning.table for meaning in known if meaning.table) or "prestatie"
    per_group = any(not meaning.per_row for meaning in known)
    columns = tuple(_proposal(heading.text, *found[heading.text], per_group=per_group) for heading in asked)
    keys = [_field(each.expression) for each in columns] if per_group else []
    per = tuple(dict.fromkeys(key for key in keys if key))
    counts_time = per_group and "to_unit" in str([each.expression for each in columns])
    if counts_time and "eenheid" not in per:
        per = (*per, "eenheid")
    return SheetProposal(table, per, columns)


def normal(text: str) -> str:
    """A header text without capitals, accents and signs, so that small differences do not matter."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def _meaning(heading: Heading, synonyms: Mapping[str, Synonym]) -> tuple[Synonym | None, int, str]:
    name = normal(heading.text)
    if name in synonyms:
        return synonyms[name], 95, f"de kop: {synonyms[name].reason}"
    bare = re.sub(r" (in )?(euro|eur)$", "", name)
    if bare in synonyms:
        return synonyms[bare], 80, f"de kop zonder munteenheid: {synonyms[bare].reason}"
    values = [value for value in heading.values if value]
    if values and all(_is_bsn(value) for value in values):
        return synonyms.get("bsn"), 75, "alle waarden slagen voor de elfproef"
    if values and all(_PRODUCT.fullmatch(value) for value in values):
        return synonyms.get("productcode"), 70, "alle waarden zien eruit als een productcode"
    return None, 0, "onbekend: geen bekende kop en geen herkenbare waarden"


def _proposal(
    header: str, meaning: Synonym | None, confidence: int, reason: str, *, per_group: bool
) -> Proposal:
    expression = None if meaning is None else (meaning.per_group if per_group else meaning.per_row)
    if not expression:
        return Proposal(header, None, 0, reason if meaning is None else "past niet bij de andere kolommen")
    return Proposal(header, expression, confidence, reason)


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
