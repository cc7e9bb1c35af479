"""Make the copy in which a provider repairs: its own workbook marked, or only the wrong rows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from service.domain.submissions.annotations import CopyForm, Mark, Weight, marks_of, repaired_in, rows_of
from service.domain.wording import Language, Wording
from service.files.archive import ZipLimits
from service.files.intake import read_export
from service.files.repair.annotated_workbook import MOST_MARKED, annotate, can_be_annotated
from service.files.repair.wrong_rows_workbook import MOST_LISTED, wrong_rows_workbook
from service.files.workbook import UnusualWorkbookError

_SUFFIX = Wording("bevindingen", "findings")


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCopy:
    """A copy as bytes."""

    form: CopyForm
    filename: str
    content: bytes
    findings: int
    marked: int


def make_provider_copy(
    content: bytes,
    filename: str,
    findings: Sequence[Mapping[str, object]],
    language: Language,
    unpacked: ZipLimits | None = None,
) -> MadeCopy:
    """The same bytes for the same upload, findings (F in docs/json.md) and language.

    A workbook that is not too large, nor written in a way that nobody writes, is marked; of anything else
    the wrong rows are given, and of those at most the first 10,000.
    """
    every = marks_of(findings, language)
    total, repaired = rows_of(every), repaired_in(every)
    marks = _worth_marking(every)
    if can_be_annotated(content, marks):
        try:
            marked = annotate(content, marks, total, language, repaired=repaired)
        except UnusualWorkbookError:
            pass
        else:
            suffix = ".xlsm" if PurePath(filename).suffix.casefold() == ".xlsm" else ".xlsx"
            return MadeCopy(
                form=CopyForm.MARKED,
                filename=copy_name(filename, language, suffix),
                content=marked,
                findings=total,
                marked=rows_of(marks),
            )
    raw = read_export(content, filename, unpacked)
    rows = wrong_rows_workbook(raw, every, total, language, repaired=repaired)
    return MadeCopy(
        form=CopyForm.WRONG_ROWS,
        filename=copy_name(filename, language, ".xlsx"),
        content=rows,
        findings=total,
        marked=rows_of(every[:MOST_LISTED]),
    )


def copy_name(filename: str, language: Language, suffix: str) -> str:
    """What the copy of an upload is called."""
    return f"{PurePath(filename).stem or 'export'}-{_SUFFIX.to(language)}{suffix}"


def _worth_marking(marks: Sequence[Mark]) -> Sequence[Mark]:
    """Every finding, and what was repaired as far as there is room: a whole column of dates, say."""
    findings = sum(mark.weight is not Weight.REPAIRED for mark in marks)
    return marks if findings > MOST_MARKED else marks[:MOST_MARKED]
