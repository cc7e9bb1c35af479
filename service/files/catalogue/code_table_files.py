"""Read code tables: csv with code and wordt, as a person, a program or a Dutch Excel saves it."""

import csv
import io
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from service.domain.failures import FormatError
from service.domain.formats.code_tables import CodeLine, CodeTable
from service.domain.formats.faults.code_tables import (
    CODE_TABLE_LACKS_A_COLUMN,
    CODE_WITHOUT_MEANING,
    LINE_OF_OTHER_LENGTH,
    MEANING_WITHOUT_CODE,
    NOT_A_CODE_TABLE,
    NOT_A_DAY,
    TWO_MEANINGS,
)
from service.files.catalogue.broken_files import OnFault, stop

_CODE_COLUMNS = ("code", "wordt")
_WHY_EMPTY = "reden_leeg"
"""Column that says why a code becomes nothing: only then is an empty meaning meant."""
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
    text = _text(content)
    separator = ";" if ";" in text.partition("\n")[0] else ","
    reader = csv.DictReader(
        io.StringIO(text, newline=""), delimiter=separator, strict=True, restkey=_MORE, restval=None
    )
    try:
        missing = [column for column in _CODE_COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            raise FormatError(CODE_TABLE_LACKS_A_COLUMN.fault(column=missing[0]), file, 1)
        table = CodeTable(
            name, tuple(_line(row, file, reader.line_num) for row in reader if any(row.values()))
        )
    except csv.Error as error:
        raise FormatError(NOT_A_CODE_TABLE.fault(), file, reader.line_num + 1) from error
    for clash in table.clashes():
        raise FormatError(TWO_MEANINGS.fault(code=clash.code), file, clash.line)
    return table


def _text(content: bytes) -> str:
    """As UTF-8, with or without its mark, or else in the encoding of a Dutch Excel."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _line(row: Mapping[str, str | None], file: str, line: int) -> CodeLine:
    if _MORE in row or None in row.values():
        raise FormatError(LINE_OF_OTHER_LENGTH.fault(), file, line)
    written = {name: text or "" for name, text in row.items()}
    if not written["code"].strip():
        raise FormatError(MEANING_WITHOUT_CODE.fault(meaning=written["wordt"]), file, line)
    if not written["wordt"].strip() and not written.get(_WHY_EMPTY, "").strip():
        raise FormatError(CODE_WITHOUT_MEANING.fault(code=written["code"]), file, line)
    return CodeLine(
        code=written["code"],
        becomes=written["wordt"],
        law=written.get("wet", ""),
        valid_from=_day(written.get("geldig_van"), file, line) or date(1, 1, 1),
        valid_until=_day(written.get("geldig_tot"), file, line) or date(9999, 12, 31),
        line=line,
    )


def _day(text: str | None, file: str, line: int) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as fault:
        raise FormatError(NOT_A_DAY.fault(text=str(text)), file, line) from fault
