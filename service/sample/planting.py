"""What a planted fault is made of: changed cells of a row, or rows under an allocation of its own."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from pandas.api.typing import NAType

from service.sample.allocations import bsns_of_the_test_range

Tables = dict[str, pd.DataFrame]
Value = str | int | pd.Timestamp | NAType | None
Plant = Callable[[Tables, int], tuple[int, ...]]
"""Change the tables, about one row that was chosen; returns the rows where the findings will be."""

PRESTATIE, ALLOCATION, COURSE, OUTCOME, WAITING_LIST, KEY_FIGURE, EXPLANATION, DELIVERY = (
    "prestatie", "toewijzing", "verloop", "uitkomst", "wachtlijst", "kengetal", "toelichting", "aanlevering",
)  # fmt: skip
CODE, CATEGORY, HOUR = "45A03", "45", "04"


def every(table: str) -> Callable[[Tables], pd.Series]:
    """Any row of the table will do."""
    return lambda tables: pd.Series(data=True, index=tables[table].index)


@dataclass(frozen=True, slots=True)
class ExpectedFinding:
    """What else is said because of a fault: one code, of one field, in these rows of a table."""

    code: str
    table: str
    field: str
    rows: tuple[int, ...]


Also = Callable[[Tables, tuple[int, ...]], tuple[ExpectedFinding, ...]]
"""What else is found in the spoiled tables, given the rows of the fault itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One sort of fault: where it can be planted without disturbing any other row, and how."""

    code: str
    table: str
    field: str
    plant: Plant
    fits: Callable[[Tables], pd.Series] | None = None
    """Per row of the table it is chosen from, whether it can be planted there; None: anywhere."""
    about: str = ""
    """The table it is chosen from, when that is another one."""
    is_alone: bool = False
    """Whether it changes what the whole export is about, so that no other fault can stand beside it."""
    also: Also | None = None
    """For a fault that cannot be without others."""

    @property
    def has_rows_of_its_own(self) -> bool:
        """Whether it adds rows under a new allocation, for which any allocation is example enough."""
        return (self.fits is None and self.chosen_from == ALLOCATION) or bool(self.about)

    @property
    def chosen_from(self) -> str:
        """The table of the row that is chosen."""
        return self.about or self.table

    def expected(self, tables: Tables, rows: tuple[int, ...]) -> tuple[ExpectedFinding, ...]:
        """Everything that must be found of it, once it is planted in these rows."""
        own = ExpectedFinding(self.code, self.table, self.field, rows)
        return (own, *(self.also(tables, rows) if self.also else ()))

    @property
    def place(self) -> str:
        """Where two faults cannot be at once: a row, or a cell of the one row about the delivery."""
        return f"{DELIVERY}.{self.field}" if self.table == DELIVERY else self.chosen_from

    def rows(self, tables: Tables) -> pd.Series:
        """Per row that can be chosen whether it fits."""
        return (self.fits or every(self.chosen_from))(tables)


def put(frame: pd.DataFrame, row: int, **values: Value) -> None:
    """Give one row these values, every column keeping its type."""
    for name, value in values.items():
        frame[name] = frame[name].mask(frame.index == row, value)


def added(tables: Tables, table: str, **values: Value) -> int:
    """Put a row at the end with these values and nothing else; its position."""
    frame = tables[table]
    columns = {
        name: pd.Series([values.get(name)], dtype=frame[name].dtype)  # a missing one is the column's own
        for name in frame.columns
    }
    tables[table] = pd.concat([frame, pd.DataFrame(columns)], ignore_index=True)
    return len(frame)


def rows_where(condition: pd.Series) -> tuple[int, ...]:
    """The positions of the rows for which it holds."""
    return tuple(np.flatnonzero(condition.fillna(value=False).to_numpy(bool)).tolist())


def period(tables: Tables) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day of the delivery."""
    first = tables[DELIVERY].iloc[0]
    return first["periode_begin"], first["periode_eind"]


def days(count: int) -> pd.Timedelta:
    """So many days."""
    return pd.Timedelta(count, "D")


def month_begin(tables: Tables) -> pd.Timestamp:
    """The first day of the last month of the delivery."""
    return period(tables)[1].replace(day=1)


def month_end(first: pd.Timestamp) -> pd.Timestamp:
    """The last day of the month that begins on this day."""
    return (first + days(32)).replace(day=1) - days(1)


def allocated(tables: Tables, row: int, **values: Value) -> int:
    """An allocation of its own, by the municipality of the row, from the last month on; its position."""
    frame = tables[ALLOCATION]
    municipality = str(frame["gemeentecode"].iloc[row])
    usual: dict[str, Value] = {
        "gemeentecode": municipality,
        "toewijzingnummer": int(frame["toewijzingnummer"].max()) + 1,
        "wet": "JW",
        "clientnummer": f"CX{len(frame)}",
        "productcategorie": CATEGORY,
        "productcode": CODE,
        "ingangsdatum": month_begin(tables),
    }
    return added(tables, ALLOCATION, **{**usual, **values})


def under(tables: Tables, at: int, table: str, **values: Value) -> int:
    """A row of a table under the allocation at this position; its own position."""
    frame = tables[ALLOCATION]
    key: dict[str, Value] = {
        "gemeentecode": str(frame["gemeentecode"].iloc[at]),
        "toewijzingnummer": int(frame["toewijzingnummer"].iloc[at]),
    }
    return added(tables, table, **{**key, **values})


def delivered(tables: Tables, at: int, **values: Value) -> int:
    """A right prestatie of the last month under the allocation at this position; its own position."""
    usual: dict[str, Value] = {
        "referentienummer": f"RX{len(tables[PRESTATIE])}",
        "productcategorie": CATEGORY,
        "productcode": CODE,
        "begindatum": month_begin(tables),
        "einddatum": period(tables)[1],
        "volume": 1,
        "eenheid": HOUR,
        "tarief": 100,
        "bedrag": 100,
        "debet_credit": "D",
        "status": "toegekend",
    }
    return under(tables, at, PRESTATIE, **{**usual, **values})


def client_of(tables: Tables, at: int) -> str:
    """The client number of the allocation at this position."""
    return str(tables[ALLOCATION]["clientnummer"].iloc[at])


def unused_bsns(tables: Tables) -> npt.NDArray[np.object_]:
    """Every BSN of the test range that nobody in the export has."""
    return np.setdiff1d(bsns_of_the_test_range(), tables[ALLOCATION]["bsn"].dropna().to_numpy(object))


def unused_bsn(tables: Tables) -> str:
    """A BSN of the test range that nobody in the export has."""
    return str(unused_bsns(tables)[-1])
