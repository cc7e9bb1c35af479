"""Put files that are handed in together into one zip: the same bytes for the same files."""

from collections import Counter
from collections.abc import Sequence
from pathlib import PurePosixPath

from service.files.archive.zip_archive import pack_start, stored_entry, write_archive


def bundle(files: Sequence[tuple[str, bytes]]) -> bytes:
    """Give one zip of (name, content) files, in the order of their names, whatever was chosen first.

    Nothing is packed, so that it is as large as its files. Files of one name each get a number.
    """
    times: Counter[str] = Counter()
    named: list[tuple[str, bytes]] = []
    for name, content in sorted((_plain(name), content) for name, content in files):
        times[name.casefold()] += 1
        number = times[name.casefold()]
        named.append((name if number == 1 else _numbered(name, number), content))
    return write_archive(pack_start([]), [stored_entry(name, content) for name, content in named])


def _plain(name: str) -> str:
    return PurePosixPath(name.replace("\\", "/")).name or "bestand"


def _numbered(name: str, number: int) -> str:
    path = PurePosixPath(name)
    return f"{path.stem} ({number}){path.suffix}"
