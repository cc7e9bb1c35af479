"""Numbers that no administration holds: that go up by the same in every row, or are 0 in every row."""

from collections.abc import Collection, Iterator, Sequence

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

_AMOUNTS = ("volume", "tarief", "bedrag", "budget")
"""Of which 0 is none: what is not there is left empty, or its row out."""
_SAID = (kinds.COLUMN_DRAGGED, kinds.COLUMN_OF_NOUGHTS)
_LEAST_ROWS, _SHOWN = 5, 3
"""Fewer that count on may be chance; and the cells that are told."""


def columns_that_count_on(
    faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame
) -> list[FieldFault]:
    """One fault for each column of numbers that counts on, or of amounts that are all 0, if not said yet.

    Numbers by which rows are known may well count on. `frame`: the table as it was cast.
    """
    if table.rows < _LEAST_ROWS:
        return []
    said = {each.field for each in faults if each.kind in _SAID}
    rows = Columns(frame)
    noughts = [each for each in _AMOUNTS if each not in said and _are_noughts(each, table, rows)]
    return [
        *(_of_noughts(name, table.rows) for name in noughts),
        *_counting(said, table, rows),
    ]


def _counting(said: Collection[str], table: ReadTable, rows: Columns) -> list[FieldFault]:
    return [
        _fault(field, numbers, table)
        for field in _counted(table.matched.table)
        if field.name in table.matched.columns and field.name not in said
        if (numbers := _numbers_that_count_on(field.name, rows)) is not None
    ]


def _are_noughts(name: str, table: ReadTable, rows: Columns) -> bool:
    """Whether an amount is there in every row, and 0."""
    is_there = name in table.matched.columns and name in table.matched.table.fields
    return is_there and bool(rows.has(name).all()) and not rows.number(name).any()


def _of_noughts(name: str, rows: int) -> FieldFault:
    return FieldFault(kind=kinds.ONLY_NOUGHTS, field=name, positions=np.arange(rows), is_summed=True)


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
