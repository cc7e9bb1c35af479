"""A column of cells, taken apart by what each cell is, so that casting works on whole arrays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import compress
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.said import Fact, said_day, said_moment, said_number, said_per_cent
from service.domain.wording import Wording

Mask = npt.NDArray[np.bool_]

BLANK_SIGN = r"[\s\p{Z}\p{Cf}]"
"""A blank of any kind or a sign that takes no room, in the notation of RE2."""
_MOST_SHOWN = 60
_NO_TEXT = pa.scalar(None, pa.large_string())
_EXACT_PERCENTS = 10
"""Decimals: a double that is a share of one has no more that mean anything."""


class CellFault(StrEnum):
    """What a cell can be instead of a value."""

    FORMULA_WITHOUT_VALUE = "formula-without-value"
    ERROR = "error"
    """An Excel error such as #N/A."""


class InPerCent(float):
    """A number that its cell shows in per cent: 0.9 as 90%."""

    @property
    def percents(self) -> float:
        """What is shown, without the binary dust of a multiplication."""
        return round(self * 100, _EXACT_PERCENTS)


_FAULT_WORDS = {
    CellFault.FORMULA_WITHOUT_VALUE: Wording("formule zonder uitkomst", "formula without a result"),
    CellFault.ERROR: Wording("fout van Excel", "Excel error"),
}
Cell = str | int | float | bool | date | datetime | time | timedelta | CellFault | None
"""One cell as the reader found it. None and "" are an empty cell; text is never stripped of anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """A column, taken apart. Every cell is in at most one part; one that is in none is empty.

    A reader that finds whole columns gives the parts; of one that finds cell after cell, `of` makes them.
    """

    text: pa.DictionaryArray
    """Places in a dictionary of the different texts (large_string); null where the cell has no text."""
    number: npt.NDArray[np.float64] | None = None
    """NaN where the cell is no number; None when no cell is."""
    in_per_cent: Mask | None = None
    """Where the cell shows its number in per cent: 0.9 as 90%; None when no cell does, or nobody knows."""
    day: npt.NDArray[np.datetime64] | None = None
    """Days and, in `has_time`, whether a time of day was cut off; NaT where the cell is no date."""
    has_time: Mask | None = None
    odd: Mask | None = None
    """Truth values, times of day and durations: nothing that the standard has a type for."""
    formula: Mask | None = None
    error: Mask | None = None
    raw: Sequence[Cell] | None = None
    """The cells one by one, where the parts alone do not tell how each was written."""

    @classmethod
    def of(cls, raw: Sequence[Cell]) -> "Cells":
        """Take a list of cells apart. Costs one pass per kind of cell that is really there."""
        kinds = set(map(type, raw))
        if kinds <= {str, type(None)}:
            return cls(text=_encoded(_texts(raw)))
        text = _texts(raw) if str in kinds else [None] * len(raw)
        day, has_time = _days(raw, kinds)
        return cls(
            text=_encoded(text),
            number=_numbers(raw) if kinds & {int, float} else None,
            day=day,
            has_time=has_time,
            odd=_are(raw, {bool, time, timedelta}) if kinds & {bool, time, timedelta} else None,
            formula=_equal(raw, CellFault.FORMULA_WITHOUT_VALUE) if CellFault in kinds else None,
            error=_equal(raw, CellFault.ERROR) if CellFault in kinds else None,
            raw=raw,
        )

    @classmethod
    def of_text(cls, text: pa.Array) -> "Cells":
        """Give a column in which every cell is text (a large_string array), or empty: null or ""."""
        named = pc.if_else(pc.equal(text, ""), _NO_TEXT, text)
        return cls(text=pc.dictionary_encode(named))

    def __len__(self) -> int:
        return len(self.text)

    def __getitem__(self, position: int) -> Cell:
        if self.in_per_cent is not None and self.in_per_cent[position] and self.number is not None:
            return InPerCent(self.number[position])
        if self.raw is not None:
            return self.raw[position]
        if self.text[position].is_valid:
            text: str = self.text[position].as_py()
            return text
        if self.number is not None and not np.isnan(self.number[position]):
            return float(self.number[position])
        if self.day is not None and not np.isnat(self.day[position]):
            day: date = self.day[position].astype("datetime64[D]").item()
            return day
        return ""

    def __iter__(self) -> Iterator[Cell]:
        return (self[position] for position in range(len(self)))

    def top(self, count: int) -> list[Cell]:
        """The first cells, at most so many; of whole columns of text at once."""
        if self.raw is not None:
            return [self[at] for at in range(min(count, len(self)))]
        texts = self.text[:count].dictionary_decode().to_pylist()
        if self.is_only_text:
            return ["" if text is None else text for text in texts]
        return [self[at] if text is None else text for at, text in enumerate(texts)]

    @property
    def has_text(self) -> Mask:
        """Where the cell is text."""
        if not self.text.null_count:
            return np.ones(len(self), bool)
        return as_mask(pc.is_valid(self.text))

    @property
    def empty(self) -> Mask:
        """Where there is nothing at all."""
        empty = ~self.has_text
        if self.number is not None:
            empty = empty & np.isnan(self.number)
        if self.day is not None:
            empty = empty & np.isnat(self.day)
        for part in (self.odd, self.formula, self.error):
            if part is not None:
                empty = empty & ~part
        return empty

    @property
    def blank(self) -> Mask:
        """Where there is nothing that can be seen: no cell at all, or blanks and signs that take no room."""
        is_blank = blanks_only(self.text.dictionary)
        if not is_blank.any():
            return self.empty
        return self.empty | as_mask(pa.array(is_blank).take(self.text.indices))

    @property
    def is_only_text(self) -> bool:
        """Whether every cell is text or empty."""
        others = (self.number, self.day, self.odd, self.formula, self.error)
        return all(part is None for part in others)

    def say_as_name(self, text: str) -> Mask:
        """Where the cell is this text, but for capitals and blanks around it."""
        names = pc.utf8_lower(pc.utf8_trim_whitespace(self.text.dictionary))
        same = pc.equal(names, text.strip().lower())
        return as_mask(pc.take(same, self.text.indices)) if same.true_count else np.zeros(len(self), bool)

    def match(self, pattern: str) -> Mask:
        """Where the cell is a text that a regular expression (RE2) finds something in."""
        different = pc.match_substring_regex(self.text.dictionary, pattern)
        if not different.true_count:
            return np.zeros(len(self), bool)
        return as_mask(pc.take(different, self.text.indices))

    def keep(self, which: Mask) -> "Cells":
        """Only these cells, in their order."""
        return Cells(
            text=pc.dictionary_encode(self.text.filter(pa.array(which)).dictionary_decode()),
            number=None if self.number is None else self.number[which],
            in_per_cent=None if self.in_per_cent is None else self.in_per_cent[which],
            day=None if self.day is None else self.day[which],
            has_time=None if self.has_time is None else self.has_time[which],
            odd=None if self.odd is None else self.odd[which],
            formula=None if self.formula is None else self.formula[which],
            error=None if self.error is None else self.error[which],
            raw=None if self.raw is None else list(compress(self.raw, which)),
        )

    def with_cells_of(self, other: "Cells", where: Mask) -> "Cells":
        """The same column, with the cells of another one in these rows."""
        text = pc.if_else(pa.array(where), other.text.dictionary_decode(), self.text.dictionary_decode())
        return Cells(
            text=pc.dictionary_encode(text),
            number=_mixed(self.number, other.number, where, np.nan),
            in_per_cent=_mixed(self.in_per_cent, other.in_per_cent, where, False),
            day=_mixed(self.day, other.day, where, np.datetime64("NaT", "s")),
            has_time=_mixed(self.has_time, other.has_time, where, False),
            odd=_mixed(self.odd, other.odd, where, False),
            formula=_mixed(self.formula, other.formula, where, False),
            error=_mixed(self.error, other.error, where, False),
            raw=self._raw_with(other, where),
        )

    def _raw_with(self, other: "Cells", where: Mask) -> list[Cell] | None:
        if self.raw is None:
            return None
        raw = list(self.raw)
        for position in np.flatnonzero(where).tolist():
            raw[position] = other[position]
        return raw


def _mixed(
    own: npt.NDArray[Any] | None, other: npt.NDArray[Any] | None, where: Mask, nothing: float | np.datetime64
) -> npt.NDArray[Any] | None:
    """A part of two columns put together; `nothing` where a column does not have it."""
    if own is None and other is None:
        return None
    mixed: npt.NDArray[Any] = np.where(
        where, nothing if other is None else other, nothing if own is None else own
    )
    return mixed


def as_mask(flags: pa.Array) -> Mask:
    """Flags of Arrow as an array to count with; one that is missing does not hold."""
    known = pc.fill_null(flags, False) if flags.null_count else flags
    mask: Mask = known.to_numpy(zero_copy_only=False)
    return mask


def places_of(text: pa.DictionaryArray, missing: int) -> npt.NDArray[np.int32]:
    """Per cell the place of its text among the different ones, to read only; `missing` where it has none."""
    known = pc.fill_null(text.indices, missing) if text.null_count else text.indices
    places: npt.NDArray[np.int32] = known.to_numpy(zero_copy_only=False)
    return places


def blanks_only(texts: pa.Array) -> Mask:
    """Which of these texts show nothing. Hardly one has no sign of ASCII, which is soonest seen."""
    perhaps: Mask = ~pc.match_substring_regex(texts, "[!-~]").to_numpy(zero_copy_only=False)
    if (places := np.flatnonzero(perhaps)).size:
        exact = pc.match_substring_regex(texts.take(pa.array(places)), rf"^{BLANK_SIGN}+$")
        perhaps[places] = exact.to_numpy(zero_copy_only=False)
    return perhaps


def as_header(cell: Cell) -> str:
    """Give a cell as the name of a column: a year or number without the decimals of a spreadsheet."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)


def shown(cell: Cell) -> Fact:
    """Return a cell as a short text for people; nothing for an empty one.

    A text is quoted. A real date or number has no text in its file: it is said in the reader's own way.
    """
    if cell is None:
        return ""
    if isinstance(cell, CellFault):
        return _FAULT_WORDS[cell]
    if isinstance(cell, datetime):
        return said_moment(cell)
    if isinstance(cell, date):
        return said_day(cell)
    if isinstance(cell, float):
        return _shown_number(cell)
    text = str(cell)
    return text if len(text) <= _MOST_SHOWN else text[:_MOST_SHOWN] + "..."


def _shown_number(number: float) -> Fact:
    if isinstance(number, InPerCent):
        return said_per_cent(number.percents)
    return str(int(number)) if number.is_integer() else said_number(number)


def _texts(raw: Sequence[Cell]) -> list[str | None]:
    return [cell or None if cell.__class__ is str else None for cell in raw]


def _encoded(texts: Sequence[str | None]) -> pa.DictionaryArray:
    return pc.dictionary_encode(pa.array(texts, type=pa.large_string()))


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
