"""Read a zip of csv files: UTF-8, one separator for all of them, RFC 4180, every cell as text."""

import csv
import io
import zipfile
import zlib
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.domain.findings import Finding, Place
from service.domain.standard import file_findings as kinds
from service.domain.standard.export import RawExport, RawTable

_SEPARATORS = {",": "komma", ";": "puntkomma", "\t": "tab"}


@dataclass(frozen=True, slots=True)
class _Text:
    sheet: str
    text: str

    @property
    def separator(self) -> str:
        """The separator that stands most often in the first line, empty when none of the three does."""
        line = self.text.lstrip("\r\n").split("\n", 1)[0]
        best = max(_SEPARATORS, key=line.count)
        return best if best in line else ""


def holds_csv(archive: zipfile.ZipFile) -> bool:
    """Whether there is a csv file in the zip, apart from what macOS adds."""
    return any(_is_csv(entry) for entry in archive.infolist())


def _is_csv(entry: zipfile.ZipInfo) -> bool:
    own = entry.filename.rpartition("/")[2]
    return (
        own.casefold().endswith(".csv")
        and not own.startswith(".")
        and not entry.filename.startswith("__MACOSX/")
    )


def read_csv_zip(archive: zipfile.ZipFile) -> RawExport:
    """Every csv in the zip as a raw table of text, or the findings that say why not. Never raises."""
    texts: list[_Text] = []
    findings: list[Finding] = []
    for entry in archive.infolist():
        if _is_csv(entry):
            read = _read_text(archive, entry)
            if isinstance(read, Finding):
                findings.append(read)
            elif read.text.strip():
                texts.append(read)
    findings += _findings_about_separators(texts)
    if findings:
        return RawExport((), tuple(findings))
    tables: list[RawTable] = []
    while texts:  # each text is let go of as soon as it is parsed
        text = texts.pop(0)
        parsed = _parse(text)
        if isinstance(parsed, RawTable):
            tables.append(parsed)
        else:
            findings += parsed
    return RawExport(() if findings else tuple(tables), tuple(findings))


def _read_text(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> "_Text | Finding":
    sheet = entry.filename
    try:
        return _Text(sheet, archive.read(entry).decode("utf-8-sig"))
    except UnicodeDecodeError as fault:
        return Finding(kinds.CSV_ENCODING, Place(sheet=sheet), {"position": str(fault.start)})
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as fault:
        return Finding(kinds.BROKEN_ZIP, Place(sheet=sheet), {"detail": str(fault)[:100]})


def _findings_about_separators(texts: list[_Text]) -> list[Finding]:
    used = [text.separator for text in texts]
    known = [separator for separator in used if separator]
    expected = max(dict.fromkeys(known), key=known.count, default="")
    findings: list[Finding] = []
    for text, separator in zip(texts, used, strict=True):
        place = Place(sheet=text.sheet, row=1)
        if not separator:
            findings.append(Finding(kinds.CSV_SEPARATOR, place))
        elif separator != expected:
            facts = {"found": _SEPARATORS[separator], "expected": _SEPARATORS[expected]}
            findings.append(Finding(kinds.CSV_OTHER_SEPARATOR, place, facts))
    return findings


def _parse(source: _Text) -> RawTable | list[Finding]:
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=source.separator, strict=True)
    try:
        records = list(reader)
    except csv.Error:
        return [Finding(kinds.CSV_QUOTES, Place(sheet=source.sheet, row=max(reader.line_num, 1)))]
    lines = _first_lines(source, records, reader.line_num)
    filled = [any(record) for record in records]
    records = [record for record, keep in zip(records, filled, strict=True) if keep]
    lines = lines[np.array(filled, bool)]
    header = records[0]
    ragged = [at for at, record in enumerate(records) if len(record) != len(header)]
    if ragged:
        return [_ragged(source.sheet, int(lines[at]), len(records[at]), len(header)) for at in ragged]
    columns = [list(column) for column in zip(*records[1:], strict=True)] or [[] for _ in header]
    return RawTable(
        sheet=source.sheet,
        headers=tuple(header),
        columns=tuple(columns),
        rows=lines[1:],
        header_row=int(lines[0]),
        is_text_only=True,
    )


def _first_lines(source: _Text, records: list[list[str]], last_line: int) -> npt.NDArray[np.int64]:
    """Give the line on which each record begins; they differ when a quoted text runs over more lines."""
    if last_line == len(records):
        return np.arange(1, last_line + 1, dtype=np.int64)
    reader = csv.reader(io.StringIO(source.text, newline=""), delimiter=source.separator, strict=True)
    ends = [reader.line_num for _ in reader]
    return np.array([1, *(end + 1 for end in ends[:-1])], dtype=np.int64)


def _ragged(sheet: str, row: int, found: int, expected: int) -> Finding:
    facts = {"found": str(found), "expected": str(expected)}
    return Finding(kinds.CSV_FIELD_COUNT, Place(sheet=sheet, row=row), facts)
