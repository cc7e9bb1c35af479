"""Read a JSON report with the parser of Python, numbers exact, and hold it against what was meant."""

import json
from datetime import date
from decimal import Decimal

import numpy as np

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import JsonOutput
from service.domain.translation.content import ReportContent, SheetContent, ValueKind, Values
from service.files.exact import TotalRead, total_of_texts


def require_json_reads_back(report: bytes, content: ReportContent, output: JsonOutput) -> TotalRead:
    """Raise ReadBackDiffersError, naming sheet and row, unless the report holds the content exactly."""
    try:
        found = json.loads(report.decode("utf-8"), parse_float=Decimal, object_pairs_hook=_once)
    except ValueError as error:
        raise ReadBackDiffersError(f"{output.filename}: het bestand is niet terug te lezen.") from error
    cells: dict[str, dict[str, object]] = {}
    for (name, address), value in content.cells.items():
        written = value.isoformat() if isinstance(value, date) else value
        cells.setdefault(name, {})[address] = None if value == "" else written
    expected = [*cells, *(sheet.sheet for sheet in content.sheets)]
    if not isinstance(found, dict) or list(found) != expected:
        raise ReadBackDiffersError(f"{output.filename}: er staan andere bladen in.")
    for name, meant in cells.items():
        if found[name] != meant:
            raise ReadBackDiffersError(f"{output.filename}, {name!r}: een cel is anders gelezen.")
    for sheet in content.sheets:
        _require_rows(found[sheet.sheet], sheet, output)
    return lambda sheet, where: _total(found[sheet], where)


def _require_rows(found: object, sheet: SheetContent, output: JsonOutput) -> None:
    headers = tuple(sheet.columns)
    if not isinstance(found, list) or len(found) != sheet.row_count:
        raise ReadBackDiffersError(f"{output.filename}, {sheet.sheet!r}: een ander aantal regels gelezen.")
    for number, row in enumerate(found, start=1):
        if not isinstance(row, dict) or tuple(row) != headers:
            raise _differs(number, sheet, output)
    columns = zip(*(row.values() for row in found), strict=True) if found else ((),) * len(headers)
    for column, values in zip(columns, sheet.columns.values(), strict=True):
        meant = _meant(values)
        if list(column) != meant:
            pairs = enumerate(zip(column, meant, strict=True), start=1)
            raise _differs(next(number for number, pair in pairs if pair[0] != pair[1]), sheet, output)


def _differs(row: int, sheet: SheetContent, output: JsonOutput) -> ReadBackDiffersError:
    return ReadBackDiffersError(f"{output.filename}, {sheet.sheet!r}, rij {row}: anders gelezen.")


def _total(found: dict[str, object] | list[dict[str, object]], where: str) -> Decimal:
    """Of one cell, or of a column."""
    rows = [found] if isinstance(found, dict) else found
    values = [row[where] for row in rows if row[where] is not None]
    exact: list[Decimal] = [value for value in values if isinstance(value, Decimal)]
    return sum(exact, Decimal(0)) if len(exact) == len(values) else total_of_texts(map(str, values))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("A key occurs twice.")
    return found


def _meant(values: Values) -> list[object]:
    match values.kind:
        case ValueKind.TEXT:
            meant: list[object] = [text or None for text in values.items.tolist()]
        case ValueKind.NUMBER:
            exponent = Decimal(-values.digits)
            meant = [Decimal(number).scaleb(exponent) for number in values.numbers.tolist()]
        case ValueKind.DATE:
            meant = np.datetime_as_string(values.items.astype("datetime64[D]")).tolist()
    return [None if blank else value for blank, value in zip(values.blank.tolist(), meant, strict=True)]
