"""The columns of a typed table as plain arrays, each taken apart once, for rules that look at them all."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self, TypeVar

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray

from service.domain.standard.cells import Mask, places_of
from service.domain.standard.model import CodeList

Days = npt.NDArray[np.datetime64]
Numbers = npt.NDArray[np.int64]
TEXT_DTYPE = pd.StringDtype(storage="pyarrow", na_value=np.nan)
_DAY = np.timedelta64(1, "D")
_LARGEST = 2**62
"""Numbers of groups stay below it."""
_Scalar = TypeVar("_Scalar", bound=np.generic)


@dataclass(frozen=True)
class NumberedTexts:
    """A text column as the numbers of its different texts."""

    numbers: npt.NDArray[np.int32]
    """-1 where it is missing."""
    different: pa.Array
    _asked: dict[int, tuple[CodeList, Mask]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    @classmethod
    def of(cls, encoded: pa.DictionaryArray) -> "NumberedTexts":
        """Take the numbers from a dictionary that holds each text once."""
        return cls(places_of(encoded, -1), encoded.dictionary)

    @classmethod
    def of_series(cls, column: pd.Series) -> "NumberedTexts":
        """Number the texts of a column of pandas."""
        text = pa.array(column.array)
        return cls.of(
            pc.dictionary_encode(text.combine_chunks() if isinstance(text, pa.ChunkedArray) else text)
        )

    def __getitem__(self, position: int) -> str | None:
        number = int(self.numbers[position])
        text: str | None = None if number < 0 else self.different[number].as_py()
        return text

    def are_in(self, code_list: CodeList) -> Mask:
        """Tell per different text whether it is a code of this list; looked up once, for many ask."""
        if id(code_list) not in self._asked:
            found = code_list.has(self.different).to_numpy(zero_copy_only=False)
            self._asked[id(code_list)] = (code_list, found)
        return self._asked[id(code_list)][1]

    @property
    def places(self) -> pa.Array:
        """Per row the place of its text among the different ones; null where it is missing."""
        is_missing = self.numbers < 0
        return pa.array(self.numbers, mask=is_missing if is_missing.any() else None)

    def array(self) -> ExtensionArray:
        """Write the column out again, as pandas keeps a column."""
        rows, has_any = len(self.numbers), len(self.different) > 0
        texts = self.different.take(self.places) if has_any else pa.nulls(rows, pa.large_string())
        return pd.arrays.ArrowStringArray(texts, dtype=TEXT_DTYPE)  # type: ignore[call-arg] # the stubs lag

    def series(self) -> "pd.Series[str]":
        """Write the column out again."""
        return pd.Series(self.array())


class ColumnLacksError(LookupError):
    """Of a column of which nothing is known, because its sheet does not have it: whoever asks cannot tell."""


class Columns:
    """A typed table, or the rows of one that lie at `positions` (-1: there is none, everything missing).

    Numbers are int64 and 0 where missing (ask `has`), days are datetime64[s] and NaT where missing, so that
    comparing days with something missing is never true. Every array is as long as the table.
    """

    def __init__(
        self,
        frame: pd.DataFrame,
        positions: npt.NDArray[np.intp] | None = None,
        texts: Mapping[str, NumberedTexts] | None = None,
        lacking: Collection[str] = (),
    ) -> None:
        """`texts`: columns that need not stand in the frame, because their different texts are known.

        `lacking`: columns of which nothing is known; asking for one of them raises ColumnLacksError.
        """
        self._frame = frame
        self._lacking = frozenset(lacking)
        self._positions = positions
        self._known = texts or {}
        self._source: Columns | None = None if positions is None else Columns(frame)
        self._numbers: dict[str, Numbers] = {}
        self._days: dict[str, Days] = {}
        self._has: dict[str, Mask] = {}
        self._found: dict[str, npt.NDArray[np.intp]] = {}
        self._arrays: dict[str, ExtensionArray] = {}
        self._texts: dict[str, NumberedTexts] = {}

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
        taken._source = self
        return taken

    def has_column(self, name: str) -> bool:
        """Tell whether the table has this column at all."""
        return name in self._known or name in self._frame

    def knows(self, *names: str) -> bool:
        """Tell whether something is known of all of these columns."""
        return self._lacking.isdisjoint(names) if self._source is None else self._source.knows(*names)

    def series(self, name: str) -> pd.Series:
        """Return a column of pandas, missing where there is nothing; a text column is made each time."""
        if self._source is None:
            return self._numbered(name).series() if name in self._known else self._of_frame(name)
        if self._source.is_text(name):
            return NumberedTexts(self.numbered(name).astype(np.int32), self.different(name)).series()
        column = self._source.series(name)
        if not len(column):
            return column.reindex(range(len(self))).reset_index(drop=True)
        taken = column.take(np.maximum(self._at, 0)).reset_index(drop=True)
        return taken.where(self._at >= 0)

    def is_text(self, name: str) -> bool:
        """Tell whether it is a text column."""
        if self._source is not None:
            return self._source.is_text(name)
        return name in self._known or isinstance(self._array(name).dtype, pd.StringDtype)

    def number(self, name: str) -> Numbers:
        """Return an integer, decimal or money column in whole units; 0 where it is missing."""
        if name not in self._numbers:
            self._numbers[name] = (
                self._taken(self._source.number(name), np.int64(0))
                if self._source is not None
                else self._own(name).to_numpy(np.int64, na_value=0)
            )
        return self._numbers[name]

    def day(self, name: str) -> Days:
        """Return a date column; NaT where it is missing."""
        if name not in self._days:
            self._days[name] = (
                self._taken(self._source.day(name), np.datetime64("NaT", "s"))
                if self._source is not None
                else self._own(name).to_numpy("datetime64[s]")
            )
        return self._days[name]

    def has(self, name: str) -> Mask:
        """Tell per row whether there is a value."""
        if name not in self._has:
            self._has[name] = (
                self._taken(self._source.has(name), np.bool_(False))
                if self._source is not None
                else self.numbered(name) >= 0
                if name in self._known
                else ~np.asarray(self._own(name).isna(), dtype=bool)
            )
        return self._has[name]

    def numbered(self, name: str) -> npt.NDArray[np.intp]:
        """Return a text column as the numbers of its different texts, -1 where it is missing."""
        return self._numbered(name).numbers.astype(np.intp)

    def _numbered(self, name: str) -> NumberedTexts:
        if name in self._known:
            self._require(name)
            return self._known[name]
        if name not in self._texts:
            if self._source is None:
                self._texts[name] = NumberedTexts.of_series(self._of_frame(name))
            else:
                numbers = self._taken(self._source.numbered(name), np.intp(-1)).astype(np.int32)
                self._texts[name] = NumberedTexts(numbers, self._source.different(name))
        return self._texts[name]

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
        return self._numbered(name).different

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
        together, largest = np.zeros(len(self), np.int64), 1
        for name in names:
            numbers = self._numbers_of(name)
            size = int(numbers.max(initial=0)) + 2
            if largest * size > _LARGEST:
                together, largest = pd.factorize(together)[0], len(self)
            together, largest = together * size + numbers + 1, largest * size
        group, _ = pd.factorize(together)
        return group.astype(np.intp) if among is None else np.where(among, group, -1).astype(np.intp)

    def _numbers_of(self, name: str) -> npt.NDArray[np.int64]:
        if self.is_text(name):
            return self.numbered(name).astype(np.int64)
        kind = self._array(name).dtype
        if str(kind) == "datetime64[s]":
            return pd.factorize(self.day(name))[0].astype(np.int64)
        if isinstance(kind, pd.Int64Dtype):
            return pd.factorize(np.where(self.has(name), self.number(name), -1))[0].astype(np.int64)
        raise TypeError(kind)

    def _of_frame(self, name: str) -> pd.Series:
        self._require(name)
        return self._frame[name]

    def _own(self, name: str) -> ExtensionArray:
        self._require(name)
        return self._array(name)

    def _array(self, name: str) -> ExtensionArray:
        if name not in self._arrays:
            self._arrays[name] = self._frame[name].array
        return self._arrays[name]

    def _require(self, name: str) -> None:
        if name in self._lacking:
            raise ColumnLacksError(name)

    @property
    def _at(self) -> npt.NDArray[np.intp]:
        return np.arange(len(self), dtype=np.intp) if self._positions is None else self._positions

    def _taken(self, values: npt.NDArray[_Scalar], missing: _Scalar) -> npt.NDArray[_Scalar]:
        positions = self._at
        if not len(values):
            return np.full(len(positions), missing)
        return np.where(positions >= 0, values[positions], missing)


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
    return (group >= 0) & (first_in(group) < np.arange(len(group)))


def first_in(group: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Per row the place of the first row of its group; of no use outside every group (-1)."""
    first = np.full(int(group.max(initial=-1)) + 2, len(group), np.intp)
    np.minimum.at(first, group, np.arange(len(group)))
    return first[group]
