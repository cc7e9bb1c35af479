"""Begins that lack: perhaps the end, in the cell on the right, is the day that is meant."""

from dataclasses import replace

import numpy as np

from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as cell_kinds
from service.domain.standard.fitting import ReadTable
from service.domain.wording import Wording

_BESIDE = Wording(
    " Of staat de datum een cel te ver naar rechts, in {cell}?",
    " Or is the date one cell too far to the right, in {cell}?",
)
_END = "einddatum"
_MOST_ROWS = 3
"""What lacks in more rows than these is no matter of single rows."""


def with_day_beside(fault: FieldFault, table: ReadTable) -> FieldFault:
    """Of few begins that lack: ask whether the end, in the cell on the right, is the day that is meant."""
    columns = table.matched.columns
    is_beside = columns.get(_END, -1) == columns.get(fault.field, -1) + 1
    is_about_begins = fault.kind is cell_kinds.MISSING_VALUE and is_beside
    if not is_about_begins or table.matched.table.fields[_END].required or len(fault.positions) > _MOST_ROWS:
        return fault
    is_filled = ~table.cells_of(_END).blank[fault.positions]
    said = [
        _BESIDE.filled({"cell": f"{table.matched.letter(_END)}{row}"}) if filled else Wording("", "")
        for row, filled in zip(
            table.matched.raw.rows[fault.positions].tolist(), is_filled.tolist(), strict=True
        )
    ]
    return replace(fault, row_facts={**fault.row_facts, "beside": np.array(said, object)})
