"""Plant faults in an invented export, each in rows of its own, and say exactly what must be found."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from service.domain.standard.column_letters import column_letter
from service.domain.standard.model import Standard
from service.sample.defects_in_allocations import ALLOCATION_DEFECTS
from service.sample.defects_in_cells import CELL_DEFECTS
from service.sample.defects_in_deliveries import DELIVERY_DEFECTS
from service.sample.defects_in_prestaties import PRESTATIE_DEFECTS
from service.sample.planting import Defect, ExpectedFinding, Tables

_FIRST_ROW = 2
DEFECTS: tuple[Defect, ...] = (
    *CELL_DEFECTS,
    *ALLOCATION_DEFECTS,
    *PRESTATIE_DEFECTS,
    *DELIVERY_DEFECTS,
)
_TYPED = "a sample has typed tables: such a text or number cannot stand in that column"
_OF_SHEETS = "is about a sheet, its header or a row that is no data: see docs/traps.md"
_AS_WRITTEN = "blanks are left out when a file is read, unless the provider wants it read as it is written"
_OF_CELLS = "is about how a file writes a value, which a sample does not choose: see docs/traps.md"
NOT_PLANTED: Mapping[str, str] = {
    "help-form-under-wmo": "is said by code-of-other-law: every hulpvorm is of the Jeugdwet",
    **dict.fromkeys(
        (
            "no-known-sheets",
            "missing-table",
            "not-one-row",
            "duplicate-table",
            "unknown-sheet",
            "sheet-looks-like",
            "several-sheets",
            "table-from-columns",
            "column-looks-like",
            "column-looks-the-same",
            "sheet-looks-the-same",
            "title-above-header",
            "repeated-header",
            "row-shifted",
            "row-shifted-left",
            "row-is-none",
            "row-hardly-filled",
            "row-breaks-off",
            "sheet-empty",
            "example-row",
            "columns-swapped",
            "sign-for-another",
            "column-dragged",
            "column-counts-on",
            "column-of-noughts",
            "column-long-ago",
            "column-far-ahead",
            "column-of-another-size",
            "column-of-another-year",
            "cell-beside-its-column",
            "cells-changed-places",
            "total-row",
            "header-missing",
            "missing-column",
            "column-without-header",
            "missing-optional-column",
            "key-without-column",
            "duplicate-column",
            "unknown-column",
            "no-allocations",
            "links-broken",
            "blank-rows",
            "stray-cell",
            "cell-outside-table",
        ),
        _OF_SHEETS,
    ),
    "messages-without-delivery": "a sample has its tables, and never lone messages",
    **dict.fromkeys(("text-is-blank", "product-code-is-blank", "reference-with-blanks"), _AS_WRITTEN),
    **dict.fromkeys(("code-ended", "code-not-yet"), "a sample has the municipalities of today"),
    **dict.fromkeys(
        (
            "leading-zeros-restored",
            "leading-zeros-lost",
            "code-as-number",
            "formula-without-value",
            "error-cell",
            "control-characters",
            "number-in-text-column",
            "other-decimal-sign",
            "thousands-separator",
            "number-as-text",
            "date-with-time",
            "date-for-number",
            "number-for-date",
            "code-looks-the-same",
            "decisive-code-looks-the-same",
        ),
        _OF_CELLS,
    ),
    **dict.fromkeys(
        (
            *("not-text", "not-a-number", "not-a-whole-number", "too-many-decimals"),
            *("not-a-date", "year-of-two-digits"),
        ),
        _TYPED,
    ),
}
"""Kinds of finding about cells, rows and tables that no fault gives by itself, each with the reason."""
_TOGETHER = tuple(defect for defect in DEFECTS if not defect.is_alone)


@dataclass(frozen=True, slots=True, order=True)
class Planted:
    """One finding that a check has to give, at its place in the file that is written."""

    table: str
    row: int
    column: str
    code: str


def known_defects() -> tuple[str, ...]:
    """Return every code that can be planted."""
    return tuple(dict.fromkeys(defect.code for defect in DEFECTS))


def defects_together() -> tuple[str, ...]:
    """Return every code that can be planted beside others."""
    return tuple(dict.fromkeys(defect.code for defect in _TOGETHER))


def plant_defects(
    standard: Standard, tables: Mapping[str, pd.DataFrame], chosen: Sequence[str] | int, *, seed: int
) -> tuple[Tables, tuple[Planted, ...]]:
    """Return the tables with faults in them, and exactly what must be found.

    `chosen` is a number of faults, or codes of `known_defects`. No two faults share a row. Raises ValueError
    for a code that is not known, a fault for which there is no row left, or one that has to be alone and is
    not.
    """
    random = np.random.default_rng(seed)
    spoiled = {name: frame.copy() for name, frame in tables.items()}
    taken: defaultdict[str, set[int]] = defaultdict(set)
    planted: list[Planted] = []
    for defect in _wanted(chosen, random):
        fitting = defect.rows(dict(tables)).to_numpy(bool)
        free = [row for row in np.flatnonzero(fitting).tolist() if row not in taken[defect.place]]
        if not free:
            if isinstance(chosen, int):
                continue
            raise ValueError(f"There is no row left for {defect.code}: take more clients or municipalities.")
        row = int(random.choice(free))
        if not defect.has_rows_of_its_own:
            taken[defect.place].add(row)
        for expected in defect.expected(spoiled, defect.plant(spoiled, row)):
            planted += _places(standard, expected)
    return spoiled, tuple(sorted(planted))


def _places(standard: Standard, expected: ExpectedFinding) -> list[Planted]:
    letter = column_letter(list(standard.tables[expected.table].fields).index(expected.field) + 1)
    return [Planted(expected.table, row + _FIRST_ROW, letter, expected.code) for row in expected.rows]


def _drawn(count: int, random: np.random.Generator) -> list[Defect]:
    among = DEFECTS if count == 1 else _TOGETHER
    return [among[at] for at in random.integers(0, len(among), count).tolist()]


def _wanted(chosen: Sequence[str] | int, random: np.random.Generator) -> list[Defect]:
    if isinstance(chosen, int):
        return _drawn(chosen, random)
    unknown = set(chosen) - set(known_defects())
    if unknown:
        raise ValueError(f"Not known: {', '.join(sorted(unknown))}. Known: {', '.join(known_defects())}.")
    by_code = {defect.code: defect for defect in reversed(DEFECTS)}
    wanted = [by_code[code] for code in chosen]
    lonely = [defect.code for defect in wanted if defect.is_alone]
    if lonely and len(wanted) > 1:
        raise ValueError(f"Has to be planted alone: {', '.join(lonely)}.")
    return wanted
