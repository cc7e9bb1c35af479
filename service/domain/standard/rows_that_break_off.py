"""Rows of which the end was lost: filled up to some column, and empty in all that follow."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from service.domain.standard.cells import Mask
from service.domain.standard.faults import FieldFault, leave_out
from service.domain.standard.findings import cells as cell_kinds
from service.domain.standard.findings import rows as kinds
from service.domain.standard.fitting import ReadTable
from service.domain.wording import joined, same

_LEAST_ROWS = 4
"""Of a table: of fewer nobody knows what is usual."""
_MOST_ROWS, _MOST_SHARE = 3, 0.05
"""What lacks in more rows than these is no matter of single rows."""
_LEAST_FILLED, _LEAST_LACKING = 2, 2
"""Columns that a row has, and columns that it lacks and others have."""
_USUAL = 0.5
"""Of the other rows."""
_MOST_NAMED = 5


def rows_that_break_off(
    table: ReadTable, faults: Sequence[FieldFault], of_rows: Sequence[FieldFault]
) -> list[FieldFault]:
    """Per column from which rows are empty, also where they must be filled, one fault for those rows.

    `of_rows`: what is said of whole rows already, or of where their cells stand.
    """
    lacking = [each.positions for each in faults if each.kind is cell_kinds.MISSING_VALUE]
    rows = np.unique(np.concatenate([np.zeros(0, np.intp), *lacking]))
    is_few = 0 < len(rows) <= max(_MOST_ROWS, _MOST_SHARE * table.rows)
    if table.rows < _LEAST_ROWS or not is_few or table.matched.raw.origins is not None:
        return []
    return leave_out(list(_found(table, rows)), [replace(each, is_of_row=True) for each in of_rows])


def _found(table: ReadTable, rows: npt.NDArray[np.intp]) -> Iterator[FieldFault]:
    filled = np.stack([~table.cells_of(each.name).blank for each in table.fields_in_order], axis=1)
    usual = np.delete(filled, rows, axis=0).mean(axis=0) >= _USUAL
    required = np.array([each.required for each in table.fields_in_order])
    begins = {row: _end_of(filled[row]) for row in rows.tolist()}
    for begin in sorted(set(begins.values())):
        is_broken = np.count_nonzero(filled[:, :begin].any(axis=0)) >= _LEAST_FILLED
        if is_broken and np.count_nonzero(usual[begin:]) >= _LEAST_LACKING and required[begin:].any():
            yield _fault(table, begin, usual, [row for row, at in begins.items() if at == begin])


def _end_of(filled: Mask) -> int:
    """The place behind the last cell of a row that is filled."""
    places = np.flatnonzero(filled)
    return int(places[-1]) + 1 if len(places) else 0


def _fault(table: ReadTable, begin: int, usual: Mask, rows: Sequence[int]) -> FieldFault:
    names = [
        f"{table.matched.letter(each.name)} ({each.name})"
        for each, is_usual in zip(table.fields_in_order[begin:], usual[begin:], strict=True)
        if is_usual
    ]
    more = ", ..." if len(names) > _MOST_NAMED else ""
    return FieldFault(
        kind=kinds.ROW_BREAKS_OFF,
        field=table.fields_in_order[begin].name,
        positions=np.array(rows, np.intp),
        facts={"lacking": joined(", ", map(same, names[:_MOST_NAMED])) + same(more)},
    )
