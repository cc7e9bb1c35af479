"""The tariffs of contracts, and the rows whose tariff is another one (TR418)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import Finding, Place, warns
from service.domain.said import said_euros
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns, Numbers
from service.domain.standard.export import ROW, Export
from service.domain.standard.faults import MOST_NAMED
from service.domain.standard.rules.rule import TableRows
from service.domain.wording import Wording

NONE = -1
"""Where no contract says a tariff: then the row is held against nothing."""
_CARE, _TARIFF = "prestatie", "tarief"

TARIFF_NOT_CONTRACTED = warns(
    "tariff-not-contracted",
    Wording("tarief is niet dat van het contract", "tariff is not that of the contract"),
    Wording(
        "Kolom {column}, rij {row}: het tarief is € {value}; volgens het contract met gemeente {agreed_with} "
        "is het € {expected}. Controleer het tarief, of antwoord welke afspraak ervoor geldt.",
        "Column {column}, row {row}: the tariff is € {value}; by the contract with municipality "
        "{agreed_with} it is € {expected}. Check the tariff, or answer which agreement holds for it.",
    ),
)
_Key = tuple[str, str, str, str, str]
"""Gemeentecode, law, category, product code and unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTariff:
    """One line of a table of tariffs."""

    municipality: str
    """Gemeentecode."""
    law: str
    category: str
    product: str
    """Product code; empty for every product of the category."""
    unit: str
    begin: date
    until: date | None
    """The last day; None as long as there is none."""
    cents: int

    @property
    def key(self) -> _Key:
        """What it is the tariff of."""
        return self.municipality, self.law, self.category, self.product, self.unit


def contracted(rows: TableRows, tariffs: Iterable[ContractTariff]) -> Numbers:
    """Per row of prestatie the cents of its contract on its first day, or `NONE`.

    A line about the product goes before one about its whole category; of two that hold the later one.
    """
    lines: dict[_Key, list[ContractTariff]] = defaultdict(list)
    for each in sorted(tariffs, key=lambda each: each.begin):
        lines[each.key].append(each)
    found = np.full(len(rows), NONE, np.int64)
    if not lines:
        return found
    days = rows.day("begindatum").astype("datetime64[D]")
    for key, places in _alike(rows):
        municipality, law, category, product, unit = key
        general = lines.get((municipality, law, category, "", unit), [])
        own = lines.get(key, []) if product else []
        for line in (*general, *own):
            of_line = days[places] >= np.datetime64(line.begin)
            if line.until is not None:
                of_line &= days[places] <= np.datetime64(line.until)
            found[places[of_line]] = line.cents
    return found


def _alike(rows: TableRows) -> Iterable[tuple[_Key, npt.NDArray[np.intp]]]:
    """Rows that are held against the same lines, by what these are lines of."""
    keys = pd.DataFrame(
        {
            "municipality": texts_per_row(rows, "gemeentecode"),
            "law": texts_per_row(rows.allocation, "wet"),
            "category": texts_per_row(rows, "productcategorie"),
            "product": texts_per_row(rows, "productcode"),
            "unit": texts_per_row(rows, "eenheid"),
        }
    )
    numbers = keys.groupby(list(keys.columns), sort=False).ngroup().to_numpy(dtype=np.intp)
    first = np.unique(numbers, return_index=True)[1]
    for number, at in enumerate(first.tolist()):
        municipality, law, category, product, unit = (str(each) for each in keys.iloc[at])
        yield (municipality, law, category, product, unit), np.flatnonzero(numbers == number)


def texts_per_row(columns: Columns, name: str) -> npt.NDArray[np.object_]:
    """The text of each row; empty where there is none."""
    return np.array([*columns.texts(name), ""], dtype=object)[columns.numbered(name)]


def off_contract(rows: TableRows, agreed: Numbers) -> Mask:
    """Where the tariff is another one than was `agreed`."""
    other: Mask = (agreed != NONE) & rows.has("tarief") & (rows.number("tarief") != agreed)
    return other


def findings_beside_contract(rows: TableRows, export: Export, agreed: Numbers) -> tuple[Finding, ...]:
    """One for each row whose tariff is another one; after so many the last speaks for the rest."""
    places = np.flatnonzero(off_contract(rows, agreed))
    numbers = export.tables[_CARE][ROW].to_numpy(dtype=np.int64)
    tariffs, codes = rows.number(_TARIFF), texts_per_row(rows, "gemeentecode")
    layout = export.layouts.get(_CARE)
    sheet, column = (layout.sheet, layout.columns.get(_TARIFF, "")) if layout else (_CARE, "")
    return tuple(
        Finding(
            TARIFF_NOT_CONTRACTED,
            Place(table=_CARE, sheet=sheet, row=int(numbers[place]), column=column, field=_TARIFF),
            {
                "value": said_euros(int(tariffs[place])),
                "expected": said_euros(int(agreed[place])),
                "agreed_with": str(codes[place]),
            },
            len(places) - at if at == MOST_NAMED else 1,
        )
        for at, place in enumerate(places[: MOST_NAMED + 1].tolist())
    )
