"""Split a column of cells by what each cell is, so that casting works on whole arrays."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.standard.export import Cell, CellFault

Mask = npt.NDArray[np.bool_]

_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Cells:
    """A column, taken apart. Every cell is in at most one part; one that is in none is empty."""

    raw: Sequence[Cell]
    text: pa.Array
    """Strings; null where the cell is empty or something else."""
    number: npt.NDArray[np.float64] | None = None
    """NaN where the cell is no number; None when no cell is."""
    day: npt.NDArray[np.datetime64] | None = None
    """Days and, in `has_time`, whether a time of day was cut off; NaT where the cell is no date."""
    has_time: Mask | None = None
    odd: Mask | None = None
    """Truth values, times of day and durations: nothing that the standard has a type for."""
    formula: Mask | None = None
    error: Mask | None = None

    @property
    def empty(self) -> Mask:
        """Where there is nothing at all."""
        empty: Mask = pc.is_null(self.text).to_numpy(zero_copy_only=False)
        if self.number is not None:
            empty = empty & np.isnan(self.number)
        if self.day is not None:
            empty = empty & np.isnat(self.day)
        for part in (self.odd, self.formula, self.error):
            if part is not None:
                empty = empty & ~part
        return empty

    def shown(self, position: int) -> str:
        """Return the cell as a short text for people."""
        cell = self.raw[position]
        if isinstance(cell, float) and cell.is_integer():
            return str(int(cell))
        text = "" if cell is None else str(cell)
        return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "..."


def split(raw: Sequence[Cell]) -> Cells:
    """Take a column apart. Costs one pass per kind of cell that is really there."""
    kinds = set(map(type, raw))
    if kinds <= {str, type(None)}:
        return Cells(raw, _text(raw))
    text = [cell if cell.__class__ is str else None for cell in raw] if str in kinds else [None] * len(raw)
    day, has_time = _days(raw, kinds)
    return Cells(
        raw=raw,
        text=_text(text),
        number=_numbers(raw) if kinds & {int, float} else None,
        day=day,
        has_time=has_time,
        odd=_are(raw, {bool, time, timedelta}) if kinds & {bool, time, timedelta} else None,
        formula=_equal(raw, CellFault.FORMULA_WITHOUT_VALUE) if CellFault in kinds else None,
        error=_equal(raw, CellFault.ERROR) if CellFault in kinds else None,
    )


def _text(raw: Sequence[Cell]) -> pa.Array:
    text = pa.array(raw, type=pa.large_string())
    return pc.if_else(pc.equal(text, ""), pa.scalar(None, pa.large_string()), text)


def _numbers(raw: Sequence[Cell]) -> npt.NDArray[np.float64]:
    numbers = [cell if cell.__class__ is float or cell.__class__ is int else np.nan for cell in raw]
    return np.array(numbers, dtype=np.float64)


def _days(raw: Sequence[Cell], kinds: set[type]) -> tuple[npt.NDArray[np.datetime64] | None, Mask | None]:
    if not kinds & {date, datetime}:
        return None, None
    days = pa.array([c if c.__class__ is date else None for c in raw], type=pa.date32())
    day: npt.NDArray[np.datetime64] = days.to_numpy(zero_copy_only=False).astype("datetime64[s]")
    if datetime not in kinds:
        return day, None
    moments = pa.array([c if c.__class__ is datetime else None for c in raw], type=pa.timestamp("us"))
    moment = moments.to_numpy(zero_copy_only=False)
    whole = moment.astype("datetime64[D]")
    day = np.where(np.isnat(moment), day, whole.astype("datetime64[s]"))
    return day, ~np.isnat(moment) & (whole.astype("datetime64[us]") != moment)


def _are(raw: Sequence[Cell], kinds: set[type]) -> Mask:
    return np.fromiter((cell.__class__ in kinds for cell in raw), bool, len(raw))


def _equal(raw: Sequence[Cell], fault: CellFault) -> Mask:
    return np.fromiter((cell is fault for cell in raw), bool, len(raw))
