"""Make the copies of an addition: of every file in which something is found one, the newest first."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.standard.adding_up import delivery_names, in_delivery
from service.domain.submissions.annotations import CopyForm
from service.domain.wording import Language
from service.files.archive import ZipLimits, pack_start, packed_entry, write_archive
from service.files.repair.provider_copy import MadeCopy, copy_name, make_provider_copy

_Finding = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class UploadedFile:
    """One of the files that a submission was added up from."""

    filename: str
    content: bytes | None
    """None of one that nobody can read any more."""


def make_copies(
    earlier: Sequence[UploadedFile],
    last: UploadedFile,
    findings: Sequence[_Finding],
    language: Language,
    unpacked: ZipLimits | None = None,
) -> MadeCopy:
    """As `make_provider_copy` of the last file; a zip when something stands in an earlier one too.

    The list of the last one has every finding, with its file; that of an earlier one has its own, and no
    place for answers. `earlier`: oldest first.
    """
    newest = make_provider_copy(last.content or b"", last.filename, findings, language, unpacked)
    names = delivery_names([each.filename for each in (*earlier, last)])
    others = [
        make_provider_copy(file.content, file.filename, own, language, unpacked)
        for name, file in reversed(list(zip(names, earlier, strict=False)))
        if file.content is not None and (own := list(_standing_in(name, findings)))
    ]
    return _together([newest, *others], last.filename, language) if others else newest


def _standing_in(name: str, findings: Sequence[_Finding]) -> Iterator[_Finding]:
    """The findings of one delivery by the sheets of its own file, without a place for an answer."""
    for finding in findings:
        sheet = in_delivery(name, str(finding["sheet"] or ""))
        if sheet is not None:
            yield {**finding, "sheet": sheet, "identity": ""}


def _together(copies: Sequence[MadeCopy], filename: str, language: Language) -> MadeCopy:
    entries = [
        packed_entry(f"{place} {copy.filename}", [copy.content]) for place, copy in enumerate(copies, start=1)
    ]
    return replace(
        copies[0],
        form=CopyForm.PER_FILE,
        filename=copy_name(filename, language, ".zip"),
        content=write_archive(pack_start(()), entries),
    )
