"""A workbook with every feature that must survive, and contents to fill it with."""

import io
from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
import xlsxwriter

from service.domain.translation.content import ReportContent, ValueKind, Values
from tests.tools.contents import a_sheet


def text_values(items: list[str]) -> Values:
    return Values(ValueKind.TEXT, np.array(items, dtype=object), np.zeros(len(items), dtype=bool))


def number_values(items: list[int], denominator: int = 1) -> Values:
    return Values(
        ValueKind.NUMBER, np.array(items, dtype=np.int64), np.zeros(len(items), dtype=bool), denominator
    )


def day_values(items: list[str]) -> Values:
    return Values(ValueKind.DATE, np.array(items, dtype="datetime64[D]"), np.zeros(len(items), dtype=bool))


def rich_content(rows: int) -> ReportContent:
    """For the sheet `Data` of the rich template: names, cents from -500 on, days."""
    sheet = a_sheet(
        "Data",
        4,
        {
            "Naam": text_values([f"=naam{row % 5}" for row in range(rows)]),
            "Bedrag in euro": number_values([row * 100 - 500 for row in range(rows)], 100),
            "Datum": day_values(["2026-01-31"] * rows),
            "Tekst": text_values(["a & b"] * rows),
        },
    )
    return ReportContent({("Voor", "C3"): "Zorg & Co", ("Voor", "C4"): date(2026, 3, 31)}, (sheet,))


@pytest.fixture(scope="session")
def content_of() -> Callable[[int], ReportContent]:
    return rich_content


@pytest.fixture(scope="session")
def rich_template() -> bytes:
    """Header row 4 in two lines, pattern row 5, totals in row 6, a note in row 8, a text box at row 10."""
    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    day, euro = (book.add_format({"num_format": form}) for form in ("dd-mm-yyyy", "#,##0.00"))
    front = book.add_worksheet("Voor")
    front.write("B3", "Naam")
    front.merge_range("C3:D3", "")
    front.write_blank("C4", None, day)
    front.write_formula("C5", "=Data!B6", None, 12345)
    front.write_formula("C6", "=SUM('Data'!B5:B5)+Los!A1", None, 999)
    sheet = book.add_worksheet("Data")
    for where, text in (("A3:A4", "Naam"), ("B3:C3", "Cijfers"), ("E4:F4", "Tekst")):
        sheet.merge_range(where, text)
    sheet.write_row("B4", ["Bedrag\nin euro", "Datum", "Dubbel"])
    sheet.write("G4", "Vast")
    sheet.set_row(4, 21)
    sheet.write_blank("A5", None)
    sheet.write_blank("B5", None, euro)
    sheet.write_blank("C5", None, day)
    sheet.write_formula("D5", "=B5*200%+B$6*0", euro, 777)
    sheet.merge_range("E5:F5", "")
    sheet.write_string("G5", "vast", book.add_format({"bold": True}))
    sheet.write("A6", "Totaal")
    sheet.write_formula("B6", "=SUM(B5:B5)", euro, 888)
    sheet.write_formula("D6", "=SUM(D$5:D5)", euro, 666)
    sheet.merge_range("A8:D8", "Noot")
    sheet.write_url("A9", "internal:'Data'!B6")
    sheet.write_comment("B6", "let op")
    sheet.insert_textbox("A10", "Ondertekening", {"object_position": 2})
    sheet.data_validation("A5", {"validate": "list", "source": "=Los!$A$2:$A$4"})
    sheet.conditional_format("B5:B5", {"type": "formula", "criteria": "=$B5>B$6/2", "format": euro})
    sheet.conditional_format("D5:D5", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("B6", {"type": "cell", "criteria": ">", "value": "$D$6", "format": euro})
    sheet.autofilter("A4:G5")
    sheet.set_h_pagebreaks([6])
    sheet.print_area("A1:G10")
    sheet.repeat_rows(2, 3)
    book.define_name("Bedragen", "=Data!$B$5:$B$5")
    book.define_name("Totaal", "=Data!$B$6")
    loose = book.add_worksheet("Los")
    loose.write_column("A1", [1, "x", "y", "z"])
    loose.write_formula("B1", "=A1+1", None, 2)
    table = book.add_worksheet("Tabel")
    table.add_table("A1:B2", {"name": "tabel1", "columns": [{"header": "Code"}, {"header": "Aantal"}]})
    chart = book.add_chart({"type": "bar"})
    chart.add_series({"categories": "=Data!$A$5:$A$5", "values": "=Data!$B$5:$B$5", "values_data": [3]})
    loose.insert_chart("D4", chart)
    book.close()
    return target.getvalue()
