"""Findings: what there is to say about a place in a submission, apart from how it is said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

Language = Literal["nl", "en"]


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


@dataclass(frozen=True, slots=True)
class FindingKind:
    """One kind of finding: its identity, its weight and its words in both languages.

    Texts are `str.format` templates. They may use `{sheet}`, `{row}`, `{column}` (the letter), `{field}`
    and every fact that findings of this kind carry, and they say what to do.
    """

    code: str
    severity: Severity
    nl: str
    en: str


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault at one place; `count` tells how many rows it speaks for when it stands for more than one."""

    kind: FindingKind
    place: Place = field(default_factory=Place)
    facts: Mapping[str, str] = field(default_factory=dict)
    """What the texts fill in. A BSN is masked before it comes here."""
    count: int = 1

    def text(self, language: Language) -> str:
        """The sentence for people, with its place and facts filled in."""
        template = self.kind.nl if language == "nl" else self.kind.en
        place = self.place
        known = {
            "table": place.table,
            "sheet": place.sheet or place.table,
            "row": "" if place.row is None else str(place.row),
            "column": place.column,
            "field": place.field,
            "count": str(self.count),
        }
        return template.format(**{**known, **self.facts})

    def as_json(self) -> dict[str, object]:
        """The finding in the stable shape of `--json` (F in docs/json.md)."""
        place = self.place
        return {
            "code": self.kind.code,
            "severity": self.kind.severity.value,
            "table": place.table,
            "sheet": place.sheet,
            "row": place.row,
            "column": place.column,
            "field": place.field,
            "text": {"nl": self.text("nl"), "en": self.text("en")},
            "count": self.count,
        }


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
