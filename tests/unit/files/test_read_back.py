"""A report that differs in one place from what was meant is caught, and the value is never told."""

import io
import zipfile
from collections.abc import Callable

import pytest

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import CsvOutput, XlsxOutput
from service.files.reports.csv_lines.writer import write_csv
from service.files.reports.report_writer import ReportWriter, require_reads_back

OUTPUT = XlsxOutput(kind="xlsx", template="rijk.xlsx", filename="r.xlsx")
CSV = CsvOutput(kind="csv", filename="uit.csv")
DATA = "xl/worksheets/sheet2.xml"


def _changed(report: bytes, change: Callable[[str], str], part: str = DATA) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            content = source.read(name)
            if name == part:
                after = change(content.decode()).encode()
                assert after != content
                content = after
            copy.writestr(name, content)
    return target.getvalue()


@pytest.fixture
def report(rich_template, content_of) -> bytes:
    return ReportWriter().write_report(content_of(7), OUTPUT, rich_template)


@pytest.mark.parametrize("rows", [0, 1, 2, 7, 8192, 8193])
def test_a_report_as_it_was_meant_passes(rich_template, content_of, rows):
    written = ReportWriter().write_report(content_of(rows), OUTPUT, rich_template)

    require_reads_back(written, content_of(rows), OUTPUT, rich_template)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("<v>-3.00</v>", "<v>-3.01</v>", r"Sheet 'Data', column 'Bedrag in euro', row 7"),
        ("<t>=naam3</t>", "<t>=naam4</t>", r"Sheet 'Data', column 'Naam', row 8"),
        (
            '<c r="C9" s="1"><v>46053</v>',
            '<c r="C9" s="1"><v>46054</v>',
            r"Sheet 'Data', column 'Datum', row 9",
        ),
        ('<c r="C9" s="1"><v>46053</v></c>', "", r"Sheet 'Data', column 'Datum', row 9"),
        ('<c r="A14"', '<c r="G14"', r"Sheet 'Data', column 'A', row 14"),
        ("</row></sheetData>", '</row><row r="99"><c r="A99"><v>1</v></c></row></sheetData>', r"row 99"),
        ("<f>B6*200%+B$12*0</f>", "<v>1</v>", r"Sheet 'Data': 11 formulas read, the template gives 12"),
        (
            "<v>-3.00</v>",
            "<f>1-4</f><v>-3</v>",
            r"Sheet 'Data': 13 formulas read, the template gives 12",
        ),
    ],
)
def test_one_changed_cell_is_caught_and_named(report, rich_template, content_of, old, new, where):
    spoilt = _changed(report, lambda xml: xml.replace(old, new, 1))

    with pytest.raises(ReadBackDiffersError, match=where):
        require_reads_back(spoilt, content_of(7), OUTPUT, rich_template)


def test_a_lost_row_is_caught(report, rich_template, content_of):
    with pytest.raises(ReadBackDiffersError, match="Sheet 'Data', column 'Naam', row 12"):
        require_reads_back(report, content_of(8), OUTPUT, rich_template)


def test_a_row_too_many_is_caught(report, rich_template, content_of):
    with pytest.raises(ReadBackDiffersError, match="row 11"):
        require_reads_back(report, content_of(6), OUTPUT, rich_template)


def test_a_changed_single_cell_is_caught_without_telling_its_value(report, rich_template, content_of):
    spoilt = _changed(report, lambda xml: xml.replace("Zorg", "Zurg"), "xl/worksheets/sheet1.xml")

    with pytest.raises(ReadBackDiffersError) as caught:
        require_reads_back(spoilt, content_of(7), OUTPUT, rich_template)

    assert str(caught.value) == "Sheet 'Voor', column 'C', row 3: read otherwise."


def test_a_file_that_is_no_workbook_is_caught(rich_template, content_of):
    with pytest.raises(ReadBackDiffersError, match="cannot be read back"):
        require_reads_back(b"PK geen zip", content_of(1), OUTPUT, rich_template)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        (b"-4,00", b"-4,01", "uit.csv, column 'Bedrag in euro', row 3: read otherwise"),
        (b"-4,00", b"-40,0", "uit.csv, column 'Bedrag in euro', row 3: read otherwise"),
        (b"31-01-2026", b"30-01-2026", "column 'Datum', row 2"),
        (b"'=naam2", b"=naam2", "column 'Naam', row 4"),
        (b"a & b\r\n", b"a & b;\r\n", "too many or too few fields"),
        (b"Datum", b"datum", "the line of headers is another one"),
        (b"\xef\xbb\xbf", b"\xff", "cannot be read back"),
    ],
)
def test_one_changed_field_of_a_text_file_is_caught(content_of, old, new, where):
    content = content_of(3)
    content = type(content)({}, content.sheets)
    output = CSV.model_copy(update={"encoding": "utf-8-sig"})
    written = write_csv(content, output)
    assert old in written

    with pytest.raises(ReadBackDiffersError, match=where):
        require_reads_back(written.replace(old, new, 1), content, output)


def test_a_lost_line_of_a_text_file_is_caught(content_of):
    content = type(content_of(3))({}, content_of(3).sheets)
    lines = write_csv(content, CSV).splitlines(keepends=True)

    with pytest.raises(ReadBackDiffersError, match="2 lines read, 3 meant"):
        require_reads_back(b"".join(lines[:-1]), content, CSV)
