"""Write a report as JSON: per sheet an object with its cells, or a list with an object per row."""

import json
from collections.abc import Iterable, Mapping
from decimal import Decimal

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.faults.workbooks import CELLS_AND_LINES
from service.domain.formats.output import JsonOutput
from service.domain.translation.content import (
    CellValue,
    ReportContent,
    SheetContent,
    ValueKind,
    Values,
    text_of_cell,
)
from service.files.exact import iso_days, texts_of_numbers
from service.files.reports.text_files import LINE_ENDS

_NULL = "null"


def write_json(content: ReportContent, output: JsonOutput) -> bytes:
    """UTF-8, keys in the order of the format, one row per line, always the same bytes for the same input.

    Numbers are exact decimals, days are `jjjj-mm-dd`, what is empty is null. Raises CannotBeWrittenError,
    with sheet, header and row (the first being 1), for half a character; FormatError when a sheet has both
    cells and rows.
    """
    lists = {sheet.sheet: sheet for sheet in content.sheets}
    cells: dict[str, dict[str, CellValue]] = {}
    for (name, address), value in content.cells.items():
        cells.setdefault(name, {})[address] = value
    both = lists.keys() & cells.keys()
    if both:
        raise FormatError(CELLS_AND_LINES.fault(sheet=min(both)), output.filename)
    members = [f"{_text(name)}: {_object(name, single)}" for name, single in cells.items()]
    members += [f"{_text(name)}: {_list(sheet)}" for name, sheet in lists.items()]
    text = "{\n" + ",\n".join(members) + "\n}\n"
    return text.replace("\n", LINE_ENDS[output.line_end]).encode()


def _object(sheet: str, cells: Mapping[str, CellValue]) -> str:
    members = []
    for address, value in cells.items():
        if isinstance(value, str):
            _require_whole(value, f"Cell {sheet}!{address}")
        is_number = isinstance(value, int | Decimal)
        written = text_of_cell(value) if is_number else _text(text_of_cell(value))
        members.append(f"{_text(address)}: {_NULL if value in {None, ''} else written}")
    return "{" + ", ".join(members) + "}"


def _list(sheet: SheetContent) -> str:
    columns = [_column(sheet.sheet, header, values) for header, values in sheet.columns.items()]
    names = [_text(header) + ": %s" for header in (header.replace("%", "%%") for header in sheet.columns)]
    form = "{" + ", ".join(names) + "}"
    rows: Iterable[str] = map(form.__mod__, zip(*columns, strict=True))
    return "[\n" + ",\n".join(rows) + "\n]" if sheet.row_count else "[]"


def _column(sheet: str, header: str, values: Values) -> list[str]:
    match values.kind:
        case ValueKind.NUMBER:
            written: list[str] = texts_of_numbers(values).to_pylist()
        case ValueKind.DATE:
            filled = values.items.copy()
            filled[values.blank] = "2000-01-01"
            written = list(map('"%s"'.__mod__, iso_days(filled)))
        case ValueKind.TEXT:
            items = values.items.tolist()
            for index, text in enumerate(items):
                _require_whole(text, f"Sheet {sheet!r}, column {header!r}, row {index + 1}")
            texts = {text: _text(text) if text else _NULL for text in set(items)}
            written = [texts[text] for text in items]
    return [_NULL if blank else text for blank, text in zip(values.blank.tolist(), written, strict=True)]


def _text(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _require_whole(text: str, where: str) -> None:
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise CannotBeWrittenError(f"{where}: the text has half a character, which JSON cannot hold.")
