"""What a report must hold, before anyone decides how a file holds it.

A translation produces contents; a writer turns a content into bytes; an independent reader turns the bytes
back into a content, and the two must be equal.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_Told = TypeVar("_Told", bound=np.generic)


class ValueKind(StrEnum):
    """What the values of a column are."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"


@dataclass(frozen=True)
class Values:
    """A column of values of one kind, all exact.

    TEXT: `items` is an object array of `str`. NUMBER: `items` is an int64 array of numerators over
    `denominator` (money: cents over 100; whole numbers: over 1), so that no value ever passes through a
    float. DATE: `items` is `datetime64[D]`. Where `blank` is true the cell is empty, whatever `items` holds.
    """

    kind: ValueKind
    items: npt.NDArray[np.generic]
    blank: npt.NDArray[np.bool_]
    denominator: int = 1
    """For NUMBER: a power of ten, `10 ** digits`, by the time a writer sees it."""

    @cached_property
    def texts(self) -> pa.Array:
        """The texts of a TEXT as an Arrow array, "" where the cell is empty.

        Raises UnicodeEncodeError or ArrowInvalid for half a character, which no file can hold.
        """
        return pa.array(np.where(self.blank, "", self.items) if self.blank.any() else self.items, pa.string())

    @property
    def numbers(self) -> npt.NDArray[np.int64]:
        """The numerators of a NUMBER."""
        return self.items.astype(np.int64, copy=False)

    @property
    def digits(self) -> int:
        """How many decimals a writer shows: the exponent of the denominator."""
        return len(str(self.denominator)) - 1

    def __len__(self) -> int:
        """How many cells."""
        return len(self.items)

    def part(self, start: int, stop: int) -> "Values":
        """The cells from `start` up to `stop`, without copying them."""
        if start == 0 and stop >= len(self):
            return self
        part = self.at(slice(start, stop))
        if "texts" in vars(self):
            vars(part)["texts"] = self.texts[start:stop]
        return part

    def at(
        self, places: "npt.NDArray[np.int64] | slice", blank: npt.NDArray[np.bool_] | None = None
    ) -> "Values":
        """The cells at these places; empty where `blank` says so, otherwise where they are empty here."""
        empty = self.blank[places] if blank is None else blank
        return Values(self.kind, self.items[places], empty, self.denominator)

    def per_text(
        self, told: "Callable[[npt.NDArray[np.object_]], npt.NDArray[_Told]]"
    ) -> "npt.NDArray[_Told]":
        """Per cell what is told of its text; of a blank one, what is told of any."""
        return told(self.items.astype(object, copy=False))

    def plain_texts(self) -> npt.NDArray[np.str_]:
        """Per cell what stands in it; the empty text for a blank one."""
        return np.where(self.blank, "", self.per_text(lambda texts: texts.astype(str))).astype(str)


@dataclass(frozen=True)
class DifferentTexts:
    """The different texts of a column, and at the end the empty one."""

    array: pa.Array

    @cached_property
    def items(self) -> npt.NDArray[np.object_]:
        """The same as objects of Python."""
        items: npt.NDArray[np.object_] = self.array.to_numpy(zero_copy_only=False)
        return items


class Texts(Values):
    """A column of texts, held as places in the different ones: of a million cells few differ."""

    codes: npt.NDArray[np.int32]
    """Per cell its place in `different`."""
    different: DifferentTexts

    def __init__(
        self, codes: npt.NDArray[np.int32], different: DifferentTexts, blank: npt.NDArray[np.bool_]
    ) -> None:
        """All of one column, or of a part of it, share what is `different`."""
        vars(self).update(kind=ValueKind.TEXT, blank=blank, denominator=1, codes=codes, different=different)

    @property
    def items(self) -> npt.NDArray[np.generic]:
        """Per cell its text; made each time."""
        if len(self.codes) < len(self.different.array):
            few: npt.NDArray[np.object_] = self.different.array.take(pa.array(self.codes)).to_numpy(
                zero_copy_only=False
            )
            return few
        return self.different.items[self.codes]

    @cached_property
    def texts(self) -> pa.Array:
        """See Values."""
        empty = np.int32(len(self.different.array) - 1)
        return self.different.array.take(pa.array(np.where(self.blank, empty, self.codes)))

    def per_text(
        self, told: "Callable[[npt.NDArray[np.object_]], npt.NDArray[_Told]]"
    ) -> "npt.NDArray[_Told]":
        """See Values; each different text is looked at once."""
        return told(self.different.items)[self.codes]

    def __len__(self) -> int:
        """How many cells."""
        return len(self.codes)

    def at(
        self, places: "npt.NDArray[np.int64] | slice", blank: npt.NDArray[np.bool_] | None = None
    ) -> Values:
        """See Values."""
        return Texts(self.codes[places], self.different, self.blank[places] if blank is None else blank)


CellValue = str | int | Decimal | date | None
"""What a single cell holds; a Decimal has exactly the decimals that are shown."""


def cell_value(values: Values) -> CellValue:
    """The one value of a cell."""
    if values.blank[0]:
        return None
    if values.kind is ValueKind.DATE:
        day: date = values.items.astype("datetime64[D]")[0].item()
        return day
    if values.kind is ValueKind.TEXT:
        return str(values.items[0])
    number = int(values.numbers[0])
    return number if values.denominator == 1 else Decimal(number).scaleb(-values.digits)


def values_of_cell(value: CellValue) -> Values:
    """A single value as a column of one; a blank is a text."""
    blank = np.array([value is None])
    match value:
        case int():
            return Values(ValueKind.NUMBER, np.array([value], dtype=np.int64), blank)
        case Decimal():
            digits = -int(value.as_tuple().exponent)
            number = np.array([int(value.scaleb(digits))], dtype=np.int64)
            return Values(ValueKind.NUMBER, number, blank, 10**digits)
        case date():
            return Values(ValueKind.DATE, np.array([value], dtype="datetime64[D]"), blank)
        case _:
            return Values(ValueKind.TEXT, np.array([value or ""], dtype=object), blank)


def text_of_cell(value: CellValue) -> str:
    """A single value as a text file holds it; the empty text for a blank."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else "" if value is None else str(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyTexts:
    """Which texts can stand in one column of the key of a listed line."""

    every: frozenset[str] | None = None
    """All of them; None when that cannot be told."""
    longest: int = 0
    """The most characters of one; 0 when that cannot be told."""

    def have(self, text: str) -> bool:
        """Whether this can be one of them."""
        if self.every is not None:
            return text in self.every
        return not self.longest or len(text) <= self.longest


ANY_TEXT = KeyTexts()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedPlace:
    """Lines that the municipality's own file lists already, each with its key."""

    by: tuple[str, ...]
    """The addresses of the columns in which the key stands."""
    after: str = ""
    """The text after which the list begins; empty for just below the header."""
    until: str = ""
    """The text that ends the list; without it the first row without a key does."""
    passes_empty: bool = False
    """Whether the list goes on below a row without a key."""
    has_room: bool = False
    """Whether lines that are not listed go below those that are."""
    keys: tuple[KeyTexts, ...] = ()
    """Per address what its texts can be; none when nothing is known of them."""

    def can_be(self, key: tuple[str, ...]) -> bool:
        """Whether a row can come on a line with this key: on a heading or a subtotal none does."""
        return all(texts.have(text) for texts, text in zip(self.keys, key, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockPlace:
    """Where a block stands on its sheet, when that is not just below a numbered row."""

    name: str = ""
    """What the block is called among the blocks of its sheet; empty for the only one."""
    title: str = ""
    """A text that stands on the sheet once; the header row is the first one below it."""
    cell: str = ""
    """The address of the first cell of the header."""
    header: tuple[str, ...] = ()
    """Header texts that stand on one row of the sheet only."""
    header_lines: int = 1
    """How many rows the header has."""
    listed: ListedPlace | None = None
    prepared: int = 0
    """How many empty lines the file has ready below its pattern row; they are part of the block."""
    keeps_prepared: bool = False
    """Whether those that are not used stay; otherwise they go."""

    @property
    def is_found(self) -> bool:
        """Whether the header row has to be found in the file."""
        return bool(self.title or self.cell or self.header)


WHOLE_SHEET = BlockPlace()
"""The one block of a sheet, below its numbered header row."""


def with_blanks(values: Values, count: int) -> Values:
    """The values, and so many empty cells behind them."""
    filler = np.full(count, "" if values.kind is ValueKind.TEXT else 0, dtype=object)
    items = np.concatenate([values.items, filler.astype(values.items.dtype)])
    blank = np.concatenate([values.blank, np.ones(count, dtype=bool)])
    return Values(values.kind, items, blank, values.denominator)


def shown_rows(count: int, place: BlockPlace) -> int:
    """How many lines a block without listed lines shows when it gets `count`: never none."""
    return max(count, 1 + place.prepared if place.keeps_prepared else 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedLines:
    """What a block with listed lines gets: its first lines are those, in the order of the file."""

    keys: tuple[tuple[str, ...], ...]
    """Per listed line the texts in the columns of its key."""
    nothing: npt.NDArray[np.bool_]
    """Per listed line whether nothing was delivered for it."""
    sign: str = ""
    """What then stands in a column of numbers, when that is a text."""
    keys_below: tuple[tuple[str, ...], ...] = ()
    """The keys of the lines that go below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContent:
    """The rows that one block of a report gets under its header."""

    sheet: str
    header_row: int
    """Row number, as Excel counts, of the (last) header row; data start on the row below it. 0 when the
    header has to be found in the file."""
    columns: Mapping[str, Values]
    """By the address of the header in the municipality's own file, in the order of the format. All of one
    length."""
    place: BlockPlace = WHOLE_SHEET
    listed: ListedLines | None = None

    @property
    def name(self) -> str:
        """The sheet, and the block when it is not the only one: what a format calls it."""
        return f"{self.sheet}/{self.place.name}" if self.place.name else self.sheet

    @property
    def row_count(self) -> int:
        """How many data rows."""
        return next((len(values) for values in self.columns.values()), 0)

    @property
    def added_rows(self) -> int:
        """How many rows the file gets more than it has; less than 0 where lines that were ready go."""
        if self.listed is not None:
            return max(self.row_count - len(self.listed.keys), 0)
        return shown_rows(self.row_count, self.place) - 1 - self.place.prepared


@dataclass(frozen=True, slots=True)
class ReportContent:
    """Everything a report holds that does not stand in the template already."""

    cells: Mapping[tuple[str, str], CellValue] = field(default_factory=dict)
    """By (sheet, address such as "C4"): single cells; None leaves one empty."""
    sheets: tuple[SheetContent, ...] = ()
    file_names: Mapping[str, str] = field(default_factory=dict)
    """Of a zip: file → what it is called in this report."""


def texts_of_values(values: Values) -> npt.NDArray[np.object_]:
    """Each value as a text: a number with its decimals, a day as jjjj-mm-dd; "" for a blank."""
    match values.kind:
        case ValueKind.TEXT:
            texts = values.items.astype(object)
        case ValueKind.DATE:
            texts = np.datetime_as_string(values.items.astype("datetime64[D]")).astype(object)
        case ValueKind.NUMBER:
            distinct, places = np.unique(values.numbers, return_inverse=True)
            texts = np.array([text_of_number(int(n), values.digits) for n in distinct], dtype=object)[places]
    return np.where(values.blank, "", texts)


def text_of_number(numerator: int, digits: int, decimal_sign: str = ".") -> str:
    """`1234`, 2 → `12.34`: exactly `digits` decimals, a minus sign in front, no thousands separator."""
    if not digits:
        return str(numerator)
    whole, rest = divmod(abs(numerator), 10**digits)
    return f"{'-' if numerator < 0 else ''}{whole}{decimal_sign}{rest:0{digits}d}"
