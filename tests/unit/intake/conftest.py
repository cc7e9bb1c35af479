"""A small valid export of which a test changes what it is about."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest

from service.domain.periods import parse_period
from service.domain.standard.cells import Cells
from service.domain.standard.export import RawExport, RawTable
from service.domain.standard.intake import check_export
from service.files.standard.loader import load_standard
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import sheets_of

_DELIVERY = {
    "standaardversie": "2026.1",
    "agb_code": "01234567",
    "kvk_nummer": "01234567",
    "naam_aanbieder": "Stichting Voorbeeld",
    "periode_begin": dt.date(2026, 1, 1),
    "periode_eind": dt.date(2026, 3, 31),
}
_ALLOCATION = {
    "gemeentecode": "0014",
    "toewijzingnummer": 1.0,
    "wet": "JW",
    "clientnummer": "C1",
    "bsn": "999900006",
    "productcategorie": "45",
    "productcode": "45A03",
    "ingangsdatum": dt.date(2025, 12, 1),
    "eenheid": "04",
}
_PRESTATIE = {
    "referentienummer": "R1",
    "gemeentecode": "0014",
    "toewijzingnummer": 1.0,
    "productcategorie": "45",
    "productcode": "45A03",
    "begindatum": dt.date(2026, 1, 1),
    "einddatum": dt.date(2026, 1, 31),
    "volume": 3.0,
    "eenheid": "04",
    "tarief": 12.35,
    "bedrag": 37.05,
    "debet_credit": "D",
    "status": "toegekend",
}
_BASE = {"aanlevering": _DELIVERY, "toewijzing": _ALLOCATION, "prestatie": _PRESTATIE}


class Intake:
    """Checks the valid export with rows changed, and tells what was found in one flat list."""

    def __init__(self, standard):
        self.standard = standard
        self.checked = None

    def table(self, name, rows, *, text_only=False):
        fields = list(self.standard.tables[name].fields)
        columns = tuple(Cells.of([row.get(field, "") for row in rows]) for field in fields)
        return RawTable(
            sheet=name,
            headers=tuple(fields),
            columns=columns,
            rows=np.arange(2, len(rows) + 2),
            is_text_only=text_only,
        )

    def raw(self, *, text_only=False, **changes):
        """Each change is a list of what differs from the valid row, one dict per row."""
        rows = {name: [row] for name, row in _BASE.items()}
        for name, differing in changes.items():
            rows[name] = [{**_BASE.get(name, {}), **each} for each in differing]
        return [self.table(name, each, text_only=text_only) for name, each in rows.items()]

    def check(self, tables):
        self.checked = check_export(RawExport(tuple(tables)), self.standard)
        for finding in self.checked.findings:
            assert finding.text("nl")
            assert finding.text("en")
            assert "{" not in finding.text("nl") + finding.text("en")
        return [(f.place.table, f.place.row, f.place.column, f.kind.code) for f in self.checked.findings]

    def found(self, **changes):
        return self.check(self.raw(**changes))

    def values(self, table, field):
        return self.checked.export.tables[table][field].tolist()


@pytest.fixture(scope="module")
def tables():
    """What a provider of two municipalities has."""
    return sample_tables(
        the_standard(), seed=11, municipalities=["0014", "0034"], clients=12, period=parse_period("2026-Q1")
    )


@pytest.fixture
def sheets(tables):
    """The same as a workbook of which a test changes cells."""
    return sheets_of(the_standard(), tables)


@pytest.fixture(scope="session")
def standard():
    return load_standard(Path(__file__).parents[3] / "mappings")


@pytest.fixture
def intake(standard):
    return Intake(standard)
