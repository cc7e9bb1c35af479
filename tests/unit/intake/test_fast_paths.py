"""With every fast path off, exports give the same tables and verdicts, and reports the same refusals."""

import io
import os
import sys
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from types import CodeType
from typing import TypeVar

import openpyxl
import pandas as pd
import pytest

from service.domain.failures import ReadBackDiffersError
from service.domain.formats.output import CsvOutput, OdsOutput, Output, XlsxOutput
from service.domain.periods import parse_period
from service.domain.standard.intake import check_export
from service.files.export.writer import write_export
from service.files.intake.export_reader import read_export
from service.files.intake.plain_csv import read_plain_csv
from service.files.intake.plain_sheets import PlainWorkbook
from service.files.reports.read_back import require_reads_back
from service.files.reports.report_writer import ReportWriter
from service.files.workbook.row_scan import DataRows
from service.process.fast_paths import use_fast_paths
from service.sample import sample_tables
from service.sample.defects import plant_defects
from service.settings import are_fast_paths_on
from tests.fidelity.open_documents import by_hand
from tests.fidelity.test_fidelity import content_of
from tests.fidelity.workbooks import printed

Result = TypeVar("Result")
FAST = {PlainWorkbook.sheet.__code__, read_plain_csv.__code__, DataRows.blocks.__code__}
"""Where a fast path begins to read."""
ROWS = 60


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    yield
    use_fast_paths(are_on=are_fast_paths_on(os.environ))


def _both(work: Callable[[], Result]) -> tuple[Result, Result]:
    """What it gives with the fast paths and without them."""
    results = []
    for are_on in (True, False):
        use_fast_paths(are_on=are_on)
        results.append(work())
    return results[0], results[1]


def _export(standard, kind: str, defects: int) -> bytes:
    places = ["0014", "0034", "0363"]
    tables = sample_tables(
        standard, seed=7, municipalities=places, clients=25, period=parse_period("2026-Q1")
    )
    return write_export(
        plant_defects(standard, tables, defects, seed=7)[0] if defects else tables, standard, kind
    )


def _by_another_program(standard) -> bytes:
    """Saved by openpyxl, with a formula, a hidden sheet, a title above the header and empty rows."""
    book = openpyxl.load_workbook(io.BytesIO(_export(standard, "xlsx", 0)))
    sheet = book["Prestaties"] if "Prestaties" in book.sheetnames else book[book.sheetnames[-1]]
    sheet.insert_rows(4, 2)
    sheet.cell(7, 2).value = "=1+1"
    book[book.sheetnames[0]].insert_rows(1)
    book[book.sheetnames[1]].sheet_state = "hidden"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["xlsx", "csv-zip", "ods", "parquet-zip"])
@pytest.mark.parametrize("defects", [0, 30])
def test_an_export_gives_the_same_tables_findings_and_verdict(standard, kind: str, defects: int):
    content = _export(standard, kind, defects)

    fast, plain = _both(lambda: check_export(read_export(content, "export"), standard))

    assert (fast.verdict, fast.findings, fast.read_as) == (plain.verdict, plain.findings, plain.read_as)
    assert bool(fast.findings) is bool(defects)
    assert list(fast.export.tables) == list(plain.export.tables)
    for name, table in fast.export.tables.items():
        pd.testing.assert_frame_equal(table, plain.export.tables[name])


def test_a_workbook_that_another_program_saved_gives_the_same(standard):
    content = _by_another_program(standard)

    fast, plain = _both(lambda: check_export(read_export(content, "export.xlsx"), standard))

    assert fast.findings
    assert (fast.verdict, fast.findings) == (plain.verdict, plain.findings)


def test_a_character_that_xml_has_no_place_for_is_named_by_its_cell_either_way(standard):
    content = _spoilt(_export(standard, "xlsx", 0), "xl/sharedStrings.xml", b"algemeen", "a\ufffe".encode())

    fast, plain = _both(lambda: check_export(read_export(content, "export.xlsx"), standard))

    assert "control-characters" in {each.kind.code for each in fast.findings}
    assert fast.findings == plain.findings


def _spoilt(report: bytes, part: str, old: bytes, new: bytes) -> bytes:
    if not part:
        assert old in report
        return report.replace(old, new, 1)
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(report)) as source, zipfile.ZipFile(target, "w") as archive:
        for name in source.namelist():
            content = source.read(name)
            assert name != part or old in content
            archive.writestr(name, content.replace(old, new, 1) if name == part else content)
    return target.getvalue()


XLSX = XlsxOutput(kind="xlsx", template="t.xlsx", filename="r.xlsx")
ODS = OdsOutput(kind="ods", template="t.ods", filename="r.ods")
CSV = CsvOutput(kind="csv", filename="r.csv", formula_text="apostrophe")
SHEET = "xl/worksheets/sheet1.xml"
SPOILT = [
    (XLSX, SHEET, b"", b""),
    (XLSX, SHEET, b"<t>=naam 8</t>", b"<t>=naam 9</t>"),
    (XLSX, SHEET, b'r="B44" s="2"><v>45.75<', b'r="B44" s="2"><v>45.76<'),
    (XLSX, SHEET, b'r="C20" s="3"><v>46053<', b'r="C20" s="3"><v>46054<'),
    (XLSX, SHEET, b"<f>B30*2</f>", b"<v>4</v>"),
    (XLSX, SHEET, b'<row r="30"', b'<!-- hier --><row r="30"'),
    (ODS, "content.xml", b"", b""),
    (ODS, "content.xml", b'office:value="4.50"', b'office:value="4.51"'),
    (CSV, "", b"", b""),
    (CSV, "", b"4,50", b"4,51"),
]


@pytest.mark.parametrize(("output", "part", "old", "new"), SPOILT)
def test_a_report_is_accepted_or_refused_in_the_same_words(output: Output, part: str, old: bytes, new: bytes):
    content = content_of(ROWS)
    template = {"xlsx": printed, "ods": by_hand}.get(output.kind, bytes)()
    report = _spoilt(ReportWriter().write_report(content, output, template), part, old, new)

    def verdict() -> Decimal | str:
        try:
            return require_reads_back(report, content, output, template)("Data", "Bedrag")
        except ReadBackDiffersError as refused:
            return str(refused)

    fast, plain = _both(verdict)

    assert fast == plain
    assert isinstance(fast, Decimal) is (new == old or b"hier" in new)


def test_no_fast_path_reads_anything_when_they_are_off(standard):
    content, template = content_of(ROWS), printed()
    report = ReportWriter().write_report(content, XLSX, template)
    exports = [_export(standard, kind, 0) for kind in ("xlsx", "csv-zip")]

    def reading() -> set[CodeType]:
        """The fast functions that Python saw being called."""
        called: set[CodeType] = set()
        sys.setprofile(lambda frame, *_: called.add(frame.f_code))
        try:
            for export in exports:
                read_export(export, "export")
            require_reads_back(report, content, XLSX, template)
        finally:
            sys.setprofile(None)
        return called & FAST

    assert _both(reading) == (FAST, set())
