"""Read the entries of a zip as they are packed, and write zips whose bytes depend on their content alone."""

import struct
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from io import BytesIO

from isal import isal_zlib
from zlib_ng import zlib_ng

from service.domain.failures import CannotBeWrittenError

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_END_OF_MANY = struct.Struct("<4sQ2H2L4Q")
_WHERE_THAT_IS = struct.Struct("<4sLQL")
"""The two records of zip's 64-bit extension, for more entries than the last record can count."""

_VERSION, _VERSION_OF_MANY = 20, 45
_FIRST_DAY = 0x21
"""1 January 1980 in the calendar of zip: the same day in every report, so that the clock leaves no trace."""

_UTF8_NAME = 0x800
_ENCRYPTED = 0x1
_LARGEST = 0xFFFFFFFF
_MOST_ENTRIES = 0xFFFF

_MOST_INFLATED = 1_032
"""Times its size is the most that deflate makes of a byte (RFC 1951): no more room is kept on a promise."""

_LEVEL = 2
DEFLATER = f"zlib-ng {zlib_ng.ZLIBNG_VERSION}, level {_LEVEL}"
"""What packs: the library in our lock that gives the same bytes on every processor (decision 30)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One file in a zip, packed."""

    name: str
    method: int
    crc: int
    size: int
    packed: bytes = field(repr=False)

    def content(self) -> bytes:
        """Unpack the file. Raises zipfile.BadZipFile when it is not what its checksum promises."""
        content = self.packed if self.method == zipfile.ZIP_STORED else _inflated(self)
        if isal_zlib.crc32(content) != self.crc:
            raise zipfile.BadZipFile(f"{self.name} is damaged.")
        return content


def _inflated(entry: Entry) -> bytes:
    """Unpack by another library than packs, which takes a third of the time of Python's own."""
    size = min(entry.size, _MOST_INFLATED * len(entry.packed))
    try:
        content: bytes = isal_zlib.decompress(entry.packed, -15, bufsize=size + 1)
    except isal_zlib.error as fault:  # type: ignore[misc]  # a class; its stub takes it for an instance
        raise zipfile.BadZipFile("A part is damaged.") from fault
    return content


@dataclass(frozen=True, slots=True)
class PackedStart:
    """Entries that are the same in every archive, serialised once."""

    body: bytes = field(repr=False)
    directory: bytes = field(repr=False)
    count: int


def read_entries(archive: bytes) -> tuple[Entry, ...]:
    """List every file of the zip, still packed, in the order of its directory.

    Raises zipfile.BadZipFile for what is no zip, is encrypted, holds a name twice or is packed by anything
    but deflate.
    """
    with zipfile.ZipFile(BytesIO(archive)) as opened:
        entries = tuple(_entry(archive, info) for info in opened.infolist() if not info.is_dir())
    if len({entry.name for entry in entries}) != len(entries):
        raise zipfile.BadZipFile("A name occurs twice in the zip.")
    return entries


def _entry(archive: bytes, info: zipfile.ZipInfo) -> Entry:
    if info.flag_bits & _ENCRYPTED or info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(f"{info.filename} is encrypted or packed in an unusual way.")
    *_, name_length, extra_length = _LOCAL.unpack_from(archive, info.header_offset)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    packed = archive[start : start + info.compress_size]
    return Entry(
        name=info.filename, method=info.compress_type, crc=info.CRC, size=info.file_size, packed=packed
    )


def packed_entry(name: str, blocks: Iterable[bytes]) -> Entry:
    """Deflate a file block by block, so that the whole never has to stand in memory."""
    packer = zlib_ng.compressobj(_LEVEL, zlib_ng.DEFLATED, -15)
    crc, size, packed = 0, 0, []
    for block in blocks:
        crc = zlib_ng.crc32(block, crc)
        size += len(block)
        packed.append(packer.compress(block))
    packed.append(packer.flush())
    return Entry(name=name, method=zipfile.ZIP_DEFLATED, crc=crc, size=size, packed=b"".join(packed))


def stored_entry(name: str, content: bytes) -> Entry:
    """A file as it is, not deflated."""
    return Entry(
        name=name, method=zipfile.ZIP_STORED, crc=zlib.crc32(content), size=len(content), packed=content
    )


def pack_start(entries: Iterable[Entry]) -> PackedStart:
    """Serialise entries that open every archive alike."""
    body, directory, count, _ = _serialised(entries, 0)
    return PackedStart(b"".join(body), b"".join(directory), count)


def write_archive(start: PackedStart, entries: Iterable[Entry]) -> bytes:
    """Write the zip that opens with `start` and goes on with `entries`, in that order, no clock in it.

    Of its 64-bit extension only the count of entries is used. Raises CannotBeWrittenError above 4 GB.
    """
    body, directory, count, offset = _serialised(entries, len(start.body))
    listing = start.directory + b"".join(directory)
    total = start.count + count
    if offset + len(listing) > _LARGEST:
        raise CannotBeWrittenError("The file would be larger than 4 GB.")
    many = _end_of_many(total, len(listing), offset) if total > _MOST_ENTRIES else b""
    counted = min(total, _MOST_ENTRIES)
    end = _END.pack(b"PK\5\6", 0, 0, counted, counted, len(listing), offset, 0)
    return b"".join((start.body, *body, listing, many, end))


def _end_of_many(total: int, size: int, offset: int) -> bytes:
    """Says how many entries there are, before the last record, which cannot."""
    facts = (_END_OF_MANY.size - 12, _VERSION_OF_MANY, _VERSION_OF_MANY, 0, 0, total, total, size, offset)
    return _END_OF_MANY.pack(b"PK\6\6", *facts) + _WHERE_THAT_IS.pack(b"PK\6\7", 0, offset + size, 1)


def _serialised(entries: Iterable[Entry], offset: int) -> tuple[list[bytes], list[bytes], int, int]:
    body: list[bytes] = []
    directory: list[bytes] = []
    for entry in entries:
        name = entry.name.encode()
        if max(entry.size, offset) > _LARGEST:
            raise CannotBeWrittenError(f"{entry.name} would be larger than 4 GB.")
        flags = 0 if entry.name.isascii() else _UTF8_NAME
        facts = (flags, entry.method, 0, _FIRST_DAY, entry.crc, len(entry.packed), entry.size, len(name))
        directory += (_CENTRAL.pack(b"PK\1\2", _VERSION, _VERSION, *facts, 0, 0, 0, 0, 0, offset), name)
        header = _LOCAL.pack(b"PK\3\4", _VERSION, *facts, 0)
        body += (header, name, entry.packed)
        offset += len(header) + len(name) + len(entry.packed)
    return body, directory, len(directory) // 2, offset
