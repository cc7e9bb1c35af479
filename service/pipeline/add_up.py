"""Read several uploads of one period, oldest first, and check what they are together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from service.domain.standard.adding_up import HandedIn, check_added_up
from service.domain.standard.handing_in import Handing
from service.domain.standard.intake import AS_USUAL, CheckedExport, check_export
from service.domain.standard.model import Standard
from service.domain.standard.repairs import Reading
from service.files.archive import ZipLimits
from service.files.intake import read_export, read_exports, read_messages_together


@dataclass(frozen=True, slots=True)
class EarlierUpload:
    """One upload, with what its provider said about reading it."""

    filename: str
    content: bytes
    reading: Reading = AS_USUAL


def read_and_add_up(
    uploads: Sequence[EarlierUpload], standard: Standard, limits: ZipLimits | None = None
) -> CheckedExport:
    """Check the state after these uploads. Messages are read together, sheets added up by their keys."""
    messages = read_messages_together([(each.filename, each.content) for each in uploads], limits)
    if messages is not None:
        return replace(check_export(messages, standard, uploads[-1].reading), handing=Handing.ADDITION)
    handed_in = [
        HandedIn(each.filename, read_export(each.content, each.filename, limits), each.reading)
        for each in uploads
    ]
    return check_added_up(handed_in, standard)


def read_as_addition(
    files: Sequence[tuple[str, bytes]], standard: Standard, limits: ZipLimits | None, reading: Reading
) -> CheckedExport:
    """Check files that are one addition together, when there is nothing to add it to."""
    raw = read_exports(files, limits)
    if raw.messages:
        return replace(check_export(raw, standard, reading), handing=Handing.ADDITION)
    return check_added_up([HandedIn(files[0][0], raw, reading)], standard)
