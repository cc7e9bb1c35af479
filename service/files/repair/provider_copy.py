"""Make the copy in which a provider repairs: its own workbook marked, or only the wrong rows of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from service.domain.submissions.annotations import CopyForm, marks_of
from service.domain.wording import Language, Wording
from service.files.archive import ZipLimits
from service.files.intake import read_export
from service.files.repair.annotated_workbook import annotate, can_be_annotated
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
    marks = marks_of(findings, language)
    name = PurePath(filename)
    stem = f"{name.stem or 'export'}-{_SUFFIX.to(language)}"
    if can_be_annotated(content, marks):
        try:
            marked = annotate(content, marks, len(marks), language)
        except UnusualWorkbookError:
            pass
        else:
            suffix = ".xlsm" if name.suffix.casefold() == ".xlsm" else ".xlsx"
            return MadeCopy(
                form=CopyForm.MARKED,
                filename=stem + suffix,
                content=marked,
                findings=len(marks),
                marked=len(marks),
            )
    rows = wrong_rows_workbook(read_export(content, filename, unpacked), marks, len(marks), language)
    return MadeCopy(
        form=CopyForm.WRONG_ROWS,
        filename=f"{stem}.xlsx",
        content=rows,
        findings=len(marks),
        marked=min(len(marks), MOST_LISTED),
    )
