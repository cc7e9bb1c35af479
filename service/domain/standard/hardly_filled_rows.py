"""Rows that were prepared and never filled: a value that was dragged down, a formula that gives 0."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from service.domain.said import plain
from service.domain.standard.cells import Mask, shown
from service.domain.standard.faults import FieldFault, leave_out
from service.domain.standard.findings import cells as cell_kinds
from service.domain.standard.findings import rows as kinds
from service.domain.standard.fitting import ReadTable

_LEAST_LACKING = 3
_LEAST_SHARE = 0.5
"""Of the cells of a row that must be filled."""
_LEAST_ROWS = 3
"""Rows that are just alike."""
_LOOKED_AT = 300
"""Rows that stand for all that are filled in the same columns."""


def hardly_filled_rows(
    table: ReadTable, faults: Sequence[FieldFault], of_rows: Sequence[FieldFault]
) -> list[FieldFault]:
    """One fault for the rows of which half or more of what must be filled lacks, and that are just alike.

    `of_rows`: what is said of whole rows already.
    """
    required = [each.name for each in table.fields_in_order if each.required]
    lacking = np.zeros(table.rows, np.intp)
    for each in faults:
        if each.kind is cell_kinds.MISSING_VALUE:
            lacking[each.positions] += 1
    hardly = lacking >= max(_LEAST_LACKING, _LEAST_SHARE * len(required))
    if not hardly.any() or hardly.all() or table.matched.raw.origins is not None:
        return []
    alike = _alike(table, np.flatnonzero(hardly))
    fault = FieldFault(
        kind=kinds.ROW_HARDLY_FILLED,
        field=table.fields_in_order[0].name,
        positions=alike,
        facts={"required": str(len(required))},
        row_facts={"found": lacking[alike].astype(str).astype(object)},
        is_of_row=True,
    )
    return leave_out([fault], of_rows)


def _alike(table: ReadTable, positions: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Those of some rows that hold the same as others of them, and nothing else."""
    which = np.zeros(table.rows, bool)
    which[positions] = True
    filled = np.stack(
        [~table.cells_of(each.name).keep(which).blank for each in table.fields_in_order], axis=1
    )
    patterns, group = np.unique(filled, axis=0, return_inverse=True)
    same = [
        positions[group.ravel() == at]
        for at, pattern in enumerate(patterns)
        if _say_the_same(table, pattern, positions[group.ravel() == at])
    ]
    return np.sort(np.concatenate([np.zeros(0, np.intp), *same]))


def _say_the_same(table: ReadTable, filled: Mask, rows: npt.NDArray[np.intp]) -> bool:
    which = np.zeros(table.rows, bool)
    which[rows[:_LOOKED_AT]] = True
    names = (each.name for each, is_it in zip(table.fields_in_order, filled, strict=True) if is_it)
    return len(rows) >= _LEAST_ROWS and all(
        len({str(plain(shown(cell))) for cell in table.cells_of(name).keep(which)}) == 1 for name in names
    )
