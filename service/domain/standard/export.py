"""An export on its way in: first every cell as what it is, then typed tables that remember their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.carrier_words import Carrier
from service.domain.findings import Finding
from service.domain.periods import Period
from service.domain.standard.cells import Cells
from service.domain.standard.declared import DeclaredTotal

ROW = "_row"
"""Column of every typed table: the row number in the uploaded file (int64, as Excel counts)."""

QUARANTINE = "_quarantine"
"""Column of every typed table: the code of the finding for which the row waits, missing when it does not."""

FIRST_ROW = 2
"""The number of the first row of every table of an added-up export."""

MADE_ROW = 0
"""The number of a row that stands in no file: it was made of something else that the provider said."""

DECIMAL_SCALE = 10_000
"""A `decimal` of the standard is held as whole ten-thousandths, so that it is exact."""


@dataclass(frozen=True, slots=True)
class RowOrigins:
    """Where the rows of a table stand that was put together from messages, which have no rows."""

    messages: tuple[str, ...]
    """Per row the name of its message."""
    lines: tuple[str, ...]
    """Per row what it is there, by numbers that say nothing of a person: `declaratie D12, regel R3`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawTable:
    """One sheet or csv file as it was read, split into a header row and columns of cells."""

    sheet: str
    """Its name in the uploaded file: the sheet, or the csv file in the zip."""
    headers: tuple[str, ...]
    """The header texts as they stand there, one per column; empty text where there is none."""
    columns: tuple[Cells, ...]
    """The cells below the header, one column per header, all of one length, without the empty rows."""
    rows: npt.NDArray[np.int64]
    """The row number in the file of every cell in `columns`."""
    header_row: int = 1
    first_column: int = 1
    """The number of the column that `headers[0]` stands in, from 1 (A)."""
    is_text_only: bool = False
    """True for csv: every cell is text, and a date or number is written as text."""
    read_as: str = ""
    """How the bytes were understood and on what evidence, in Dutch; empty where there was no choice."""
    lacks_optional: bool = False
    """True for messages: they never carry some of the optional fields, so that their absence says nothing."""
    findings: tuple[Finding, ...] = ()
    """What there is to say about how this table is written down."""
    origins: RowOrigins | None = None
    """Of a table from messages: row n of the file, from 2, is number n - 2 of these."""

    @property
    def carrier(self) -> Carrier:
        """What the table was written in."""
        if self.origins is not None:
            return Carrier.MESSAGE
        return Carrier.TEXT_FILE if self.is_text_only else Carrier.WORKBOOK


@dataclass(frozen=True, slots=True)
class RawExport:
    """A file as it was read, with what there is to say about the file itself."""

    tables: tuple[RawTable, ...] = ()
    findings: tuple[Finding, ...] = ()
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """AGB code → the names of the iJw messages that this provider sent or was sent."""
    declared: tuple[DeclaredTotal, ...] = ()
    """What the declarations among these messages say that they add up to."""


@dataclass(frozen=True, slots=True)
class TableLayout:
    """Where a table stood in the uploaded file."""

    sheet: str
    columns: Mapping[str, str] = field(default_factory=dict)
    """Field name → column letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveredPart:
    """One of the deliveries that an export was added up from."""

    name: str
    layouts: Mapping[str, TableLayout]
    """Table → where it stood in that delivery."""
    carriers: Mapping[str, Carrier]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """Where every row of an export stands that was added up from several deliveries."""

    parts: tuple[DeliveredPart, ...]
    """In the order in which they came; the last one is what was handed in now."""
    part_of: Mapping[str, npt.NDArray[np.int64]]
    """Table → per row the index in `parts` of the delivery that it is of."""
    row_of: Mapping[str, npt.NDArray[np.int64]]
    """Table → per row its number in that delivery."""


@dataclass(frozen=True, slots=True)
class RowPlace:
    """Where one row was handed in."""

    row: int
    """As its file numbers its rows."""
    part: int = 0
    """Which of several deliveries, from 1; 0 where there was one."""
    sheet: str = ""
    """Its delivery and sheet, `januari.xlsx: prestatie`; empty where there was one delivery."""


@dataclass(frozen=True, slots=True)
class RowPlaces:
    """Where rows of one table were handed in."""

    rows: npt.NDArray[np.int64]
    parts: npt.NDArray[np.int64]
    sheets: tuple[str, ...] = ()
    """By `parts`, from 1; nothing where there was one delivery."""

    def __len__(self) -> int:
        """How many."""
        return len(self.rows)

    def __iter__(self) -> Iterator[RowPlace]:
        """Each of them."""
        for row, part in zip(self.rows.tolist(), self.parts.tolist(), strict=True):
            yield RowPlace(row, part, self.sheets[part - 1] if part else "")

    def at(self, chosen: npt.NDArray[np.int64] | slice) -> "RowPlaces":
        """Some of them."""
        return RowPlaces(self.rows[chosen], self.parts[chosen], self.sheets)

    def of(self, row: int, part: int = 0) -> npt.NDArray[np.int64]:
        """Which of them have that number, in one delivery or in any."""
        return np.flatnonzero((self.rows == row) & ((self.parts == part) | (part == 0)))


@dataclass(frozen=True, slots=True)
class Export:
    """A submission as typed tables.

    `tables` has an entry for each of the eight tables of the standard, with every field of the standard as a
    column, absent ones empty. Types: text and code are pandas `str` (missing is NaN, an empty cell is
    missing), integer is `Int64`, money is `Int64` cents, decimal is `Int64` ten-thousandths
    (DECIMAL_SCALE), date is `datetime64[s]` at midnight. Two columns more: ROW and QUARANTINE.
    """

    tables: Mapping[str, pd.DataFrame]
    layouts: Mapping[str, TableLayout] = field(default_factory=dict)
    origins: Origins | None = None
    """Of an export that was added up: then ROW counts its rows from 2, and here is where each stands."""
    declared: tuple[DeclaredTotal, ...] = ()
    """What the declarations among its messages say that they add up to."""

    @property
    def period(self) -> Period | None:
        """The days that the provider accounts for; None when the export does not give both of them."""
        days = self.tables["aanlevering"][["periode_begin", "periode_eind"]].dropna()
        if days.empty:
            return None
        begin, end = days.iloc[0]
        return Period(begin.date(), end.date())

    @property
    def deliveries(self) -> tuple[str, ...]:
        """The names of the deliveries that it was added up from; nothing where there was one."""
        parts = self.origins.parts if self.origins else ()
        return tuple(each.name for each in parts) if len(parts) > 1 else ()

    def row_places(self, table: str) -> RowPlaces:
        """Where every row of a table was handed in."""
        numbers = self.tables[table][ROW].to_numpy(dtype=np.int64)
        if self.origins is None or table not in self.origins.row_of:
            return RowPlaces(numbers, np.zeros(len(numbers), np.int64))
        is_made = numbers == MADE_ROW
        at = np.where(is_made, 0, numbers - FIRST_ROW)
        rows = np.where(is_made, MADE_ROW, _taken(self.origins.row_of[table], at))
        if not self.deliveries:
            return RowPlaces(rows, np.zeros(len(rows), np.int64))
        sheets = tuple(_sheet_in(each, table) for each in self.origins.parts)
        parts = np.where(is_made, 0, _taken(self.origins.part_of[table], at) + 1)
        return RowPlaces(rows, parts, sheets)


def _taken(numbers: npt.NDArray[np.int64], at: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Those at some places; zeros where there is nothing to take."""
    return numbers[at] if len(numbers) else np.zeros(len(at), np.int64)


def _sheet_in(part: DeliveredPart, table: str) -> str:
    """What the sheet of a table is called among those of several deliveries."""
    layout = part.layouts.get(table)
    return f"{part.name}: {layout.sheet if layout else table}"
