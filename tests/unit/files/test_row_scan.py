"""The scan of data rows: it reads what stands there, and leaves to calamine what it does not know."""

import io
import zipfile

import pytest

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import XlsxOutput
from service.files.reports.report_writer import ReportWriter, require_reads_back
from service.files.workbook.row_scan import FORMULA, NUMBER, TEXT, DataRows, UnusualSheetError
from tests.fidelity.test_fidelity import content_of
from tests.fidelity.workbooks import printed

OUTPUT = XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")
SHEET = "xl/worksheets/sheet1.xml"


def _report(rows: int) -> bytes:
    return ReportWriter().write_report(content_of(rows), OUTPUT, printed())


def _changed(report: bytes, old: bytes, new: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            if name == SHEET:
                assert old in content
                content = content.replace(old, new, 1)
            archive.writestr(name, content)
    return target.getvalue()


def _sheet(report: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(report)) as archive:
        return archive.read(SHEET)


def test_every_column_is_read_with_its_kind_and_its_text():
    [block] = DataRows.find(_sheet(_report(40)), 5, 40).blocks()

    assert {number: set(column.kinds.tolist()) for number, column in block.columns.items()} == {
        1: {TEXT},
        2: {NUMBER},
        3: {NUMBER},
        4: {FORMULA},
    }
    assert block.columns[1].texts.to_pylist()[:2] == ["=naam 0", "=naam 1"]
    assert block.columns[2].texts.to_pylist()[:3] == ["-3.00", "-1.75", "-0.50"]


@pytest.mark.parametrize(
    ("old", "new", "row"),
    [
        (b'r="B44" s="2"><v>45.75<', b'r="B44" s="2"><v>45.76<', 44),
        (b"<t>=naam 8</t>", b"<t>=naam 9</t>", 13),
        (b'r="C20" s="3"><v>46053<', b'r="C20" s="3"><v>46054<', 20),
    ],
)
def test_one_other_value_is_found_on_its_row(old: bytes, new: bytes, row: int):
    with pytest.raises(ReadBackDiffersError, match=f"row {row}: read otherwise"):
        require_reads_back(_changed(_report(40), old, new), content_of(40), OUTPUT, printed())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<c r="B30"', b'<c r="B31"'),
        (b'<c r="D30" s="2"><f>B30*2</f></c>', b""),
        (b'<c r="D30" s="2"><f>B30*2</f></c>', b'<c r="D30" s="2"><v>4</v></c>'),
    ],
)
def test_what_stands_elsewhere_or_as_something_else_does_not_read_back(old: bytes, new: bytes):
    with pytest.raises(ReadBackDiffersError):
        require_reads_back(_changed(_report(40), old, new), content_of(40), OUTPUT, printed())


def test_a_comment_between_the_rows_is_left_to_calamine():
    report = _changed(_report(40), b'<row r="30"', b'<!-- hier --><row r="30"')

    with pytest.raises(UnusualSheetError):
        list(DataRows.find(_sheet(report), 5, 40).blocks())
    require_reads_back(report, content_of(40), OUTPUT, printed())
