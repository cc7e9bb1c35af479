"""Find out from its content what form an uploaded file has, and read it cell by cell."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence

from service.domain.findings import Finding, FindingKind, Place, Severity
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.findings import files as kinds
from service.files.archive import ZipLimits, findings_about_directory, unpack_part
from service.files.intake.csv_reader import SEPARATORS, read_csv_files
from service.files.intake.ijw_reader import is_message, read_messages
from service.files.intake.parquet_reader import MAGIC, read_parquet_files
from service.files.intake.workbook_reader import read_workbook
from service.process.memory import give_memory_back

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_BOOKS = ("xl/workbook.xml", "xl/workbook.bin")
_HEAD = 4_096

Named = tuple[str, bytes]
_Reader = Callable[[list[Named]], RawExport]


def read_export(content: bytes, filename_hint: str = "", limits: ZipLimits | None = None) -> RawExport:
    """Every table of an uploaded file as raw cells, or the finding that says why not and what to do.

    The form follows from the content. `filename_hint` is only the name people gave the file: it names the
    sheet of a single csv or parquet and decides nothing. A bad file gives findings, never an exception.
    What the reading took beyond the cells goes back to the system.
    """
    read = _read(content, filename_hint, limits or ZipLimits())
    give_memory_back()
    return read


def _read(content: bytes, filename_hint: str, limits: ZipLimits) -> RawExport:
    if not content:
        return _refusal(kinds.EMPTY_FILE)
    if content.startswith(_OLE2):
        return _refusal(kinds.PASSWORD_PROTECTED if _ENCRYPTED_PACKAGE in content else kinds.OLD_EXCEL)
    if not content.startswith((_ZIP, _EMPTY_ZIP)):
        return _read_loose([(filename_hint or "upload", content)])
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _read_archive(content, archive, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, OSError) as fault:
        return _refusal(kinds.BROKEN_ZIP, detail=type(fault).__name__)


def read_exports(files: Sequence[Named], limits: ZipLimits | None = None) -> RawExport:
    """Several files (name, content) uploaded together, as one export: csv per table, parquet, messages."""
    if len(files) == 1:
        return read_export(files[0][1], files[0][0], limits)
    loose = [each for each in files if not each[1].startswith((_ZIP, _EMPTY_ZIP, _OLE2))]
    read = [read_export(content, name, limits) for name, content in files if (name, content) not in loose]
    return _merged([*read, _read_loose(loose)] if loose else read)


def _read_archive(content: bytes, archive: zipfile.ZipFile, limits: ZipLimits) -> RawExport:
    refused = findings_about_directory(archive, limits)
    if refused:
        return RawExport((), refused)
    names = {name.casefold() for name in archive.namelist()}
    if "[content_types].xml" in names and names & set(_BOOKS):
        return read_workbook(content, archive, limits)
    if "mimetype" in names and archive.read("mimetype").startswith(_ODS):
        return read_workbook(content, archive, limits)
    if "[content_types].xml" in names or "mimetype" in names:
        return _refusal(kinds.UNKNOWN_FORM)
    loose = {
        entry.filename: unpack_part(archive, entry.filename, limits)
        for entry in archive.infolist()
        if not entry.is_dir() and not entry.filename.startswith("__MACOSX/")
        and not entry.filename.rpartition("/")[2].startswith(".")
    }  # fmt: skip
    broken = next((part.findings for part in loose.values() if part.findings), ())
    if broken:
        return RawExport((), broken)
    files = [(name, loose.pop(name).content) for name in list(loose)]
    known = [each for each in files if _reader_of(each) is not None]
    others = [name for name, _ in files if name not in {each for each, _ in known}]
    files.clear()
    passed_over = RawExport((), tuple(Finding(kinds.PART_NOT_READ, Place(sheet=name)) for name in others))
    return _merged([_read_loose(known), passed_over]) if known else _refusal(kinds.NO_CSV)


def _read_loose(files: list[Named]) -> RawExport:
    """Read files that are each one table or one message; those of one form together.

    The list is empty afterwards: a reader lets go of each content as soon as it is read.
    """
    forms, findings = _by_form(files)
    return _merged([RawExport((), findings), *(reader(named) for reader, named in forms.items())])


def _by_form(files: list[Named]) -> tuple[dict[_Reader, list[Named]], tuple[Finding, ...]]:
    forms: dict[_Reader, list[Named]] = {}
    findings: list[Finding] = []
    is_one_of_many = len(files) > 1
    while files:
        each = files.pop(0)
        reader = _reader_of(each)
        if reader is not None:
            forms.setdefault(reader, []).append(each)
        else:
            place = Place(sheet=each[0]) if is_one_of_many else Place()
            findings.append(Finding(kinds.UNKNOWN_FORM if each[1] else kinds.EMPTY_FILE, place))
    return forms, tuple(findings)


def _reader_of(file: Named) -> _Reader | None:
    name, content = file
    if content.startswith(MAGIC):
        return read_parquet_files
    if is_message(content):
        return read_messages
    is_named_csv = name.casefold().endswith(".csv")
    if is_named_csv or _looks_like_csv(content):
        return read_csv_files
    return None


def _looks_like_csv(content: bytes) -> bool:
    """Whether it begins as text with one of the separators in its first line."""
    head = content[:_HEAD]
    if head.startswith(_WIDE_MARKS):
        return True
    if b"\x00" in head or head.lstrip().startswith((b"<", b"{", b"%PDF")):
        return False
    line = head.splitlines()[0] if head.strip() else b""
    return any(separator.encode() in line for separator in SEPARATORS)


def _merged(exports: Sequence[RawExport]) -> RawExport:
    """Put the tables of several readers together; a delivery of its own comes before that of messages."""
    findings = tuple(finding for export in exports for finding in export.findings)
    tables = [table for export in exports for table in export.tables]
    if any(finding.kind.severity is Severity.BLOCKS for finding in findings):
        return RawExport((), findings)
    own = {_stem(table) for table in tables if not table.lacks_optional}
    kept = tuple(table for table in tables if not (table.lacks_optional and _stem(table) in own))
    return RawExport(kept, findings)


def _stem(table: RawTable) -> str:
    return table.sheet.replace("\\", "/").rpartition("/")[2].casefold().split(".")[0]


def _refusal(kind: FindingKind, **facts: str) -> RawExport:
    return RawExport((), (Finding(kind, facts=facts),))
