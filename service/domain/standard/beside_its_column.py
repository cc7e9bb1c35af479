"""A single value in a column that is empty but for it, beside the only empty cell of its neighbour."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import pandas as pd

from service.domain.standard.cells import Mask
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import one_cause as kinds
from service.domain.standard.fitting import ReadTable, is_telling, misfits
from service.domain.standard.model import Field

_LEAST_ROWS = 5
"""Of fewer nobody knows what is usual."""


def cells_beside_their_column(
    faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame
) -> list[FieldFault]:
    """One fault for each value that may belong in the empty cell beside it.

    Of columns that may both be empty, and of a row of which nothing is said there. `frame`: as it was cast.
    """
    if table.rows < _LEAST_ROWS:
        return []
    found = (_fault(*each, table) for each in _pairs(table, frame))
    return [each for each in found if not _is_said(each, faults)]


def _pairs(table: ReadTable, frame: pd.DataFrame) -> Iterator[tuple[Field, Field, int]]:
    """The field of the value, the one that it may belong to, and the position of its row."""
    places = table.matched.columns
    for pair in pairwise(table.fields_in_order):
        if any(each.required for each in pair) or places[pair[1].name] - places[pair[0].name] != 1:
            continue
        for one, other in (pair, pair[::-1]):
            at = _only_blank(other.name, table, frame) if is_telling(other) else None
            if (
                at is not None
                and _is_only_filled(one.name, at, table, frame)
                and _may_be(one, other, at, table)
            ):
                yield one, other, at


def _is_blank(name: str, table: ReadTable, frame: pd.DataFrame) -> Mask:
    blank: Mask = table.texts[name].numbers < 0 if name in table.texts else frame[name].isna().to_numpy(bool)
    return blank


def _only_blank(name: str, table: ReadTable, frame: pd.DataFrame) -> int | None:
    """The position of the one empty cell of a column; None where there are more, or none."""
    blank = _is_blank(name, table, frame)
    return int(blank.argmax()) if np.count_nonzero(blank) == 1 else None


def _is_only_filled(name: str, at: int, table: ReadTable, frame: pd.DataFrame) -> bool:
    filled = ~_is_blank(name, table, frame)
    return bool(filled[at]) and np.count_nonzero(filled) == 1


def _may_be(one: Field, other: Field, at: int, table: ReadTable) -> bool:
    cell = table.cells_of(one.name).keep(np.arange(table.rows) == at)
    return not misfits(cell, other, table, is_nothing_one=True).any()


def _fault(one: Field, other: Field, at: int, table: ReadTable) -> FieldFault:
    cell = f"{table.matched.letter(other.name)}{table.matched.raw.rows[at]}"
    return FieldFault(
        kind=kinds.CELL_BESIDE_ITS_COLUMN,
        field=one.name,
        positions=np.array([at], np.intp),
        facts={"cell": cell, "other": other.name},
    )


def _is_said(found: FieldFault, faults: Sequence[FieldFault]) -> bool:
    fields = (found.field, found.facts["other"])
    return any(
        found.positions[0] in each.positions and (each.is_of_row or each.field in fields) for each in faults
    )
