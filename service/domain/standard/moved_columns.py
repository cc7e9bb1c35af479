"""A value that lacks in the first or last row alone: perhaps its column moved by a row."""

from dataclasses import replace

import numpy as np

from service.domain.findings import MOVED
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as kinds
from service.domain.standard.findings.rows import ROW_BREAKS_OFF
from service.domain.standard.findings.tables import COLUMNS_SWAPPED
from service.domain.standard.fitting import ReadTable
from service.domain.wording import Wording

_UP = Wording("is kolom {letter} een rij naar boven geschoven", "did column {letter} move up by a row")
_DOWN = Wording("is kolom {letter} een rij naar beneden geschoven", "did column {letter} move down by a row")
_LEAST_ROWS = 3
_LEAST_FILLED = 0.5
"""Of the other rows: a cell that lacks in a column that is mostly empty says nothing."""


def with_column_moved(fault: FieldFault, table: ReadTable) -> FieldFault:
    """The same fault; of one empty cell, in the first or last row, it asks whether the column moved."""
    where = _where_to(fault, table)
    if where is None:
        return fault
    return replace(fault, facts={**fault.facts, MOVED: where.fill(letter=table.matched.letter(fault.field))})


def has_moved(fault: FieldFault, table: ReadTable) -> bool:
    """Whether a column that must be filled may have moved by a row: only its first or last cell lacks."""
    return fault.kind is kinds.MISSING_VALUE and _where_to(fault, table) is not None


def _where_to(fault: FieldFault, table: ReadTable) -> Wording | None:
    place = int(fault.positions[0]) if len(fault.positions) == 1 else None
    where = None if place is None else {0: _DOWN, table.rows - 1: _UP}.get(place)
    return where if table.rows > _LEAST_ROWS and _lacks(fault, table) else None


def _lacks(fault: FieldFault, table: ReadTable) -> bool:
    is_of_whole = fault.kind in (COLUMNS_SWAPPED, ROW_BREAKS_OFF) or fault.is_summed
    is_said = fault.kind.is_repair or is_of_whole or fault.is_of_row or fault.is_mended
    if is_said or fault.field not in table.matched.columns:
        return False
    blank = table.cells_of(fault.field).blank
    is_usual = int(np.count_nonzero(blank)) - 1 <= (1 - _LEAST_FILLED) * (len(blank) - 1)
    return bool(blank[fault.positions[0]]) and (fault.kind is kinds.MISSING_VALUE or is_usual)
