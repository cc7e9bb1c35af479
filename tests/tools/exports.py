"""Small exports for tests: typed tables from plain rows, with everything a row does not say filled in."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from service.domain.standard.export import DECIMAL_SCALE, QUARANTINE, ROW, Export, TableLayout
from service.domain.standard.model import Field, FieldType, Standard
from service.files.standard.loader import load_standard

REPOSITORY = Path(__file__).parents[2]

USUAL: Mapping[str, Mapping[str, object]] = {
    "aanlevering": {
        "standaardversie": "2026.1",
        "agb_code": "01234567",
        "kvk_nummer": "00123456",
        "naam_aanbieder": "Stichting Voorbeeldzorg",
        "periode_begin": date(2026, 1, 1),
        "periode_eind": date(2026, 3, 31),
    },
    "toewijzing": {
        "gemeentecode": "0014",
        "toewijzingnummer": 1,
        "wet": "JW",
        "clientnummer": "C1",
        "bsn": "999900006",
        "productcategorie": "45",
        "ingangsdatum": date(2026, 1, 1),
    },
    "prestatie": {
        "referentienummer": "R1",
        "gemeentecode": "0014",
        "toewijzingnummer": 1,
        "productcategorie": "45",
        "productcode": "45A03",
        "begindatum": date(2026, 1, 1),
        "einddatum": date(2026, 1, 31),
        "volume": 60,
        "eenheid": "01",
        "tarief": 1_00,
        "bedrag": 60_00,
        "debet_credit": "D",
        "status": "ingediend",
    },
    "wachtlijst": {
        "gemeentecode": "0014",
        "wet": "JW",
        "hulpvorm": "02",
        "peildatum": date(2026, 3, 31),
        "wachtenden": 3,
        "wachttijd_dagen": 45,
    },
    "toelichting": {"onderwerp": "algemeen", "tekst": "Niets bijzonders."},
}


@cache
def the_standard() -> Standard:
    return load_standard(REPOSITORY / "mappings")


def an_export(**tables: list[Mapping[str, object]]) -> Export:
    """An export with these rows; one usual row of aanlevering and toewijzing when they are not given."""
    standard = the_standard()
    rows = {"aanlevering": [{}], "toewijzing": [{}], **tables}
    frames = {name: _table(name, rows.get(name, [])) for name in standard.tables}
    layouts = {
        name: TableLayout(name, {field: chr(ord("A") + n) for n, field in enumerate(table.fields)})
        for name, table in standard.tables.items()
    }
    return Export(frames, layouts)


def _table(name: str, rows: list[Mapping[str, object]]) -> pd.DataFrame:
    if not any(rows):
        return _usual_table(name, len(rows)).copy()
    usual = USUAL.get(name, {})
    return _frame(the_standard().tables[name].fields, [{**usual, **row} for row in rows])


@cache
def _usual_table(name: str, count: int) -> pd.DataFrame:
    """So many usual rows: most tables of a test have none, and one of them is enough to copy."""
    return _frame(the_standard().tables[name].fields, [dict(USUAL.get(name, {}))] * count)


def _frame(fields: Mapping[str, Field], rows: list[Mapping[str, object]]) -> pd.DataFrame:
    unknown = {name for row in rows for name in row} - set(fields) - {QUARANTINE}
    assert not unknown, f"no such fields: {unknown}"
    columns = {name: _series(field, [row.get(name) for row in rows]) for name, field in fields.items()}
    frame = pd.DataFrame(columns)
    frame[ROW] = np.arange(2, len(rows) + 2, dtype=np.int64)
    frame[QUARANTINE] = pd.Series([row.get(QUARANTINE) for row in rows], dtype="str")
    return frame


def _series(field: Field, values: list[object]) -> pd.Series:
    if all(value is None for value in values):
        return _blank(field.type, len(values))
    match field.type:
        case FieldType.TEXT | FieldType.CODE:
            return pd.Series(values, dtype="str")
        case FieldType.DATE:
            return pd.Series(pd.to_datetime(pd.Series(values, dtype="object"))).astype("datetime64[s]")
        case FieldType.DECIMAL:
            scaled = [None if value is None else round(value * DECIMAL_SCALE) for value in values]
            return pd.Series(scaled, dtype="Int64")
        case FieldType.INTEGER | FieldType.MONEY:
            return pd.Series(values, dtype="Int64")


@lru_cache(maxsize=256)
def _blank(kind: FieldType, count: int) -> pd.Series:
    """Nothing, so many times. A frame that is made of it has a copy."""
    types = {FieldType.TEXT: "str", FieldType.CODE: "str", FieldType.DATE: "datetime64[s]"}
    return pd.Series([None] * count, dtype=types.get(kind, "Int64"))
