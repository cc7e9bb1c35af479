"""Zips: what may be unpacked, read as packed, and written with bytes that follow from content alone."""

from service.files.archive.upload_bundle import bundle
from service.files.archive.zip_archive import (
    DEFLATER,
    Entry,
    PackedStart,
    pack_start,
    packed_entry,
    read_entries,
    stored_entry,
    write_archive,
)
from service.files.archive.zip_limits import (
    PartScan,
    ZipLimits,
    declares_entities,
    findings_about_directory,
    scan_part,
    unpack_part,
)

__all__ = [
    "DEFLATER",
    "Entry",
    "PackedStart",
    "PartScan",
    "ZipLimits",
    "bundle",
    "declares_entities",
    "findings_about_directory",
    "pack_start",
    "packed_entry",
    "read_entries",
    "scan_part",
    "stored_entry",
    "unpack_part",
    "write_archive",
]
