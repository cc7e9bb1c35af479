"""Find out from its content what form an uploaded file has, and read it cell by cell."""

import io
import zipfile
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import chain

from service.domain.findings import OF_FILE, Finding, FindingKind, Place, Severity
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.findings import files as kinds
from service.files.archive import ZipLimits, findings_about_directory, unpack_part
from service.files.intake.csv_reader import SEPARATORS, read_csv_files
from service.files.intake.messages import is_message, read_messages
from service.files.intake.parquet_reader import MAGIC, read_parquet_files
from service.files.intake.workbook_reader import read_workbook
from service.process.memory import give_memory_back

_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
_OLE2 = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_OFFICE, _MIMETYPE = "[content_types].xml", "mimetype"
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
    if not is_zip(content):
        return read_loose([(filename_hint or "upload", content)])
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
    packed = [each for each in files if each not in loose]
    read = [_named(read_export(content, name, limits), name) for name, content in packed]
    return _merged([*read, read_loose(loose, is_all=not packed)] if loose else read)


def _named(read: RawExport, name: str) -> RawExport:
    """Say of what is wrong with a file as a whole which of several it is."""
    findings = tuple(
        replace(each, place=replace(each.place, sheet=name), facts={**each.facts, OF_FILE: name})
        if each.kind.severity is Severity.BLOCKS and not each.place.sheet
        else each
        for each in read.findings
    )
    return replace(read, findings=findings)


def _read_archive(content: bytes, archive: zipfile.ZipFile, limits: ZipLimits) -> RawExport:
    refused = findings_about_directory(archive, limits)
    if refused:
        return RawExport((), refused)
    names = {name.casefold() for name in archive.namelist()}
    if _is_workbook(archive, names):
        return read_workbook(content, archive, limits)
    if is_of_office(archive):
        return _refusal(kinds.UNKNOWN_FORM)
    return _read_loose_files(archive, limits)


def _read_loose_files(archive: zipfile.ZipFile, limits: ZipLimits) -> RawExport:
    """Every file in the zip that some reader knows; the others are named."""
    loose = {name: unpack_part(archive, name, limits) for name in loose_files(archive)}
    broken = next(filter(None, (part.findings for part in loose.values())), ())
    if broken:
        return RawExport((), broken)
    known: list[tuple[str, bytes]] = []
    others: list[Finding] = []
    while loose:  # each content is held once
        name, part = loose.popitem()
        if _reader_of((name, part.content)) is None:
            others.insert(0, Finding(kinds.PART_NOT_READ, Place(sheet=name)))
        else:
            known.insert(0, (name, part.content))
    return _merged([read_loose(known), RawExport((), tuple(others))]) if known else _refusal(kinds.NO_CSV)


def is_zip(content: bytes) -> bool:
    """Whether it begins as a zip does."""
    return content.startswith((_ZIP, _EMPTY_ZIP))


def is_of_office(archive: zipfile.ZipFile) -> bool:
    """Whether the zip is a document of an office program, and not files that somebody put together."""
    return bool({name.casefold() for name in archive.namelist()} & {_OFFICE, _MIMETYPE})


def _is_workbook(archive: zipfile.ZipFile, names: set[str]) -> bool:
    """Whether it is a workbook of Excel or an OpenDocument spreadsheet; `names` in small letters."""
    if _OFFICE in names and names & set(_BOOKS):
        return True
    return _MIMETYPE in names and archive.read(_MIMETYPE).startswith(_ODS)


def loose_files(archive: zipfile.ZipFile) -> list[str]:
    """The files that somebody put in, without what systems add by themselves."""
    files = [entry.filename for entry in archive.infolist() if not entry.is_dir()]
    own = [name for name in files if not name.startswith("__MACOSX/")]
    return [name for name in own if not name.rpartition("/")[2].startswith(".")]


def read_loose(files: list[Named], *, is_all: bool = True) -> RawExport:
    """Read files that are each one table or one message; those of one form together.

    The list is empty afterwards: a reader lets go of each content as soon as it is read. `is_all`: nothing
    else was uploaded beside them.
    """
    forms, findings = _by_form(files, is_one_of_many=not is_all or len(files) > 1)
    return _merged([RawExport((), findings), *(reader(named) for reader, named in forms.items())])


def _by_form(
    files: list[Named], *, is_one_of_many: bool
) -> tuple[dict[_Reader, list[Named]], tuple[Finding, ...]]:
    forms: dict[_Reader, list[Named]] = {}
    findings: list[Finding] = []
    while files:
        each = files.pop(0)
        reader = _reader_of(each)
        if reader is not None:
            forms.setdefault(reader, []).append(each)
        else:
            refused = _refusal(kinds.UNKNOWN_FORM if each[1] else kinds.EMPTY_FILE)
            findings += (_named(refused, each[0]) if is_one_of_many else refused).findings
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
    findings = tuple(chain.from_iterable(export.findings for export in exports))
    tables = list(chain.from_iterable(export.tables for export in exports))
    own = {_stem(table) for table in tables if not table.lacks_optional}
    kept = tuple(table for table in tables if not table.lacks_optional or _stem(table) not in own)
    declared = tuple(chain.from_iterable(export.declared for export in exports))
    return RawExport(kept, findings, _messages_of_providers(exports), declared)


def _messages_of_providers(exports: Sequence[RawExport]) -> dict[str, tuple[str, ...]]:
    together: dict[str, tuple[str, ...]] = {}
    for export in exports:
        for code, names in export.messages.items():
            together[code] = (*together.get(code, ()), *names)
    return together


def _stem(table: RawTable) -> str:
    return table.sheet.replace("\\", "/").rpartition("/")[2].casefold().split(".")[0]


def _refusal(kind: FindingKind, **facts: str) -> RawExport:
    return RawExport((), (Finding(kind, facts=facts),))
