"""Decide from a zip's directory, and then from its real bytes, whether it may be unpacked."""

import io
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from isal import isal_zlib

from service.domain.findings import Finding, FindingKind
from service.domain.standard.findings import files as kinds

_DECLARATION = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)

_LOCAL_HEADER = 30
_UTF8_NAME = 0x800
_FIRST_ELEMENT = re.compile(rb"<\0?[A-Za-z_:\x80-\xff]")
_COMMENT = re.compile(rb"<\0?!\0?-")


@dataclass(frozen=True, slots=True, kw_only=True)
class ZipLimits:
    """What a zip may hold at most. The ratio and its grace are those of Apache POI's ZipSecureFile."""

    entries: int = 1_000
    total_bytes: int = 200_000_000
    entry_bytes: int = 100_000_000
    ratio: int = 100
    grace_bytes: int = 100 * 1024


@dataclass(frozen=True, slots=True)
class PartScan:
    """One part of a workbook, inflated once: its bytes, or the finding that says why not."""

    content: bytes = b""
    findings: tuple[Finding, ...] = ()


def findings_about_directory(archive: zipfile.ZipFile, limits: ZipLimits) -> tuple[Finding, ...]:
    """Look at the directory only: nothing is inflated. At most one finding, the first reason to stop."""
    entries = archive.infolist()
    if len(entries) > limits.entries:
        return (Finding(kinds.TOO_LARGE, facts={"detail": f"{len(entries)} > {limits.entries}"}),)
    total = sum(entry.file_size for entry in entries)
    if total > limits.total_bytes:
        return (Finding(kinds.TOO_LARGE, facts={"detail": f"{total} > {limits.total_bytes} bytes"}),)
    seen: set[str] = set()
    for entry in entries:
        kind = _objection(entry, seen, limits)
        if kind is not None:
            facts = {"part": entry.filename[:100], "ratio": str(limits.ratio), "detail": entry.filename[:100]}
            return (Finding(kind, facts=facts),)
        seen.add(entry.filename.casefold())
    return ()


def _objection(entry: zipfile.ZipInfo, seen: set[str], limits: ZipLimits) -> FindingKind | None:
    if _is_unsafe(entry):
        return kinds.UNSAFE_PATH
    if entry.filename.casefold() in seen:
        return kinds.DUPLICATE_PART
    if entry.flag_bits & 0x1:
        return kinds.ENCRYPTED_PART
    if entry.file_size > limits.entry_bytes:
        return kinds.TOO_LARGE
    if entry.file_size > limits.grace_bytes and entry.file_size > limits.ratio * max(entry.compress_size, 1):
        return kinds.ZIP_BOMB
    return None


def _is_unsafe(entry: zipfile.ZipInfo) -> bool:
    name = entry.orig_filename.replace("\\", "/")
    is_link = stat.S_ISLNK(entry.external_attr >> 16)
    return is_link or name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name or "\0" in name


def scan_part(archive: zipfile.ZipFile, name: str, limits: ZipLimits) -> PartScan:
    """Inflate one part and refuse one that declares entities."""
    part = unpack_part(archive, name, limits)
    if declares_entities(part.content):
        return PartScan(findings=(Finding(kinds.DECLARES_ENTITIES, facts={"part": name}),))
    return part


def unpack_part(archive: zipfile.ZipFile, name: str, limits: ZipLimits) -> PartScan:
    """Inflate one part.

    The bytes that really come out are counted against `limits`, whatever the directory promised.
    """
    try:
        content = _unpacked(archive, archive.getinfo(name), limits.entry_bytes + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as fault:
        return PartScan(findings=(Finding(kinds.BROKEN_ZIP, facts={"detail": str(fault)[:100]}),))
    if len(content) > limits.entry_bytes:
        return PartScan(findings=(Finding(kinds.TOO_LARGE, facts={"detail": name}),))
    return PartScan(content)


def _unpacked(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Inflate one part, `most` bytes of it at the most; isal takes a third of the time of Python's zlib."""
    if entry.compress_type != zipfile.ZIP_DEFLATED or archive.fp is None:
        with archive.open(entry) as part:
            return part.read(most)
    archive.fp.seek(entry.header_offset)
    header = archive.fp.read(_LOCAL_HEADER)
    name = archive.fp.read(int.from_bytes(header[26:28], "little"))
    if not header.startswith(b"PK\3\4") or name.decode(_encoding(entry), "replace") != entry.orig_filename:
        raise zipfile.BadZipFile(f"{entry.filename} is not where the directory says.")
    archive.fp.seek(int.from_bytes(header[28:30], "little"), io.SEEK_CUR)
    unpacker = isal_zlib.decompressobj(-15)
    try:
        content: bytes = unpacker.decompress(archive.fp.read(entry.compress_size), most)
    except isal_zlib.error as fault:  # type: ignore[misc]  # a class; its stub takes it for an instance
        raise zipfile.BadZipFile(f"{entry.filename} is damaged.") from fault
    is_whole = unpacker.eof and len(content) == entry.file_size and isal_zlib.crc32(content) == entry.CRC
    if len(content) < most and not is_whole:
        raise zipfile.BadZipFile(f"{entry.filename} is damaged.")
    return content


def _encoding(entry: zipfile.ZipInfo) -> str:
    return "utf-8" if entry.flag_bits & _UTF8_NAME else "cp437"


def declares_entities(xml: bytes) -> bool:
    """Whether there is a DOCTYPE or ENTITY in it, in UTF-8 or in UTF-16.

    XML has its DOCTYPE before the first element, and in it its entities; only a comment can hide where that
    element begins, and then all of it is searched.
    """
    root = _FIRST_ELEMENT.search(xml)
    before = xml[: root.start()] if root else xml
    return _DECLARATION.search(xml if _COMMENT.search(before) else before) is not None
