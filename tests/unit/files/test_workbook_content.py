"""Which values a workbook holds, refuses, and gives back; and what a template is refused for."""

import io
import re
import zipfile
from datetime import date

import numpy as np
import openpyxl
import pytest
import python_calamine

from service.domain.failures import CannotBeWrittenError, FormatError
from service.domain.formats.output import XlsxOutput
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.reports.report_writer import require_reads_back
from service.files.workbook.placed import SheetTarget
from service.files.workbook.template import compile_template
from service.files.workbook.writer import write_workbook
from tests.tools.contents import a_sheet
from tests.tools.faults import in_dutch

OUTPUT = XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")

NAUGHTY = [
    "=1+1",
    '=HYPERLINK("x")',
    "+31",
    "-2",
    "@x",
    "\tvoor",
    "  blanks  ",
    "regel\nnieuw",
    "cr\r\nlf",
    "<b>&amp;</b>]]>",
    "%s %d %",
    "_x000D_",
    "_x005F_x000D_",
    "_x_",
    "שלום",
    "e\u0301",
    "👩‍👧",
    "NA",
    "0012",
    "'=x",
    "a" * 32_767,
    "😀" * 16_383,
]


def _content(values: Values) -> ReportContent:
    return ReportContent({}, (a_sheet("Tabel", 1, {"Code": values}),))


def _texts(items: list[str]) -> Values:
    return Values(ValueKind.TEXT, np.array(items, dtype=object), np.zeros(len(items), dtype=bool))


def _written(template: bytes, values: Values) -> bytes:
    compiled = compile_template(template, [SheetTarget("Tabel", 1, ("Code",))], [])
    return write_workbook(compiled, _content(values))


def _read(report: bytes, sheet: str) -> list[list[object]]:
    return (
        python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(report))
        .get_sheet_by_name(sheet)
        .to_python()
    )


def test_every_naughty_text_reads_back_as_it_was_and_none_is_a_formula(rich_template):
    report = _written(rich_template, _texts(NAUGHTY))

    require_reads_back(report, _content(_texts(NAUGHTY)), OUTPUT, rich_template)
    assert [row[0] for row in _read(report, "Tabel")][1:] == NAUGHTY
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        assert b"<f" not in archive.read("xl/worksheets/sheet4.xml")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("\x00", r"U\+0000"),
        ("a\x0b", r"U\+000B"),
        ("\ud800", r"U\+D800"),
        ("\ufffe", r"U\+FFFE"),
        ("a" * 32_768, "32767"),
        ("😀" * 16_384, "32767"),
    ],
)
def test_a_text_that_no_workbook_can_hold_is_refused_with_its_place_and_without_the_text(
    rich_template, text, why
):
    with pytest.raises(
        CannotBeWrittenError, match=rf"Sheet 'Tabel', column 'Code', row 3: .*{why}"
    ) as caught:
        _written(rich_template, _texts(["goed", text]))

    assert text not in str(caught.value)


def test_numbers_are_written_as_exact_decimals(rich_template):
    numbers = [0, 5, -5, 1234567, -100, 999_999_999_999_999]
    values = Values(ValueKind.NUMBER, np.array(numbers), np.array([False] * 5 + [False]), 100)

    with zipfile.ZipFile(io.BytesIO(_written(rich_template, values))) as archive:
        xml = archive.read("xl/worksheets/sheet4.xml").decode()

    assert re.findall(r"<v>([^<]*\.[^<]*)</v>", xml) == [
        "0.00",
        "0.05",
        "-0.05",
        "12345.67",
        "-1.00",
        "9999999999999.99",
    ]


def test_a_number_that_excel_would_round_is_refused(rich_template):
    values = Values(ValueKind.NUMBER, np.array([1, 10**15]), np.zeros(2, dtype=bool))

    with pytest.raises(CannotBeWrittenError, match="column 'Code', row 3: the number has 16 digits"):
        _written(rich_template, values)


def test_blank_cells_stay_blank_whatever_they_hold(rich_template, content_of):
    columns = {
        header: Values(values.kind, values.items, np.array([True, False, True]), values.denominator)
        for header, values in content_of(3).sheets[0].columns.items()
    }
    content = ReportContent({}, (a_sheet("Data", 4, columns),))
    compiled = compile_template(rich_template, [SheetTarget("Data", 4, tuple(columns))], [])

    report = write_workbook(compiled, content)

    rows = _read(report, "Data")
    require_reads_back(report, content, OUTPUT, rich_template)
    start = next(i for i, row in enumerate(rows) if "Datum" in row) + 1
    assert [row[:6] for row in rows[start : start + 3]] == [
        ["", "", "", "", "", ""],
        ["=naam1", -4.0, date(2026, 1, 31), "", "a & b", ""],
        ["", "", "", "", "", ""],
    ]


@pytest.mark.parametrize("day", ["1900-02-28", "1899-12-31"])
def test_a_day_that_excel_cannot_keep_is_refused(rich_template, day):
    columns = {"Datum": Values(ValueKind.DATE, np.array([day], dtype="datetime64[D]"), np.array([False]))}
    compiled = compile_template(rich_template, [SheetTarget("Data", 4, ("Datum",))], [])

    with pytest.raises(
        CannotBeWrittenError, match="Sheet 'Data', column 'Datum', row 5: Excel knows no days"
    ):
        write_workbook(compiled, ReportContent({}, (a_sheet("Data", 4, columns),)))


def test_a_day_in_a_cell_without_a_date_form_is_a_fault_of_the_template(rich_template):
    values = Values(ValueKind.DATE, np.array(["2026-01-01"], dtype="datetime64[D]"), np.array([False]))

    with pytest.raises(
        FormatError, check=in_dutch(r"'Code' krijgt een datum, maar de cel .* geen datumnotatie")
    ):
        _written(rich_template, values)


def test_more_rows_than_a_sheet_has_are_refused_before_work_starts(rich_template):
    rows = 1_048_576
    values = Values(ValueKind.NUMBER, np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=bool))

    with pytest.raises(CannotBeWrittenError, match="'Tabel' gets 1048576 lines"):
        _written(rich_template, values)


def test_single_cells_keep_their_style_and_their_merge(rich_template, content_of):
    compiled = compile_template(
        rich_template,
        [SheetTarget("Data", 4, tuple(content_of(1).sheets[0].columns))],
        [("Voor", "C3"), ("Voor", "C4")],
    )

    report = write_workbook(compiled, content_of(1))

    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        front = archive.read("xl/worksheets/sheet1.xml").decode()
    assert '<mergeCell ref="C3:D3"/>' in front
    assert re.findall(r'<c r="C[34]"[^/]*?(?:/t>|/v>)', front) == [
        '<c r="C3" t="inlineStr"><is><t>Zorg &amp; Co</t>',
        '<c r="C4" s="1"><v>46112</v>',
    ]


def test_a_missing_header_is_named_with_file_sheet_and_the_headers_that_are_there(rich_template):
    with pytest.raises(FormatError) as caught:
        compile_template(
            rich_template, [SheetTarget("Data", 4, ("Naam", "Bedrag"))], [], file="map/rijk.xlsx"
        )

    assert caught.value.placed_words.nl == (
        "map/rijk.xlsx: Op blad 'Data', rij 4, ontbreekt 'Bedrag'; er staat 'Naam', 'Bedrag in euro', "
        "'Datum', 'Dubbel', 'Tekst', 'Vast'. Neem de kolomtitels over zoals ze in de werkmap staan."
    )


def test_a_missing_sheet_is_named_with_the_sheets_that_are_there(rich_template):
    with pytest.raises(
        FormatError, check=in_dutch(r"x\.xlsx: Blad 'Blad1' staat niet in de werkmap; wel 'Voor', 'Data'")
    ):
        compile_template(rich_template, [], [("Blad1", "A1")], file="x.xlsx")


def test_a_cell_under_a_merged_cell_is_refused_with_the_one_to_name(rich_template):
    with pytest.raises(FormatError, check=in_dutch(r"Voor!D3 ligt onder een samengevoegde cel\. .*: C3")):
        compile_template(rich_template, [], [("Voor", "D3")])


@pytest.mark.parametrize("template", [b"", b"geen zip", b"PK\x03\x04 kapot"])
def test_a_file_that_is_no_workbook_is_a_fault_of_the_format(template):
    with pytest.raises(FormatError, check=in_dutch("geen leesbare Excel-werkmap")):
        compile_template(template, [], [], file="x.xlsx")


def test_a_workbook_made_by_another_program_is_filled_the_same_way():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tabel"
    sheet.append(["Code", "Dubbel"])
    sheet.append([None, "=A2*2"])
    sheet.append(["Totaal", "=SUM(B2:B2)"])
    target = io.BytesIO()
    book.save(target)
    content = _content(Values(ValueKind.NUMBER, np.array([1, 2, 3]), np.zeros(3, dtype=bool)))
    compiled = compile_template(target.getvalue(), [SheetTarget("Tabel", 1, ("Code",))], [])

    report = write_workbook(compiled, content)

    again = openpyxl.load_workbook(io.BytesIO(report))["Tabel"]
    assert [cell.value for cell in again["B"]] == ["Dubbel", "=A2*2", "=A3*2", "=A4*2", "=SUM(B2:B4)"]


def _saved(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def _plain_book() -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.active.title = "Tabel"
    book.active.append(["Code", "Aantal"])
    return book


def _counted(rows: int) -> ReportContent:
    numbers = Values(ValueKind.NUMBER, np.arange(rows), np.zeros(rows, dtype=bool))
    return ReportContent({("Tabel", "B4"): "onder"}, (a_sheet("Tabel", 1, {"Aantal": numbers}),))


def test_a_template_without_anything_under_its_header_is_filled_too():
    template = _saved(_plain_book())
    compiled = compile_template(template, [SheetTarget("Tabel", 1, ("Aantal",))], [("Tabel", "B4")])

    report = write_workbook(compiled, _counted(3))

    require_reads_back(report, _counted(3), OUTPUT, template)
    assert _read(report, "Tabel") == [
        ["Code", "Aantal"],
        *(["", float(n)] for n in range(3)),
        ["", ""],
        ["", "onder"],
    ]


def test_a_workbook_whose_elements_carry_a_prefix_is_filled_too():
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_saved(_plain_book()))) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = re.sub(rb"<(/?)(?=[a-zA-Z])", rb"<\1x:", content).replace(b" xmlns=", b" xmlns:x=")
            copy.writestr(name, content)
    template = target.getvalue()
    compiled = compile_template(template, [SheetTarget("Tabel", 1, ("Aantal",))], [("Tabel", "B4")])

    report = write_workbook(compiled, _counted(2))

    require_reads_back(report, _counted(2), OUTPUT, template)
    assert [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(report))["Tabel"]] == [
        ["Code", "Aantal"],
        [None, 0],
        [None, 1],
        [None, None],
        [None, "onder"],
    ]
