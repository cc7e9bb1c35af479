"""Read code tables, csv with code and wordt as a person, a program or a Dutch Excel saves it; write lines."""

import csv
import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.code_lines import WrittenLine, faults_of_table
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.faults.code_tables import (
    CODE_TABLE_LACKS_A_COLUMN,
    LINE_OF_OTHER_LENGTH,
    NOT_A_CODE_TABLE,
)
from service.domain.formats.shape import LanguageError
from service.files.catalogue.broken_files import OnFault, stop

_CODE_COLUMNS = ("code", "wordt")
_BAND_COLUMNS = {"van", "tot_en_met"}
"""What a table of bands has instead of codes."""
_KNOWN = frozenset(WrittenLine.model_fields)
"""The columns that mean something; a region may have more for its own use."""
_COLUMNS = ("code", "wordt", "wet", "geldig_van", "geldig_tot")
_STARTS_A_FORMULA = ("=", "+", "-", "@")
_AS_TEXT = "'"
"""What is put before a text that a spreadsheet would work out; taken off again when it is read."""
_MORE = "\x00"
"""Under which the reader of csv puts the cells that no column is for."""


def read_code_tables(mappings_dir: Path, on_fault: OnFault = stop) -> Iterator[tuple[str, CodeTable]]:
    """Every code table of a mappings folder by name; one that cannot be used goes to `on_fault`."""
    for path in sorted(mappings_dir.rglob("codetabellen/*.csv")):
        below = path.relative_to(mappings_dir)
        try:
            table = read_code_table(f"{below.parts[0]}/{path.stem}", path.read_bytes(), f"mappings/{below}")
        except FormatError as fault:
            on_fault(fault)
        else:
            yield table.name, table


def read_code_table(name: str, content: bytes, file: str) -> CodeTable:
    """One code table, whatever saved it: UTF-8 or Windows, commas or semicolons.

    Raises FormatError with file and line for a code without a meaning, with two, or what is no such table.
    """
    text = text_of_table(content)
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, restkey=_MORE, restval=None
    )
    try:
        _require_columns(reader.fieldnames or (), file)
        lines = tuple(_line(row, file, reader.line_num) for row in reader if any(row.values()))
    except csv.Error as error:
        raise FormatError(NOT_A_CODE_TABLE.fault(), file, reader.line_num + 1) from error
    table = CodeTable(name, lines)
    _require_one_meaning(table, file)
    return table


def _require_columns(there: Collection[str], file: str) -> None:
    asked = ("wordt",) if set(there) >= _BAND_COLUMNS else _CODE_COLUMNS
    for column in asked:
        if column not in there:
            raise FormatError(CODE_TABLE_LACKS_A_COLUMN.fault(column=column), file, 1)


def _require_one_meaning(table: CodeTable, file: str) -> None:
    """No code has two meanings on one day, and no number falls in two bands or in none."""
    for wrong, line in faults_of_table(table):
        raise FormatError(wrong.fault, file, line)


def text_of_table(content: bytes) -> str:
    """As UTF-8, with or without its mark, or else in the encoding of a Dutch Excel."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _line(row: Mapping[str, str | None], file: str, line: int) -> CodeLine:
    if _MORE in row or None in row.values():
        raise FormatError(LINE_OF_OTHER_LENGTH.fault(), file, line)
    written = {name: _without_mark(text or "") for name, text in row.items() if name in _KNOWN}
    try:
        return WrittenLine(**written).read(line)
    except LanguageError as wrong:
        raise FormatError(wrong.fault, file, line) from wrong


def code_table_csv(lines: Iterable[CodeLine]) -> bytes:
    """Lines of a code table as a Dutch Excel opens them; no text in it can become a formula.

    `read_code_table` gives the same lines back.
    """
    target = io.StringIO()
    writer = csv.writer(target, delimiter=";", lineterminator="\r\n")
    writer.writerow(_COLUMNS)
    for line in lines:
        begin, until = (
            "" if day in (date.min, date.max) else str(day) for day in (line.valid_from, line.valid_until)
        )
        writer.writerow(map(_marked, (line.code, line.becomes, line.law, begin, until)))
    return target.getvalue().encode("utf-8-sig")


def _marked(text: str) -> str:
    return f"{_AS_TEXT}{text}" if text.lstrip(_AS_TEXT).startswith(_STARTS_A_FORMULA) else text


def _without_mark(text: str) -> str:
    is_marked = text.startswith(_AS_TEXT) and text.lstrip(_AS_TEXT).startswith(_STARTS_A_FORMULA)
    return text[1:] if is_marked else text
