"""The totals of a report are made up from the file itself, in every kind of file."""

from collections.abc import Mapping
from decimal import Decimal

import numpy as np
import pytest
from pydantic import TypeAdapter

from service.domain.formats.output import Output
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import ReportWriter, require_reads_back
from tests.fidelity.open_documents import by_hand
from tests.fidelity.workbooks import WORKBOOKS
from tests.tools.contents import a_sheet

OUTPUTS: Mapping[str, Mapping[str, object]] = {
    "csv": {"kind": "csv"},
    "csv-quoted": {"kind": "csv", "separator": ",", "quote": "always"},
    "fixed": {"kind": "fixed-width", "columns": {"Naam": {"width": 9}, "Bedrag": {"width": 12}}},
    "fixed-without-sign": {
        "kind": "fixed-width",
        "columns": {"Naam": {"width": 9}, "Bedrag": {"width": 12, "align": "right", "pad": "0"}},
        "decimal_sign": "",
    },
    "xml": {"kind": "xml", "root": "Uitvraag"},
    "json": {"kind": "json"},
    "xlsx": {"kind": "xlsx", "template": "t.xlsx"},
    "xlsx-per-name": {"kind": "xlsx", "template": "t.xlsx", "sheet_per": {"Data": "Naam"}},
    "ods": {"kind": "ods", "template": "t.ods"},
}
BLANKS = {"xlsx": WORKBOOKS["printed"], "ods": by_hand}


def _content(rows: int) -> ReportContent:
    blank = np.arange(rows) % 10 == 3
    names = np.array([f"naam {row % 4}" for row in range(rows)], dtype=object)
    columns = {
        "Naam": Values(ValueKind.TEXT, names, np.zeros(rows, bool)),
        "Bedrag": Values(ValueKind.NUMBER, np.arange(rows) * 1_237 - 5_003, blank, 100),
    }
    return ReportContent({}, (a_sheet("Data", 4, columns),))


@pytest.mark.parametrize("rows", [0, 1, 7, 500])
@pytest.mark.parametrize("name", OUTPUTS)
def test_the_total_of_a_column_is_that_of_the_file(name: str, rows: int):
    output = TypeAdapter(Output).validate_python({"filename": "uit", **OUTPUTS[name]})
    content = _content(rows)
    template = BLANKS[output.kind]() if output.kind in BLANKS else None
    report = ReportWriter().write_report(content, output, template)

    total = require_reads_back(report, content, output, template)("Data", "Bedrag")

    meant = sum(row * 1_237 - 5_003 for row in range(rows) if row % 10 != 3)
    assert total == Decimal(meant) / 100


@pytest.mark.parametrize("rows", [0, 1, 7, 500])
@pytest.mark.parametrize("name", BLANKS)
def test_a_cell_of_a_workbook_is_found_above_and_below_the_rows(name: str, rows: int):
    output = TypeAdapter(Output).validate_python({"filename": "uit", **OUTPUTS[name]})
    sheet = _content(rows).sheets
    content = ReportContent({("Data", "D2"): 12, ("Data", "B9"): -7}, sheet)
    template = BLANKS[name]()
    report = ReportWriter().write_report(content, output, template)

    read = require_reads_back(report, content, output, template)

    assert [read("Data", "D2"), read("Data", "B9")] == [12, -7]


@pytest.mark.parametrize("name", ["xml", "json"])
def test_a_cell_is_found_beside_the_rows(name: str):
    output = TypeAdapter(Output).validate_python({"filename": "uit", **OUTPUTS[name]})
    content = ReportContent({("Kop", "Totaal"): 1_200}, _content(3).sheets)
    report = ReportWriter().write_report(content, output)

    read = require_reads_back(report, content, output)

    assert (read("Kop", "Totaal"), read("Data", "Bedrag")) == (1_200, Decimal("-112.98"))
