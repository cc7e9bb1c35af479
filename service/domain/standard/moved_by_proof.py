"""Columns that moved by a row, where that follows from the columns that they go with."""

from collections.abc import Callable, Collection, Iterator, Mapping

import numpy as np
import pandas as pd

from service.domain.standard.cells import Mask

_LEAST_ROWS, _LEAST_SHARE = 3, 0.25
"""Rows that do not go together as they stand, and of all that tell: fewer are no matter of a column."""
_MOST_LEFT = 0.1
"""Of the rows that tell: those that do not go together either once the column is moved back."""


def moved_by_a_row(frame: pd.DataFrame, columns: Collection[str]) -> list[str]:
    """The columns of which nearly each cell goes with the row above or below, and many not with their own.

    Of two that go together either may have moved: one of which the first or last cell stands there twice did.
    `columns`: the fields that the sheet has.
    """
    moved: list[str] = []
    for fields, go_together in _GO_TOGETHER.items():
        if set(fields) <= set(columns) and _are_apart(go_together(frame)):
            moved += _moved_of(frame, fields, go_together)
    return list(dict.fromkeys(moved))


Told = tuple[Mask, Mask]
"""Per row whether it tells anything, and whether it goes together."""


def _moved_of(
    frame: pd.DataFrame, fields: tuple[str, ...], go_together: Callable[[pd.DataFrame], Told]
) -> Iterator[str]:
    found = [(name, way) for name in fields for way in (-1, 1) if _fits(frame, name, way, go_together)]
    certain = [name for name, way in found if _is_twice(frame[name], way)]
    yield from dict.fromkeys(certain or [name for name, _ in found])


def _are_apart(told: Told) -> bool:
    tells, fits = told
    wrong = np.count_nonzero(tells & ~fits)
    return bool(wrong >= max(_LEAST_ROWS, _LEAST_SHARE * np.count_nonzero(tells)))


def _fits(frame: pd.DataFrame, name: str, way: int, go_together: Callable[[pd.DataFrame], Told]) -> bool:
    """Whether nearly all goes together once the cells of a column are moved by a row."""
    tells, fits = go_together(frame.assign(**{name: frame[name].shift(way)}))
    known = np.count_nonzero(tells)
    return bool(known >= _LEAST_ROWS and np.count_nonzero(tells & ~fits) <= _MOST_LEFT * known)


def _is_twice(column: pd.Series, way: int) -> bool:
    """Whether the cell that was left behind is that of the row beside it as well, or empty."""
    beside = column.iloc[:2] if way < 0 else column.iloc[-2:]
    left = beside.iloc[0 if way < 0 else 1]
    return bool(pd.isna(left) or beside.iloc[0] == beside.iloc[1])


def _of_one_month(frame: pd.DataFrame) -> Told:
    begin, end = (frame[name].to_numpy("datetime64[s]") for name in ("begindatum", "einddatum"))
    tells: Mask = ~(np.isnat(begin) | np.isnat(end))
    months = begin.astype("datetime64[M]") == end.astype("datetime64[M]")
    return tells, months & (begin <= end)


def _is_product(frame: pd.DataFrame) -> Told:
    """Whether the amount is volume times tariff, in cents."""
    columns = [frame[name] for name in ("volume", "tarief", "bedrag")]
    tells: Mask = np.all([each.notna().to_numpy(bool) for each in columns], axis=0)
    volume, tariff, amount = (each.fillna(0).to_numpy(np.float64) for each in columns)
    return tells, np.isclose(volume * tariff, amount, rtol=0, atol=0.5)


_GO_TOGETHER: Mapping[tuple[str, ...], Callable[[pd.DataFrame], Told]] = {
    ("begindatum", "einddatum"): _of_one_month,
    ("volume", "tarief", "bedrag"): _is_product,
}
"""Columns of one row, and how to tell whether they go together."""
