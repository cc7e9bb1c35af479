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

    So too a column that stands where an absent field does in the standard, between the same two others.
    `nameless`: by their index the columns that have a name that nobody knows.
    """
    placed = {name: at for at in nameless for name in _between(at, table)}
    sure = placed | _told_by_cells(table, nameless)
    columns = {**table.matched.columns, **sure}
    return replace(
        table,
        matched=replace(table.matched, columns=columns),
        cells={**table.cells, **{name: nameless[at] for name, at in sure.items()}},
    )


def _told_by_cells(table: ReadTable, nameless: Mapping[int, Cells]) -> dict[str, int]:
    absent = [
        field
        for name, field in table.matched.table.fields.items()
        if is_telling(field) and name not in table.matched.columns
    ]
    found = [(field.name, at) for at, cells in nameless.items() for field in _names(cells, absent, table)]
    return dict(each for each in found if _is_only_one(each, found))


def _between(at: int, table: ReadTable) -> Iterator[str]:
    """The absent field that stands between the fields of the columns on both sides, if there is one."""
    names, fields = (
        {place: name for name, place in table.matched.columns.items()},
        list(table.matched.table.fields),
    )
    before, after = names.get(at - 1), names.get(at + 1)
    if before is not None and after is not None:
        between = fields[fields.index(before) + 1 : fields.index(after)]
        yield from between if len(between) == 1 and between[0] not in table.matched.columns else ()


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
