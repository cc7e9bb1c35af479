"""Find out from its content what form an uploaded file has, and read it cell by cell."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from service.domain.findings import Finding, FindingKind
from service.domain.standard import file_findings as kinds
from service.domain.standard.export import RawExport
from service.files.csv_reader import holds_csv, read_csv_zip
from service.files.workbook_reader import read_workbook
from service.files.zip_limits import ZipLimits, findings_about_directory

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class _Carrier:
    """One form in which the tables travel inside a zip."""

    recognises: Callable[[zipfile.ZipFile], bool]
    read: Callable[[bytes, zipfile.ZipFile, ZipLimits], RawExport]


def _is_workbook(archive: zipfile.ZipFile) -> bool:
    names = {name.casefold() for name in archive.namelist()}
    return "[content_types].xml" in names and "xl/workbook.xml" in names


_CARRIERS: tuple[_Carrier, ...] = (
    _Carrier(_is_workbook, read_workbook),
    _Carrier(holds_csv, lambda _content, archive, _limits: read_csv_zip(archive)),
)
"""Asked in this order; a further form is one reader and one line here."""


def read_export(content: bytes, filename_hint: str = "", limits: ZipLimits | None = None) -> RawExport:
    """Every table of an uploaded file as raw cells, or the finding that says why not and what to do.

    The form follows from the content. `filename_hint` is only the name people gave the file: it decides
    nothing and may be absent. A bad file gives findings, never an exception.
    """
    del filename_hint
    if not content:
        return _refusal(kinds.EMPTY_FILE)
    if content.startswith(_OLE2):
        return _refusal(kinds.PASSWORD_PROTECTED if _ENCRYPTED_PACKAGE in content else kinds.OLD_EXCEL)
    if not content.startswith((_ZIP, _EMPTY_ZIP)):
        return _refusal(kinds.UNKNOWN_FORM)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_archive(content, archive, limits or ZipLimits())
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError, OSError) as fault:
        return _refusal(kinds.BROKEN_ZIP, detail=type(fault).__name__)


def _read_archive(content: bytes, archive: zipfile.ZipFile, limits: ZipLimits) -> RawExport:
    refused = findings_about_directory(archive, limits)
    if refused:
        return RawExport((), refused)
    carrier = next((each for each in _CARRIERS if each.recognises(archive)), None)
    if carrier is not None:
        return carrier.read(content, archive, limits)
    is_office_file = any(name.casefold() == "[content_types].xml" for name in archive.namelist())
    return _refusal(kinds.UNKNOWN_FORM if is_office_file else kinds.NO_CSV)


def _refusal(kind: FindingKind, **facts: str) -> RawExport:
    return RawExport((), (Finding(kind, facts=facts),))
