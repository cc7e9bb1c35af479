"""Columns under a name that is none of ours that hold what an absent field would."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from service.domain.standard.cells import Cells
from service.domain.standard.fitting import ReadTable, is_telling, misfits
from service.domain.standard.model import Field

_LEAST_ROWS = 3
_LEAST_SHARE = 0.75
"""Of the filled cells of a column: those that fit. The others may stand in the wrong place."""


def with_perhaps_named(table: ReadTable, nameless: Mapping[int, Cells]) -> ReadTable:
    """The same table, with each column of which only one absent field of days or codes can be its name.

    `nameless`: by their index the columns that have a name that nobody knows.
    """
    absent = [
        field
        for name, field in table.matched.table.fields.items()
        if is_telling(field) and name not in table.matched.columns
    ]
    found = [(field.name, at) for at, cells in nameless.items() for field in _names(cells, absent, table)]
    sure = dict(each for each in found if _is_only_one(each, found))
    columns = {**table.matched.columns, **sure}
    return replace(
        table,
        matched=replace(table.matched, columns=columns),
        cells={**table.cells, **{name: nameless[at] for name, at in sure.items()}},
    )


def _is_only_one(pair: tuple[str, int], found: Sequence[tuple[str, int]]) -> bool:
    """Whether neither its name nor its column is in another pair."""
    return sum(pair[0] == name or pair[1] == at for name, at in found) == 1


def _names(cells: Cells, absent: list[Field], table: ReadTable) -> Iterator[Field]:
    filled = np.count_nonzero(~cells.blank)
    if filled < _LEAST_ROWS:
        return
    for field in absent:
        wrong = np.count_nonzero(misfits(cells, field, table, is_nothing_one=True))
        if filled - wrong >= _LEAST_SHARE * filled:
            yield field
