"""Findings: what there is to say about a place in a submission, apart from how it is said."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from service.domain.carrier_words import Carrier, in_words_of
from service.domain.said import Fact, plain
from service.domain.wording import Language, Wording


class Severity(StrEnum):
    """What a finding means for the submission."""

    BLOCKS = "blocks"
    """Nothing of the submission is translated until this is repaired."""
    QUARANTINES = "quarantines"
    """This row waits, by name and with its amount; the rest goes on."""
    WARNS = "warns"
    """Worth a look; nothing waits for it."""


class Verdict(StrEnum):
    """What became of a submission after all its findings."""

    ACCEPTED = "accepted"
    ACCEPTED_WITH_WARNINGS = "accepted-with-warnings"
    REJECTED = "rejected"


_COLUMN = re.compile(r"\b(?:[Kk]olom|[Cc]olumn) \{column\}")
REPAIRED = "repaired-"
"""How the code of every kind begins that is about a cell that was repaired."""


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding: its identity, its weight, and what it says.

    The words may use `{sheet}`, `{row}`, `{column}` (the letter), `{field}` and every fact that findings of
    this kind carry, and they say what to do.
    """

    code: str
    severity: Severity
    title: Wording
    """What findings of this kind are about, in a few words."""
    words: Wording

    @property
    def is_repair(self) -> bool:
        """Whether the cell was read as something else than it says: from the fact `value` to `new`."""
        return self.code.startswith(REPAIRED)


def blocks(code: str, title: Wording, words: Wording) -> FindingKind:
    """A kind of finding that holds the whole submission."""
    return FindingKind(code, Severity.BLOCKS, title, words)


def quarantines(code: str, title: Wording, words: Wording) -> FindingKind:
    """A kind of finding that makes a row wait."""
    return FindingKind(code, Severity.QUARANTINES, title, words)


def warns(code: str, title: Wording, words: Wording) -> FindingKind:
    """A kind of finding that nothing waits for."""
    return FindingKind(code, Severity.WARNS, title, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a finding stands, in the words of the file that was uploaded."""

    table: str = ""
    """The table of the standard, empty when the finding is about the whole file."""
    sheet: str = ""
    """The sheet or csv file as the uploaded file names it."""
    row: int | None = None
    """The row as Excel numbers it, or the line of a csv file, from 1."""
    column: str = ""
    """The column letter as Excel shows it; in a csv file the letter it would have."""
    field: str = ""
    """The field of the standard."""
    carrier: Carrier = Carrier.WORKBOOK
    line: str = ""
    """What the row is in a message, which has no rows: `declaratie D12, regel R3`."""
    identity: str = ""
    """The same over uploads: a hash of the keys of the row and of what stands there; only of a warning."""
    municipality: str = ""
    """The gemeentecode of the row, where it says one and somebody looks by municipality."""


_ADVICE = {
    "or_empty": "",
    "sign": "",
    "serial": "",
    "zone": "",
    "letter": "",
    "same": "",
    "rounded": "",
    "beside": "",
    "percent": "",
    "perhaps": "",
    "empty": "",
    "year": "",
}
"""Facts that only some cells have, and that say something more about what to do."""
AS_NOTHING = "as_nothing"
"""The fact that what lacks in a cell was written as a sign for nothing; empty where it was not."""
_EMPTIED = Wording(
    ' Daar staat nu "{value}", en dat telt als een lege cel.',
    ' It says "{value}" now, which counts as an empty cell.',
)
NEIGHBOUR = "neighbour"
"""The fact of the cell beside it, with which the cell may have changed places."""
_CHANGED = Wording(
    " Of is deze cel verwisseld met cel {neighbour}?",
    " Or did this cell change places with cell {neighbour}?",
)
BELONGS = "belongs"
"""The fact of the empty cell beside it, of the column in which such a value stands."""
_BELONGS = Wording(
    " Of hoort deze waarde in cel {belongs}?",
    " Or does this value belong in cell {belongs}?",
)
STANDS_IN = "stands_in"
"""The fact of the filled cell beside an empty one, that may hold what lacks there."""
_STANDS = Wording(
    " Of staat die waarde in cel {stands_in}? Zet haar dan terug.",
    " Or does that value stand in cell {stands_in}? Then put it back.",
)
MOVED = "moved"
"""The fact of how the column may have moved by a row."""
_MOVED = Wording(" Of {moved}?", " Or {moved}?")
DRAGGED = "dragged"
"""The fact of the columns that may have been dragged down or sorted alone, which is asked in front."""
_DRAGGED = Wording(
    "Is {dragged} doorgetrokken, een rij verschoven of zonder de rest gesorteerd? Herstel dan die kolom. "
    "Zo niet: ",
    "Was {dragged} dragged down, moved by a row or sorted without the rest? Then repair that column. "
    "If not: ",
)
ALL_OVER = "all_over"
"""The fact of the column of begins that are wrong in all rows, perhaps, which is asked in front."""
_ALL_OVER = Wording(
    "Klopt {all_over} wel? In bijna alle rijen ligt die datum buiten de periode van de aanlevering, en in "
    "een andere maand dan de einddatum. Is zij overal verkeerd ingevuld, herstel dan die kolom. Zo niet: ",
    "Is {all_over} right? In nearly all rows that date is outside the period of the delivery, and in another "
    "month than the end. If it was filled in wrongly everywhere, repair that column. If not: ",
)
EXCHANGED = "exchanged"
"""The fact of two rows that may have each other's number, or municipality, which is asked in front."""
_EXCHANGED = Wording(
    "{exchanged}? Wissel die dan om, en laat de rest van beide rijen zoals die is. Zo niet: ",
    "{exchanged}? Then exchange those, and leave the rest of both rows as it is. If not: ",
)
HUNDREDFOLD = "hundredfold"
"""The fact of a column of which all numbers may be a hundredfold, which is asked in front."""
_HUNDREDFOLD = Wording(
    "Is {hundredfold} overal honderd keer te groot, zoals centen voor euro's? Herstel dan die kolom. "
    "Zo niet: ",
    "Is {hundredfold} a hundred times too large everywhere, such as cents for euros? Then repair that "
    "column. If not: ",
)
OF_FILE = "of_file"
"""The fact of which file it is about, where several were uploaded together."""
ELSEWHERE = "elsewhere"
"""The fact of the columns whose header may have changed places with that of this one."""
SOMEWHERE = "somewhere"
"""The fact that the header may have changed places with that of one of many columns."""
_SOMEWHERE = Wording(
    " Of is deze kop verwisseld met die van een andere kolom?",
    " Or did this header change places with that of another column?",
)
OTHERWISE_NAMED = "otherwise_named"
"""The fact that the column may be there by a name that is none of ours."""
_NAMED = Wording(
    " Of staat het in een kolom met een andere naam? Geef die kolom dan de naam {field}.",
    " Or does it stand in a column with another name? Then name that column {field}.",
)
TOGETHER = "together"
"""The fact of the column before an absent one that may hold what belongs in both."""
_TOGETHER = Wording(
    " Of staat {field} mee in kolom {together}? Geef {field} dan een eigen kolom.",
    " Or is {field} part of column {together}? Then give {field} a column of its own.",
)
_SWAPPED = Wording(
    " Of is deze kop verwisseld met die van kolom {elsewhere}?",
    " Or did this header change places with that of column {elsewhere}?",
)
_FILE = Wording('Bestand "{of_file}": ', 'File "{of_file}": ')
_OR_WITHOUT = Wording(
    " Hoort dit bestand er niet bij, upload de andere dan zonder dit bestand.",
    " If this file does not belong here, upload the others without it.",
)
_ASKED = {
    AS_NOTHING: _EMPTIED,
    ELSEWHERE: _SWAPPED,
    SOMEWHERE: _SOMEWHERE,
    OTHERWISE_NAMED: _NAMED,
    TOGETHER: _TOGETHER,
    NEIGHBOUR: _CHANGED,
    BELONGS: _BELONGS,
    STANDS_IN: _STANDS,
    MOVED: _MOVED,
}
"""What else is said or asked, by the fact that a finding has where it is so."""
_ASKED_IN_FRONT = {
    DRAGGED: _DRAGGED,
    ALL_OVER: _ALL_OVER,
    EXCHANGED: _EXCHANGED,
    HUNDREDFOLD: _HUNDREDFOLD,
}
"""What is asked before anything is said."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place; `count` tells how many rows it speaks for when it stands for more than one."""

    kind: FindingKind
    place: Place = field(default_factory=Place)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    """What the texts fill in: quoted, or said in both languages. A BSN is masked before it comes here."""
    count: int = 1

    def text(self, language: Language) -> str:
        """The sentence for people, with its place and facts filled in."""
        return self.words().to(language)

    def words(self) -> Wording:
        """The sentence for people in both languages, with its place and facts filled in."""
        place = self.place
        known = {
            "table": place.table,
            "sheet": place.sheet or place.table,
            "row": "" if place.row is None else str(place.row),
            "column": place.column or place.field,
            "field": place.field,
            "line": place.line,
            "count": str(self.count),
        }
        words = _with_what_is_asked(self.kind.words, self.facts)
        words = _of_file(words) if self.facts.get(OF_FILE) else words
        said = in_words_of(place.carrier, words)
        return (with_header(said) if place.field and place.column not in {"", place.field} else said).filled(
            {**_ADVICE, **known, **self.facts}
        )

    def as_json(self) -> dict[str, object]:
        """The finding in the stable shape of `--json` (F in docs/json.md)."""
        place = self.place
        repair = {"repair": {name: plain(self.facts.get(name, "")) for name in ("value", "new")}}
        return {
            "code": self.kind.code,
            "severity": self.kind.severity.value,
            "table": place.table,
            "sheet": place.sheet,
            "row": place.row,
            "column": place.column,
            "field": place.field,
            "text": self.words().as_json(),
            "count": self.count,
            **({"line": place.line} if place.line else {}),
            **({"identity": place.identity} if place.identity else {}),
            **({"municipality": place.municipality} if place.municipality else {}),
            **(repair if self.kind.is_repair else {}),
        }


def _with_what_is_asked(words: Wording, facts: Mapping[str, Fact]) -> Wording:
    """The same, with what else is said or asked of a finding with these facts behind it and in front."""
    for fact, more in _ASKED.items():
        words = words + more if facts.get(fact) else words
    for fact, before in _ASKED_IN_FRONT.items():
        words = before + words if facts.get(fact) else words
    return words


def _of_file(words: Wording) -> Wording:
    """The same about one file of several."""
    return _FILE + Wording(*(each[0].lower() + each[1:] for each in (words.nl, words.en))) + _OR_WITHOUT


@lru_cache(maxsize=1_000)
def with_header(words: Wording) -> Wording:
    """Say the field beside the letter of its column, as in `Kolom L (bedrag)`, unless it is named already."""
    return Wording(_with_header(words.nl), _with_header(words.en))


def _with_header(template: str) -> str:
    return template if "{field}" in template else _COLUMN.sub(r"\g<0> ({field})", template, count=1)


def verdict_of(findings: Iterable[Finding]) -> Verdict:
    """Rejected when anything blocks, with warnings when anything else was found, accepted otherwise."""
    verdict = Verdict.ACCEPTED
    for finding in findings:
        if finding.kind.severity is Severity.BLOCKS:
            return Verdict.REJECTED
        verdict = Verdict.ACCEPTED_WITH_WARNINGS
    return verdict


def mask_bsn(value: str) -> str:
    """At most the last two digits, as the guideline for BSN on developer.overheid.nl (7.1) allows."""
    return "*" * max(len(value) - 2, 0) + value[-2:] if len(value) > 2 else "*" * len(value)  # noqa: PLR2004 - two digits is the guideline's number
