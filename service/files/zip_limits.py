"""Decide from a zip's directory, and then from its real bytes, whether it may be unpacked."""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from service.domain.findings import Finding, FindingKind
from service.domain.standard import file_findings as kinds

_CHUNK = 1 << 22
_OVERLAP = 64
_DECLARATION = re.compile(rb"<\0?!\0?(?:D\0?O\0?C\0?T\0?Y\0?P\0?E|E\0?N\0?T\0?I\0?T\0?Y)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ZipLimits:
    """What a zip may hold at most. The ratio and its grace are those of Apache POI's ZipSecureFile."""

    entries: int = 1_000
    total_bytes: int = 200_000_000
    entry_bytes: int = 100_000_000
    ratio: int = 100
    grace_bytes: int = 100 * 1024


@dataclass(frozen=True, slots=True)
class PartScan:
    """What was seen while a part of a workbook was inflated."""

    findings: tuple[Finding, ...] = ()
    has_formulas: bool = False
    has_errors: bool = False
    may_be_sparse: bool = False
    """Whether a cell lies beyond column Z or row 999,999, so that the used range has to be counted."""


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


def scan_part(archive: zipfile.ZipFile, name: str, limits: ZipLimits, *, is_sheet: bool) -> PartScan:
    """Inflate one part piece by piece, without keeping it, and tell what is in it.

    The bytes that really come out are counted against `limits`, whatever the directory promised.
    """
    formulas = errors = sparse = unusual = False
    try:
        for piece, is_first in _pieces(archive, name, limits):
            if b"<\0!" in piece or (b"<!" in piece and _DECLARATION.search(piece)):
                return PartScan((Finding(kinds.DECLARES_ENTITIES, facts={"part": name}),))
            if is_sheet:
                unusual = unusual or (is_first and _is_unusual(piece))
                formulas = formulas or b"<f" in piece
                errors = errors or b't="e"' in piece
                sparse = sparse or _FAR_AWAY.search(piece) is not None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as fault:
        return PartScan((Finding(kinds.BROKEN_ZIP, facts={"detail": str(fault)[:100]}),))
    except _TooManyBytesError:
        return PartScan((Finding(kinds.TOO_LARGE, facts={"detail": name}),))
    return PartScan((), formulas or unusual, errors or unusual, sparse or unusual)


def _is_unusual(first_piece: bytes) -> bool:
    """Whether the sheet has a name prefix or single quotes, so that searching its bytes says little."""
    start = first_piece.find(b"<worksheet")
    return start < 0 or b"='" in first_piece[start : start + 8 * _OVERLAP]


_FAR_AWAY = re.compile(rb" r=[\"'](?:[A-Z]{2,3}\d|[A-Z]?\d{7})")


class _TooManyBytesError(Exception):
    """A part gave more bytes than any part may."""


def _pieces(archive: zipfile.ZipFile, name: str, limits: ZipLimits) -> Iterator[tuple[bytes, bool]]:
    """Give the part in pieces that overlap, the first one marked."""
    read, tail = 0, b""
    with archive.open(name) as part:
        while chunk := part.read(_CHUNK):
            read += len(chunk)
            if read > limits.entry_bytes:
                raise _TooManyBytesError
            yield tail + chunk, not tail
            tail = chunk[-_OVERLAP:]
