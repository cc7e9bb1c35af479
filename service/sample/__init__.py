"""An invented but realistic export, the same for the same seed."""

import math
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from service.domain.periods import Period, PeriodKind
from service.domain.standard.model import FieldType, Standard, Table
from service.sample.allocations import draw_allocations
from service.sample.deliveries import draw_deliveries
from service.sample.figures import (
    draw_course,
    draw_figures,
    draw_outcomes,
    draw_stories,
    draw_waiting_lists,
)

_PER_CLIENT = 1.25
"""Allocations per client, when the number of prestaties is left open."""
_MOST_PER_CLIENT = 8
"""Allocations; where the rows that are asked need more, there are more clients than asked."""
_CUT = 0.72
"""The share of the months of a period in which an allocation surely runs, with room to spare."""


def choose_municipalities(codes: Sequence[str], count: int, *, seed: int) -> tuple[str, ...]:
    """Choose `count` different codes, in order, the same for the same seed.

    Raises ValueError when there are fewer.
    """
    if not 0 < count <= len(codes):
        raise ValueError(f"{count} municipalities cannot be chosen out of {len(codes)}.")
    chosen = np.random.default_rng(seed).permutation(len(codes))[:count]
    return tuple(sorted(codes[at] for at in chosen.tolist()))


def sample_tables(
    standard: Standard,
    *,
    seed: int,
    municipalities: Sequence[str],
    clients: int,
    period: Period,
    prestaties: int | None = None,
) -> dict[str, pd.DataFrame]:
    """Every table of the standard, filled, and without any finding when it is checked.

    Types as in `Export`: money in cents, decimals in ten-thousandths, dates as datetime64. All BSNs are of
    the official test range. `prestaties` fixes the number of rows of that table. Raises ValueError when
    there is no client, no municipality or no whole month to work with.
    """
    months = len(list(period.parts(PeriodKind.MONTH)))
    if not (clients > 0 and municipalities and months):
        raise ValueError("A sample needs at least one client, one municipality and one whole month.")
    random = np.random.default_rng(seed)
    count = math.ceil(clients * _PER_CLIENT)
    if prestaties is not None:
        count = max(count, math.ceil(prestaties / (months * _CUT)) + 20)
    clients = max(clients, math.ceil(count / _MOST_PER_CLIENT))
    drawn = draw_allocations(random, municipalities, clients, count, period)
    course = draw_course(random, drawn, period)
    tables = {
        "aanlevering": _delivery(standard, period),
        "toewijzing": drawn.frame,
        "verloop": course,
        "prestatie": draw_deliveries(random, drawn, period, prestaties),
        "uitkomst": draw_outcomes(random, drawn, course, period),
        "wachtlijst": draw_waiting_lists(random, municipalities, period),
        "kengetal": draw_figures(random, municipalities),
        "toelichting": draw_stories(random, municipalities),
    }
    return {name: _typed(table, tables[name]) for name, table in standard.tables.items()}


def _delivery(standard: Standard, period: Period) -> pd.DataFrame:
    known: Mapping[str, object] = {
        "standaardversie": standard.version,
        "agb_code": "06011234",
        "kvk_nummer": "09012345",
        "naam_aanbieder": "Stichting Voorbeeldzorg",
        "soort_aanbieder": "jeugdhulpaanbieder",
        "periode_begin": np.datetime64(period.begin, "s"),
        "periode_eind": np.datetime64(period.end, "s"),
        "aangemaakt_op": np.datetime64(period.end, "s") + np.timedelta64(9, "D"),
        "contact_naam": "Afdeling Zorgadministratie",
        "contact_email": "verantwoording@voorbeeldzorg.example",
        "contact_telefoon": "000-0000000",
    }
    return pd.DataFrame({name: [value] for name, value in known.items()})


def _typed(table: Table, frame: pd.DataFrame) -> pd.DataFrame:
    """Give the table every field of the standard, in its order and type."""
    columns: dict[str, pd.Series] = {}
    for field in table.fields.values():
        column = frame[field.name] if field.name in frame else pd.Series([None] * len(frame), dtype=object)
        column = column.reset_index(drop=True)
        match field.type:
            case FieldType.TEXT | FieldType.CODE:
                columns[field.name] = column.astype("str")
            case FieldType.DATE:
                columns[field.name] = column.astype("datetime64[s]")
            case FieldType.INTEGER | FieldType.MONEY | FieldType.DECIMAL:
                columns[field.name] = column.astype("Int64")
    return pd.DataFrame(columns)
