"""Numbers that go up by the same in every row: a spreadsheet made them when the column was dragged down."""

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.standard.cells import Mask, shown
from service.domain.standard.columns import Columns
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import tables as kinds
from service.domain.standard.fitting import ReadTable
from service.domain.standard.model import Field, Table
from service.domain.standard.repairs.numbers import NUMBERS
from service.domain.wording import Wording, joined, same

_LEAST_ROWS, _SHOWN = 5, 3
"""Fewer that count on may be chance; and the cells that are told."""


def columns_that_count_on(
    faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame
) -> list[FieldFault]:
    """One fault for each column of numbers that counts on from the first row to the last, if not said yet.

    Numbers by which rows are known may well do so. `frame`: the table as it was cast.
    """
    if table.rows < _LEAST_ROWS:
        return []
    said = {each.field for each in faults if each.kind is kinds.COLUMN_DRAGGED}
    rows = Columns(frame)
    return [
        _fault(field, numbers, table)
        for field in _counted(table.matched.table)
        if field.name in table.matched.columns and field.name not in said
        if (numbers := _numbers_that_count_on(field.name, rows)) is not None
    ]


def _counted(table: Table) -> Iterator[Field]:
    """The fields of numbers that say how much, and not which."""
    named = {name for by in (table.key, table.reference) if by is not None for name in by.fields}
    return (each for each in table.fields.values() if each.type in NUMBERS and each.name not in named)


def _numbers_that_count_on(name: str, rows: Columns) -> npt.NDArray[np.int64] | None:
    if not rows.has(name).all():
        return None
    numbers = rows.number(name)
    steps = np.diff(numbers)
    return numbers if steps[0] and (steps == steps[0]).all() else None


def _fault(field: Field, numbers: npt.NDArray[np.int64], table: ReadTable) -> FieldFault:
    first = [shown(cell) for cell in table.cells_of(field.name).keep(_first(table.rows))]
    said = joined(", ", [each if isinstance(each, Wording) else same(each) for each in first])
    return FieldFault(
        kind=kinds.COLUMN_COUNTS_ON,
        field=field.name,
        positions=np.arange(1, len(numbers)),
        facts={"numbers": said},
        is_summed=True,
    )


def _first(rows: int) -> Mask:
    return np.arange(rows) < _SHOWN
