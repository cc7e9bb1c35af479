"""Findings grouped, held beside a former upload, and marked in the provider's own workbook."""

import io
from decimal import Decimal

import numpy as np
import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference

from service.domain.findings import Finding, Place
from service.domain.standard.findings import cells as kinds
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.grouping import (
    FaultChange,
    compare_findings,
    faults_of,
    faults_of_json,
    first_places,
    group_findings,
)
from service.domain.submissions.annotations import marks_of
from service.domain.translation.changes import FigureChange, figures_of, summary_of_changes
from service.domain.translation.content import ReportContent, ValueKind, Values
from service.files.intake.export_reader import read_export
from service.files.repair.annotated_workbook import annotate, can_be_annotated
from service.files.repair.wrong_rows_workbook import wrong_rows_workbook
from tests.tools.contents import a_sheet


def _missing(row):
    return Finding(
        kinds.MISSING_VALUE, Place(table="prestatie", sheet="Blad 4", row=row, column="I", field="volume")
    )


def _warning(row):
    return Finding(
        kinds.NUMBER_AS_TEXT,
        Place(table="prestatie", sheet="Blad 4", row=row, column="K", field="tarief"),
        count=3,
    )


def test_findings_are_grouped_with_their_first_places_and_what_blocks_comes_first():
    groups = group_findings([_warning(2), *(_missing(row) for row in range(2, 9))])

    assert [(group.kind.code, group.field, group.rows) for group in groups] == [
        ("missing-value", "volume", 7),
        ("number-as-text", "tarief", 3),
    ]
    assert first_places(groups[0]) == ["Blad 4!I2", "Blad 4!I3", "Blad 4!I4", "Blad 4!I5", "Blad 4!I6"]


def test_structural_faults_come_first_and_hide_nothing():
    absent = Finding(
        table_findings.MISSING_COLUMN,
        Place(table="prestatie", sheet="Blad 4", row=1, column="", field="bedrag"),
    )

    codes = [group.kind.code for group in group_findings([_missing(2), _missing(3), absent])]
    assert codes == ["missing-column", "missing-value"]


def test_a_second_upload_says_what_was_repaired_what_is_new_and_what_remains():
    former = [_missing(2), _missing(3), _missing(4)]
    later = [_missing(8), _warning(2)]

    assert compare_findings(faults_of(former), faults_of(later)) == (
        FaultChange(code="missing-value", table="prestatie", field="volume", repaired=2, new=0, remaining=1),
        FaultChange(code="number-as-text", table="prestatie", field="tarief", repaired=0, new=3, remaining=0),
    )
    assert faults_of_json([each.as_json() for each in later]) == faults_of(later)


def _report(hours):
    none = np.zeros(len(hours), bool)
    values = Values(ValueKind.NUMBER, np.array(hours), none, 100)
    return ReportContent(
        {("Voorblad", "C4"): "Stichting"},
        (a_sheet("Productie", 6, {"Uren": values}),),
    )


def test_a_later_report_says_which_figures_changed():
    before, after = figures_of(_report([100, 250])), figures_of(_report([100, 275]))

    assert before["Productie: Uren"] == str(Decimal("3.50"))
    assert summary_of_changes({("0014", "x"): before}, {("0014", "x"): after}) == (
        FigureChange(municipality="0014", format="x", figure="Productie: Uren", former="3.50", later="3.75"),
    )
    assert summary_of_changes({("0014", "x"): before}, {("0014", "x"): before}) == ()


@pytest.fixture
def workbook(intake):
    """A provider's own workbook with a formula, a look and a chart, and one fault at prestatie!N2."""
    book = openpyxl.Workbook()
    for each in intake.raw(prestatie=[{"status": "betaald"}]):
        sheet = book.create_sheet(each.sheet)
        sheet.append(list(each.headers))
        for row in zip(*each.columns, strict=True):
            sheet.append([cell or None for cell in row])
    book.remove(book.active)
    notes = book.create_sheet("leeswijzer")
    notes["B2"] = "=1+1"
    notes["B2"].font = openpyxl.styles.Font(bold=True)
    chart = BarChart()
    chart.add_data(Reference(notes, min_col=2, min_row=2, max_row=2))
    notes.add_chart(chart, "D4")
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def test_the_providers_own_workbook_comes_back_marked_and_otherwise_as_it_was(intake, workbook):
    intake.check(read_export(workbook).tables)
    findings = [each for each in intake.checked.findings if each.kind.code == "unknown-code"]
    marks = marks_of([each.as_json() for each in findings], "nl")
    book = openpyxl.load_workbook(io.BytesIO(annotate(workbook, marks, len(marks))))
    cell = book["prestatie"]["N2"]
    overview = book["Bevindingen"]

    assert (cell.value, cell.fill.fgColor.rgb) == ("betaald", "FFFFE3A6")
    assert cell.comment.text == findings[0].text("nl")
    assert [each.value for each in overview[3]][:5] == ["prestatie", 2, "N", "status", "wacht"]
    assert overview["B3"].hyperlink.location == "'prestatie'!N2"
    assert (book["leeswijzer"]["B2"].value, book["leeswijzer"]["B2"].font.b) == ("=1+1", True)
    original = openpyxl.load_workbook(io.BytesIO(workbook))
    for sheet in original:
        assert [[each.value for each in row] for row in sheet] == [
            [each.value for each in row] for row in book[sheet.title]
        ]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_marked_copy_that_comes_back_gives_the_findings_that_it_had_and_none_about_its_list(
    intake, workbook, language
):
    before = intake.check(read_export(workbook).tables)
    marks = marks_of([each.as_json() for each in intake.checked.findings], language)
    copy = annotate(workbook, marks, len(marks), language)

    assert before
    assert intake.check(read_export(copy).tables) == before


def test_a_sheet_of_findings_of_somebody_else_is_named(intake, workbook):
    book = openpyxl.load_workbook(io.BytesIO(workbook))
    book.create_sheet("Bevindingen").append(["Wat wij vonden", "niets"])
    target = io.BytesIO()
    book.save(target)
    found = intake.check(read_export(target.getvalue()).tables)

    assert [each for each in found if each[3] == "unknown-sheet"] == [("", None, "", "unknown-sheet")]


def test_of_a_large_upload_only_the_wrong_rows_are_given_with_their_numbers(intake, workbook):
    raw = read_export(workbook)
    intake.check(raw.tables)
    findings = [
        each for each in intake.checked.findings if each.place.sheet == "prestatie" and each.place.row == 2
    ]
    marks = marks_of([each.as_json() for each in findings], "nl")
    book = openpyxl.load_workbook(io.BytesIO(wrong_rows_workbook(raw, marks, len(marks))))
    rows = list(book["prestatie"].values)

    assert can_be_annotated(workbook, marks)
    assert rows[0][:2] == ("rij", "referentienummer")
    assert rows[1][:2] == (2, "R1")
    assert book["prestatie"]["O2"].comment.text == findings[-1].text("nl")
    assert book["Bevindingen"]["A3"].value == "prestatie"
    assert book["Bevindingen"]["B3"].hyperlink.location == "'prestatie'!A2"


def test_a_hundred_thousand_findings_give_the_first_ones_and_say_how_many_there_are(workbook):
    raw = read_export(workbook)
    marks = marks_of([_missing(row).as_json() for row in range(2, 100_002)], "nl")
    book = openpyxl.load_workbook(io.BytesIO(wrong_rows_workbook(raw, marks, len(marks))), read_only=True)

    assert not can_be_annotated(workbook, marks)
    assert book["Bevindingen"]["A1"].value == "100000 bevindingen; de eerste 10000 staan hier"
