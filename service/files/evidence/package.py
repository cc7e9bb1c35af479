"""A package of evidence as a zip: written with bytes that follow from content alone, and read with care."""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping

from service.domain.proof.failures import NotProvenError
from service.files.archive import pack_start, packed_entry, write_archive

_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, EOFError, RuntimeError, ValueError, OSError)
_PLAIN_NAME = re.compile(r"(?:[a-z]+/)?[a-z0-9][a-z0-9.-]*")
MOST_FILES, MOST_BYTES = 250_000, 2_000_000_000


def write_package(files: Mapping[str, bytes]) -> bytes:
    """In the order of their names."""
    entries = (packed_entry(name, [content]) for name, content in sorted(files.items()))
    return write_archive(pack_start([]), entries)


def read_package(content: bytes) -> Mapping[str, bytes]:
    """Every file by its name. Raises NotProvenError for a zip that is damaged, or that hides something."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            found = archive.infolist()
            _require_plain(content, found)
            return {each.filename: archive.read(each) for each in found}
    except (*_UNREADABLE, zlib.error) as error:
        raise NotProvenError("zip-damaged", type(error).__name__) from error


def _require_plain(content: bytes, found: list[zipfile.ZipInfo]) -> None:
    """Nothing before, behind, twice, outside or larger than it says."""
    if len(found) > MOST_FILES or sum(each.file_size for each in found) > MOST_BYTES:
        raise NotProvenError("zip-damaged", "it is too large")
    if not content.startswith(b"PK\x03\x04") or content[-22:-18] != b"PK\x05\x06":
        raise NotProvenError("zip-damaged", "something stands before or behind it")
    _require_plain_names([each.filename for each in found])


def _require_plain_names(names: list[str]) -> None:
    if len({each.casefold() for each in names}) < len(names):
        raise NotProvenError("file-twice")
    for each in names:
        if _PLAIN_NAME.fullmatch(each) is None:
            raise NotProvenError("file-name", each)
