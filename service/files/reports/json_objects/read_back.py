"""Read a JSON report with the parser of Python, numbers exact, and hold it against what was meant."""

import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pyarrow as pa

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import JsonOutput
from service.domain.translation.content import ReportContent, SheetContent, ValueKind
from service.files.exact import TotalRead, first_difference, total_of_texts


def require_json_reads_back(report: bytes, content: ReportContent, output: JsonOutput) -> TotalRead:
    """Raise ReadBackDiffersError, naming sheet and row, unless the report holds the content exactly."""
    try:
        found = json.loads(report.decode("utf-8"), parse_float=Decimal, object_pairs_hook=_once)
    except ValueError as error:
        raise ReadBackDiffersError(f"{output.filename}: the file cannot be read back.") from error
    cells = _meant_cells(content)
    expected = [*cells, *(sheet.sheet for sheet in content.sheets)]
    if not isinstance(found, dict) or list(found) != expected:
        raise ReadBackDiffersError(f"{output.filename}: it holds other sheets.")
    for name, meant in cells.items():
        if found[name] != meant:
            raise ReadBackDiffersError(f"{output.filename}, {name!r}: a cell was read otherwise.")
    for sheet in content.sheets:
        _require_rows(found[sheet.sheet], sheet, output)
    return lambda sheet, where: _total(found[sheet], where)


def _meant_cells(content: ReportContent) -> dict[str, dict[str, object]]:
    """Per sheet its single cells, as JSON has them."""
    cells: dict[str, dict[str, object]] = {}
    for (name, address), value in content.cells.items():
        written = value.isoformat() if isinstance(value, date) else value
        cells.setdefault(name, {})[address] = None if value == "" else written
    return cells


def _require_rows(found: object, sheet: SheetContent, output: JsonOutput) -> None:
    headers = tuple(sheet.columns)
    if not isinstance(found, list) or len(found) != sheet.row_count:
        raise ReadBackDiffersError(f"{output.filename}, {sheet.sheet!r}: another number of lines was read.")
    for number, row in enumerate(found, start=1):
        if not isinstance(row, dict) or tuple(row) != headers:
            raise _differs(number, sheet, output)
    columns = zip(*(row.values() for row in found), strict=True) if found else ((),) * len(headers)
    for column, values in zip(columns, sheet.columns.values(), strict=True):
        place = first_difference(_texts(column, values.kind), values)
        if place is not None:
            raise _differs(place + 1, sheet, output)


def _differs(row: int, sheet: SheetContent, output: JsonOutput) -> ReadBackDiffersError:
    return ReadBackDiffersError(f"{output.filename}, {sheet.sheet!r}, row {row}: read otherwise.")


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


def _texts(cells: Sequence[object], kind: ValueKind) -> pa.Array:
    """What the cells say, numbers with all their decimals; null for a cell of another kind."""
    written = _number if kind is ValueKind.NUMBER else _text
    return pa.array(["" if cell is None else written(cell) for cell in cells], pa.string())


def _number(cell: object) -> str | None:
    return format(cell, "f" if type(cell) is Decimal else "d") if type(cell) in {Decimal, int} else None


def _text(cell: object) -> str | None:
    return cell or None if isinstance(cell, str) else None
