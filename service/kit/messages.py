"""Sound messages with one thing changed in one of them, and what must be found."""

import io
import zipfile
from collections.abc import Iterator

from service.domain.wording import Wording
from service.files.archive import pack_start, packed_entry, write_archive
from service.kit.sample import FoundCounts, Sample

_CHANGES: tuple[tuple[str, str, bytes, bytes, Wording, FoundCounts], ...] = (
    (
        "other-version",
        "jw305",
        b"/ijw/3_2/",
        b"/ijw/3_1/",
        Wording("een JW305 van versie 3.1", "a JW305 of version 3.1"),
        {("", "ijw-other-message"): 1},
    ),
    (
        "total-differs",
        "wmo323",
        b"<b:TotaalBedrag>",
        b"<b:TotaalBedrag>1",
        Wording("een WMO323 waarvan het totaal niet klopt", "a WMO323 of which the total differs"),
        {("", "ijw-total-differs"): 1},
    ),
    (
        "other-provider",
        "jw305",
        b"<Afzender>06011234",
        b"<Afzender>06019999",
        Wording("een JW305 van een andere aanbieder", "a JW305 of another provider"),
        {("", "ijw-other-provider"): 1},
    ),
    (
        "element-left-out",
        "jw301",
        b"ToewijzingNummer>",
        b"Toewijzingnummer>",
        Wording(
            "een JW301 zonder ToewijzingNummer (verkeerd gespeld)",
            "a JW301 without its ToewijzingNummer (misspelled)",
        ),
        {("", "ijw-incomplete"): 1},
    ),
)
"""Name, the first message of which kind, what stands there, what is written instead, about, must find."""


def spoiled_messages(sound: bytes) -> Iterator[Sample]:
    """One sample per change. `sound`: a zip of messages."""
    with zipfile.ZipFile(io.BytesIO(sound)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    for name, kind, old, new, about, must_find in _CHANGES:
        changed = next(each for each in files if each.startswith(kind))
        spoiled = {**files, changed: files[changed].replace(old, new)}
        entries = [packed_entry(each, [content]) for each, content in spoiled.items()]
        yield Sample(
            path=f"samples/faulty/messages/{name}.zip",
            content=write_archive(pack_start([]), entries),
            about=about,
            must_find=must_find,
        )
