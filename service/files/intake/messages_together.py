"""Read several deliveries of messages as one: messages add up by themselves, a later one corrects."""

import io
import zipfile
import zlib
from collections.abc import Sequence

from service.domain.findings import Finding, Place
from service.domain.standard.export import RawExport
from service.domain.standard.findings.adding_up import OTHER_CARRIER
from service.domain.standard.matching import DELIVERY
from service.files.archive import ZipLimits, findings_about_directory, unpack_part
from service.files.intake.export_reader import Named, is_of_office, is_zip, loose_files, read_loose
from service.files.intake.messages import is_message


def read_messages_together(deliveries: Sequence[Named], limits: ZipLimits | None = None) -> RawExport | None:
    """One export from deliveries that consist of messages, oldest first; None when none of them does.

    What a csv beside the messages says of the delivery is taken from the last that has it. Messages cannot be
    added to sheets, nor sheets to messages: that is a finding.
    """
    parts = [_messages_in(name, content, limits or ZipLimits()) for name, content in deliveries]
    if not any(parts):
        return None
    names = [name for name, _ in deliveries]
    beside = _beside_messages(names, parts)
    if not all(parts) or beside:
        return RawExport((), (beside or _about_both_sorts(names, parts),))
    return read_loose(_all_together(names, parts))


def _about_both_sorts(names: Sequence[str], parts: Sequence[Sequence[Named]]) -> Finding:
    sorts = {bool(found): name for name, found in zip(names, parts, strict=True)}
    return Finding(OTHER_CARRIER, Place(sheet=sorts[False]), {"delivery": sorts[True], "found": sorts[False]})


def _beside_messages(names: Sequence[str], parts: Sequence[Sequence[Named]]) -> Finding | None:
    """About the first table beside messages, other than aanlevering: it could not be added to another."""
    for delivery, found in zip(names, parts, strict=True):
        for name, content in found:
            is_of_delivery = name.rpartition("/")[2].casefold().startswith(DELIVERY)
            if len(names) > 1 and not is_message(content) and not is_of_delivery:
                return Finding(OTHER_CARRIER, Place(sheet=name), {"delivery": delivery, "found": name})
    return None


def _all_together(names: Sequence[str], parts: Sequence[Sequence[Named]]) -> list[Named]:
    """The messages of all, behind the name of a delivery before the last; each csv from the last with it."""
    before = [*(f"{name}: " for name in names[:-1]), ""]
    named = [(prefix, *each) for prefix, found in zip(before, parts, strict=True) for each in found]
    messages = [(prefix + name, content) for prefix, name, content in named if is_message(content)]
    others = {name: content for _, name, content in named if not is_message(content)}
    return [*others.items(), *messages]


def _messages_in(name: str, content: bytes, limits: ZipLimits) -> list[Named]:
    """The files of a delivery that has a message; nothing for any other, or for one that cannot be read."""
    if is_message(content):
        return [(name, content)]
    parts = _parts_of(content, limits) if is_zip(content) else []
    return parts if any(is_message(each) for _, each in parts) else []


def _parts_of(content: bytes, limits: ZipLimits) -> list[Named]:
    """What somebody put in a zip; nothing of one that is a document, is broken or is too large."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if findings_about_directory(archive, limits) or is_of_office(archive):
                return []
            parts = [(each, unpack_part(archive, each, limits)) for each in loose_files(archive)]
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError):
        return []
    return [(each, part.content) for each, part in parts if not part.findings]
