"""Marks: what is written beside the cells of a provider's own workbook, from findings as they are stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.findings import Severity
from service.domain.wording import Language, Wording

_HEAVIEST_FIRST = {severity: at for at, severity in enumerate(Severity)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One finding as it is said at its place in the uploaded file."""

    severity: Severity
    sheet: str
    """The sheet or csv file as the uploaded file names it; empty when it is about the whole file."""
    row: int | None
    column: str
    """The column letter; empty when it is about the whole row."""
    field: str
    text: str
    count: int
    """For how many rows it speaks."""


class CopyForm(StrEnum):
    """What a provider gets back to work in."""

    MARKED = "marked"
    """Its own workbook, with every finding marked."""
    WRONG_ROWS = "wrong-rows"
    """A workbook with only the rows that a finding names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotatedCopy:
    """A copy that is ready to be downloaded."""

    form: CopyForm
    filename: str
    sha256: str
    bytes: int
    findings: int
    """How many findings the upload has."""
    marked: int
    """How many of them are in the copy."""


def marks_of(findings: Iterable[Mapping[str, object]], language: Language) -> tuple[Mark, ...]:
    """Findings in the shape F of docs/json.md as marks in one language, in the same order."""
    return tuple(_mark(finding, language) for finding in findings)


def heaviest(marks: Iterable[Mark]) -> Severity:
    """Of several marks at one place, the severity that decides its colour."""
    return min((mark.severity for mark in marks), key=_HEAVIEST_FIRST.__getitem__)


def _mark(finding: Mapping[str, object], language: Language) -> Mark:
    row, words = finding["row"], finding["text"]
    return Mark(
        severity=Severity(str(finding["severity"])),
        sheet=str(finding["sheet"] or ""),
        row=int(str(row)) if row is not None else None,
        column=str(finding["column"] or ""),
        field=str(finding["field"] or ""),
        text=Wording.of_json(words).to(language) if isinstance(words, Mapping) else "",
        count=int(str(finding["count"])),
    )
