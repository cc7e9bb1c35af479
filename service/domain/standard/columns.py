"""The columns of a typed table as plain arrays, each taken apart once, for rules that look at them all."""

from collections.abc import Callable, Sequence
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.standard.cells import Mask

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]
_DAY = np.timedelta64(1, "D")
_Scalar = TypeVar("_Scalar", bound=np.generic)


class Columns:
    """A typed table, or the rows of one that lie at `positions` (-1: there is none, everything missing).

    Numbers are int64 and 0 where missing (ask `has`), days are datetime64[s] and NaT where missing, so that
    comparing days with something missing is never true. Every array is as long as the table.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        positions: npt.NDArray[np.intp] | None = None,
        encoded: dict[str, pa.DictionaryArray] | None = None,
    ) -> None:
        """`encoded`: text columns whose different texts are known already. It is used up."""
        self._frame = frame
        self._positions = positions
        self._encoded = {} if encoded is None else encoded
        self._whole = self if positions is None else Columns(frame)
        self._numbers: dict[str, Numbers] = {}
        self._days: dict[str, Days] = {}
        self._has: dict[str, Mask] = {}
        self._found: dict[str, npt.NDArray[np.intp]] = {}
        self._numbered: dict[str, npt.NDArray[np.int32]] = {}
        self._texts: dict[str, pa.Array] = {}

    def __len__(self) -> int:
        return len(self._frame) if self._positions is None else len(self._positions)

    def once(self, find: Callable[[Self], npt.NDArray[np.intp]]) -> npt.NDArray[np.intp]:
        """Return what `find` finds in these columns, asked for the first time only."""
        if find.__name__ not in self._found:
            self._found[find.__name__] = find(self)
        return self._found[find.__name__]

    def at(self, positions: npt.NDArray[np.intp]) -> "Columns":
        """Return the rows at these positions, as columns of their own that share what is known of these."""
        taken = Columns(self._frame, positions)
        taken._whole = self
        return taken

    def has_column(self, name: str) -> bool:
        """Tell whether the table has this column at all."""
        return name in self._frame

    def number(self, name: str) -> Numbers:
        """Return an integer, decimal or money column in whole units; 0 where it is missing."""
        if name not in self._numbers:
            self._numbers[name] = (
                self._taken(self._whole.number(name), np.int64(0))
                if self._positions is not None
                else self._frame[name].to_numpy(np.int64, na_value=0)
            )
        return self._numbers[name]

    def day(self, name: str) -> Days:
        """Return a date column; NaT where it is missing."""
        if name not in self._days:
            self._days[name] = (
                self._taken(self._whole.day(name), np.datetime64("NaT", "s"))
                if self._positions is not None
                else self._frame[name].to_numpy("datetime64[s]")
            )
        return self._days[name]

    def has(self, name: str) -> Mask:
        """Tell per row whether there is a value."""
        if name not in self._has:
            self._has[name] = (
                self._taken(self._whole.has(name), np.bool_(False))
                if self._positions is not None
                else self._frame[name].notna().to_numpy(bool)
            )
        return self._has[name]

    def numbered(self, name: str) -> npt.NDArray[np.intp]:
        """Return a text column as the numbers of its different texts, -1 where it is missing."""
        if name not in self._numbered:
            if self._positions is not None:
                self._numbered[name] = self._taken(self._whole.numbered(name), np.intp(-1)).astype(np.int32)
            else:
                encoded = self._encoded.pop(name, None)
                encoded = _encoded(self._frame[name]) if encoded is None else encoded
                self._numbered[name] = _numbers(encoded)
                self._texts[name] = encoded.dictionary
        return self._numbered[name].astype(np.intp)

    def texts(self, name: str) -> list[str]:
        """Return the different texts of a column, in the order of their numbers."""
        texts: list[str] = self.different(name).to_pylist()
        return texts

    def numbered_as(self, name: str, other: "Columns", other_name: str) -> npt.NDArray[np.intp]:
        """Return a text column as the numbers that those texts have in a column of another table.

        -1 where it is missing, -2 where the other column has no such text.
        """
        mine, theirs = self.different(name), other.different(other_name)
        shared = np.flatnonzero(pc.is_in(theirs, value_set=mine).to_numpy(zero_copy_only=False))
        places = pc.index_in(mine, value_set=theirs.take(pa.array(shared)))
        at = pc.fill_null(places, -1).to_numpy(zero_copy_only=False)
        numbers = np.append(np.where(at < 0, -2, np.append(shared, -2)[at]), -1).astype(np.intp)
        return numbers[self.numbered(name)]

    def different(self, name: str) -> pa.Array:
        """Return the different texts of a column as they are held, in the order of their numbers."""
        if self._whole is not self:
            return self._whole.different(name)
        self.numbered(name)
        return self._texts[name]

    def is_one_of(self, name: str, *codes: str) -> Mask:
        """Tell per row whether a text is one of these; a missing one is none."""
        return self.where(name, lambda texts: [text in codes for text in texts])

    def where(self, name: str, holds: Callable[[list[str]], Sequence[bool] | Mask]) -> Mask:
        """Tell per row whether its text is such; `holds` looks at every different text once."""
        flags: Mask = np.append(np.asarray(holds(self.texts(name)), dtype=bool), False)
        return flags[self.numbered(name)]

    def differs(self, name: str, other: "Columns") -> Mask:
        """Tell per row whether both have this text and the two are not the same."""
        mine, theirs = self.numbered(name), other.numbered_as(name, self, name)
        different: Mask = (mine >= 0) & (theirs != -1) & (mine != theirs)
        return different

    def month(self, name: str) -> Days:
        """Return the first day of the month of a date."""
        return self.day(name).astype("datetime64[M]").astype("datetime64[s]")

    def month_end(self, name: str) -> Days:
        """Return the last day of the month of a date."""
        following = self.day(name).astype("datetime64[M]") + np.timedelta64(1, "M")
        return np.asarray(following.astype("datetime64[s]") - _DAY, dtype="datetime64[s]")

    def days(self, first: str, last: str) -> Numbers:
        """Count the days from first to last, both included; 0 where one is missing or they are reversed."""
        begin, end = self.day(first), self.day(last)
        known = ~(np.isnat(begin) | np.isnat(end))
        length = np.where(known, end - begin, np.timedelta64(-1, "D")).astype("timedelta64[D]")
        return np.maximum(length.astype(np.int64) + 1, 0)

    def group(self, *names: str, among: Mask | None = None) -> npt.NDArray[np.intp]:
        """Number the rows by what these columns hold together, missing being a value; -1 outside `among`."""
        together = np.zeros(len(self), np.int64)
        for name in names:
            numbers = self._numbers_of(name)
            size = int(numbers.max(initial=0)) + 2
            together, _ = pd.factorize(together * size + numbers + 1)
        return together.astype(np.intp) if among is None else np.where(among, together, -1).astype(np.intp)

    def _numbers_of(self, name: str) -> npt.NDArray[np.int64]:
        kind = self._frame[name].dtype
        if kind == "datetime64[s]":
            return pd.factorize(self.day(name))[0].astype(np.int64)
        if isinstance(kind, pd.Int64Dtype):
            return pd.factorize(np.where(self.has(name), self.number(name), -1))[0].astype(np.int64)
        return self.numbered(name).astype(np.int64)

    def _taken(self, values: npt.NDArray[_Scalar], missing: _Scalar) -> npt.NDArray[_Scalar]:
        positions = np.arange(len(values)) if self._positions is None else self._positions
        if not len(values):
            return np.full(len(positions), missing)
        return np.where(positions >= 0, values[positions], missing)


def _encoded(column: pd.Series) -> pa.DictionaryArray:
    text = pa.array(column.array)
    if isinstance(text, pa.ChunkedArray):
        text = text.combine_chunks()
    return pc.dictionary_encode(text)


def _numbers(encoded: pa.DictionaryArray) -> npt.NDArray[np.int32]:
    numbers: npt.NDArray[np.int32] = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False)
    return numbers


def counted(group: npt.NDArray[np.intp]) -> Numbers:
    """Per row how many rows are in its group; 0 outside every group (-1)."""
    return summed(group, np.ones(len(group), np.int64))


def summed(group: npt.NDArray[np.intp], values: Numbers) -> Numbers:
    """Per row the sum of `values` over its group, exactly; 0 outside every group (-1)."""
    inside = group >= 0
    sums = np.zeros(int(group.max(initial=-1)) + 2, np.int64)
    np.add.at(sums, group[inside], values[inside])
    sums[-1] = 0
    return sums[group]


def is_again(group: npt.NDArray[np.intp]) -> Mask:
    """Per row whether an earlier row is in the same group; never outside every group (-1)."""
    first = np.full(int(group.max(initial=-1)) + 2, len(group), np.int64)
    np.minimum.at(first, group, np.arange(len(group)))
    return (group >= 0) & (first[group] < np.arange(len(group)))
