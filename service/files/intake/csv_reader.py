"""Read csv files strictly: every cell as the text that stands there, and every trap found and named."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

from service.domain.findings import Finding, FindingKind, Place
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.findings import csv as kinds
from service.files.intake.csv_text import DecodedText, decode, line_of, mixed_line_ends, stray_quote
from service.files.intake.plain_csv import UnusualCsvError, read_plain_csv
from service.process.collecting import without_collecting
from service.process.fast_paths import may_be_fast

SEPARATORS = {",": "komma", ";": "puntkomma", "\t": "tab"}
_SAMPLED = 200
"""Lines that are looked at to find the separator."""
_LONGEST_FIELD = 2**31 - 1
"""Characters: no limit of the csv module, which would be taken for a fault of quotes."""


@dataclass(frozen=True, slots=True)
class _Source:
    """One csv file, decoded, with the separator that its lines point to."""

    decoded: DecodedText
    separator: str
    """Empty when no separator gives more than one field."""
    evidence: str

    @property
    def sheet(self) -> str:
        """Its name in the upload."""
        return self.decoded.sheet


@dataclass(frozen=True, slots=True)
class _Read:
    """What there is to say about one csv file, and its table if it gave one."""

    sheet: str
    about_encoding: list[Finding]
    separator: str | None = None
    """Empty when no separator gives more than one field, None when it does not matter: nothing is said."""
    parsed: RawTable | list[Finding] = field(default_factory=list)


def read_csv_files(files: list[tuple[str, bytes]]) -> RawExport:
    """Every csv (name, content) as a raw table of text, or a finding that says why not. Never raises.

    Encoding and separator are found once per file; `RawTable.read_as` states them with what they rest on.
    The list is empty afterwards, so that no content is kept longer than it is needed.
    """
    read: list[_Read] = []
    while files:  # each is let go of as soon as it is parsed
        read.append(_read(*files.pop(0)))
    about_encoding = [each for file in read for each in file.about_encoding]
    about_separators = _findings_about_separators(
        {file.sheet: file.separator for file in read if file.separator is not None}
    )
    return RawExport(_tables(read), (*about_encoding, *about_separators, *_findings_about_tables(read)))


def _tables(read: Sequence[_Read]) -> tuple[RawTable, ...]:
    return tuple(file.parsed for file in read if isinstance(file.parsed, RawTable))


def _findings_about_tables(read: Sequence[_Read]) -> list[Finding]:
    return [each for file in read if isinstance(file.parsed, list) for each in file.parsed]


def _read(sheet: str, content: bytes) -> _Read:
    csv.field_size_limit(_LONGEST_FIELD)
    decoded, about = decode(sheet, content)
    if decoded is None:
        return _Read(sheet, about)
    if not decoded.says_anything:
        return _Read(sheet, [*about, Finding(kinds.CSV_EMPTY, Place(sheet=sheet))])
    source = _with_separator(decoded)
    parsed = _parse(source) if source.separator else []
    is_blank = isinstance(parsed, list) and any(each.kind is kinds.CSV_ONLY_SEPARATORS for each in parsed)
    return _Read(sheet, about, None if is_blank else source.separator, parsed)


def _with_separator(decoded: DecodedText) -> _Source:
    """Take the separator by which most lines have one and the same number of fields above one."""
    lines = decoded.first_lines(_SAMPLED)
    told = lines[0].strip().removeprefix("sep=") if lines[0].startswith("sep=") else ""
    found: list[tuple[int, int, str, int]] = []
    for at, separator in enumerate(SEPARATORS):
        widths = Counter(len(record) for record in csv.reader(lines, delimiter=separator) if len(record) > 1)
        width, times = max(widths.items(), key=lambda each: (each[1], each[0]), default=(0, 0))
        found.append((times * width, -at, separator, width))
    score, _, separator, width = max(found)
    if told in SEPARATORS:
        rest = decoded.utf8.lstrip(b"\r\n").partition(b"\n")[2]
        named = replace(decoded, utf8=rest, lines_before=decoded.lines_before + 1)
        return _Source(named, told, f"{SEPARATORS[told]} (sep={told})")
    if not score:
        return _Source(decoded, "", "")
    evidence = f"{SEPARATORS[separator]} ({width} velden in {score // width} van {len(lines)} regels)"
    return _Source(decoded, separator, evidence)


def _findings_about_separators(separators: Mapping[str, str]) -> list[Finding]:
    known = [separator for separator in separators.values() if separator]
    expected = max(dict.fromkeys(known), key=known.count, default="")
    findings: list[Finding] = []
    for sheet, separator in separators.items():
        place = Place(sheet=sheet, row=1)
        if not separator:
            findings.append(Finding(kinds.CSV_SEPARATOR, place))
        elif separator != expected:
            facts = {"found": SEPARATORS[separator], "expected": SEPARATORS[expected]}
            findings.append(Finding(kinds.CSV_OTHER_SEPARATOR, place, facts))
    return findings


def _parse(source: _Source) -> RawTable | list[Finding]:
    try:
        if may_be_fast():
            plain = read_plain_csv(source.decoded.utf8, source.separator)
            return _raw_table(source, plain.headers, plain.columns, plain.lines + source.decoded.lines_before)
    except UnusualCsvError:
        pass
    with without_collecting():
        return _parse_line_by_line(source)


def _parse_line_by_line(source: _Source) -> RawTable | list[Finding]:
    text = source.decoded.text
    stray = stray_quote(text, source.separator)
    if stray is not None:
        return [_at_line(kinds.CSV_QUOTES, source, line_of(text, stray))]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=source.separator, strict=True)
    try:
        records = list(reader)
    except csv.Error:
        return [_at_line(kinds.CSV_QUOTES, source, max(reader.line_num, 1))]
    lines = _first_lines(source, len(records), reader.line_num) + source.decoded.lines_before
    filled = np.fromiter(map(any, records), bool, len(records))
    if not filled.all():
        records = [record for record, keep in zip(records, filled.tolist(), strict=True) if keep]
        lines = lines[filled]
    if not any(cell.strip() for record in records for cell in record):
        return [Finding(kinds.CSV_ONLY_SEPARATORS, Place(sheet=source.sheet))]
    titles = _titles(records)
    for title in records[:titles]:
        title.extend([""] * (len(records[titles]) - len(title)))
    return _table(source, records, lines)


def _titles(records: Sequence[list[str]]) -> int:
    """Count the lines above the header that have no more than one filled field: a title and its like."""
    usual = Counter(map(len, records)).most_common(1)[0][0]
    count = 0
    for record in records:
        if len(record) >= usual or sum(map(bool, record)) > 1:
            break
        count += 1
    return count if count < len(records) else 0


def _table(
    source: _Source, records: list[list[str]], lines: npt.NDArray[np.int64]
) -> RawTable | list[Finding]:
    width = len(records[0])
    if set(map(len, records)) != {width}:
        return [
            _ragged(source, int(line), len(record), width)
            for line, record in zip(lines.tolist(), records, strict=True)
            if len(record) != width
        ]
    mixed = mixed_line_ends(source.decoded.text)
    data = list(zip(*records[1:], strict=True)) or [()] * width
    return _raw_table(source, tuple(records[0]), tuple(Cells.of(column) for column in data), lines, mixed)


def _raw_table(
    source: _Source,
    headers: tuple[str, ...],
    columns: tuple[Cells, ...],
    lines: npt.NDArray[np.int64],
    mixed: str = "",
) -> RawTable:
    return RawTable(
        sheet=source.sheet,
        headers=headers,
        columns=columns,
        rows=lines[1:],
        header_row=int(lines[0]),
        is_text_only=True,
        read_as=f"{source.decoded.encoding}; {source.evidence}",
        findings=(_at_line(kinds.CSV_MIXED_LINE_ENDS, source, 1, detail=mixed),) if mixed else (),
    )


def _first_lines(source: _Source, records: int, last_line: int) -> npt.NDArray[np.int64]:
    """Give the line on which each record begins; they differ when a quoted text runs over more lines."""
    if last_line == records:
        return np.arange(1, last_line + 1, dtype=np.int64)
    reader = csv.reader(io.StringIO(source.decoded.text, newline=""), delimiter=source.separator, strict=True)
    ends = [reader.line_num for _ in reader]
    return np.array([1, *(end + 1 for end in ends[:-1])], dtype=np.int64)


def _at_line(kind: FindingKind, source: _Source, line: int, **facts: str) -> Finding:
    return Finding(kind, Place(sheet=source.sheet, row=line + source.decoded.lines_before), facts)


def _ragged(source: _Source, line: int, found: int, expected: int) -> Finding:
    facts = {"found": str(found), "expected": str(expected)}
    return Finding(kinds.CSV_FIELD_COUNT, Place(sheet=source.sheet, row=line), facts)
