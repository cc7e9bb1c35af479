"""Marks: what is written beside the cells of a provider's own workbook, from findings as they are stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.findings import Severity
from service.domain.submissions.answers import mark_of
from service.domain.wording import Language, Wording


class Weight(StrEnum):
    """What a mark means for the submission, the heaviest first."""

    BLOCKS = "blocks"
    QUARANTINES = "quarantines"
    WARNS = "warns"
    REPAIRED = "repaired"
    """The cell was read as something else than it says; nothing waits for it."""


_HEAVIEST_FIRST = {weight: at for at, weight in enumerate(Weight)}


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
    change: str = ""
    """What stands there and what was read, of a cell that was repaired: `"0014 " → "0014"`."""
    answer: str = ""
    """What its provider answered to a warning."""
    mark: str = ""
    """By what a warning is known again when the copy comes back; empty when it cannot be answered."""

    @property
    def weight(self) -> Weight:
        """What it means, which decides its colour."""
        return Weight.REPAIRED if self.change else Weight(self.severity.value)

    @property
    def said(self) -> str:
        """What is written beside the cell."""
        return f"{self.change}\n{self.text}" if self.change else self.text


class CopyForm(StrEnum):
    """What a provider gets back to work in."""

    MARKED = "marked"
    """Its own workbook, with every finding marked."""
    WRONG_ROWS = "wrong-rows"
    """A workbook with only the rows that a finding names."""
    PER_FILE = "per-file"
    """A zip with a copy of every file of an addition in which something is found, the newest first."""


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
    """Findings in the shape F of docs/json.md as marks in one language: what was repaired comes last.

    Within these in the same order.
    """
    marks = [_mark(finding, language) for finding in findings]
    return tuple(sorted(marks, key=lambda mark: mark.weight is Weight.REPAIRED))


def repaired_in(marks: Iterable[Mark]) -> int:
    """How many cells were repaired."""
    return rows_of(mark for mark in marks if mark.weight is Weight.REPAIRED)


def rows_of(marks: Iterable[Mark]) -> int:
    """For how many rows they speak together."""
    return sum(mark.count for mark in marks)


def heaviest(marks: Iterable[Mark]) -> Weight:
    """Of several marks at one place, the weight that decides its colour."""
    return min((mark.weight for mark in marks), key=_HEAVIEST_FIRST.__getitem__)


def _mark(finding: Mapping[str, object], language: Language) -> Mark:
    row, words, repair = finding["row"], finding["text"], finding.get("repair")
    return Mark(
        severity=Severity(str(finding["severity"])),
        sheet=str(finding["sheet"] or ""),
        row=int(str(row)) if row is not None else None,
        column=str(finding["column"] or ""),
        field=str(finding["field"] or ""),
        text=Wording.of_json(words).to(language) if isinstance(words, Mapping) else "",
        count=int(str(finding["count"])),
        answer=str(finding.get("answer", "")),
        mark=mark_of(str(finding.get("code", "")), str(finding.get("identity", ""))),
        change=f'"{repair["value"]}" → "{repair["new"]}"' if isinstance(repair, Mapping) else "",
    )
