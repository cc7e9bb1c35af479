"""What readers of spreadsheets elsewhere got wrong: each with every finding there must be, and no other."""

import random

import pytest

from service.command_line.installation import the_catalogue
from service.command_line.sample import municipalities_for_a_sample
from service.domain.periods import parse_period
from service.kit.reading import reports_of
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, sheets_of, shuffled, without, written

LAST = -1


@pytest.fixture(scope="module")
def tables():
    return sample_tables(
        the_standard(),
        seed=11,
        municipalities=municipalities_for_a_sample(2, 1),
        clients=20,
        period=parse_period("2026-Q1"),
    )


@pytest.fixture
def sheets(tables):
    return sheets_of(the_standard(), tables)


def checked(sheets):
    return read_and_check([("export.xlsx", written(sheets))], the_standard())


def found(sheets):
    return sorted(
        (each.place.table, each.place.row, each.place.column, each.kind.code)
        for each in checked(sheets).findings
    )


@pytest.mark.parametrize("count", [1, 5, 1_000])
def test_empty_rows_shift_no_place(sheets, count):
    sheet = sheets[P]
    sheet.move_down(3, count)
    sheet.rows[4][sheet.at("volume")] = "veel"
    sheet.rows[LAST][sheet.at("einddatum")] = "geen dag"

    assert found(sheets) == [
        (P, 6 + count, "I", "not-a-number"),
        (P, len(sheet.rows) + 1 + count, "H", "not-a-date"),
    ]


def test_a_no_break_space_five_thousand_rows_down_is_named_at_its_cell(sheets):
    sheet = sheets[P]
    sheet.move_down(len(sheet.rows) - 2, 5_000)
    at = sheet.at("productcode")
    sheet.rows[LAST][at] = f"{sheet.rows[LAST][at]}\u00a0"

    assert found(sheets) == [(P, sheet.numbers[LAST], "F", "repaired-surroundings")]
    assert sheet.numbers[LAST] > 5_000


def test_half_a_cent_is_never_rounded_away(sheets):
    sheet = sheets[T]
    sheet.rows[0][sheet.at("budget")] = 1_234.005

    assert (T, 2, "too-many-decimals") in [(table, row, code) for table, row, _, code in found(sheets)]


def test_a_structural_fault_and_fifty_others_are_all_in_the_first_answer(sheets):
    sheet = sheets[P]
    for row in sheet.rows[:50]:
        row[sheet.at("einddatum")] = "geen dag"
    without("bedrag")(sheet, None)

    assert found(sheets) == sorted(
        [(P, 1, "", "missing-column"), *((P, row, "H", "not-a-date") for row in range(2, 52))]
    )


def test_an_old_blank_workbook_is_told_both_versions(sheets):
    sheet = sheets["aanlevering"]
    sheet.rows[0][sheet.at("standaardversie")] = "2025.1"

    (finding,) = checked(sheets).findings

    assert (finding.kind.code, finding.place.row, finding.place.column) == ("other-version", 2, "A")
    assert "2025.1" in finding.words().nl
    assert the_standard().version in finding.words().nl


def test_columns_rows_and_sheets_in_another_order_give_the_same_reports(tables):
    catalogue, dice = the_catalogue(), random.Random(7)
    usual = sheets_of(the_standard(), tables)
    other = dict(reversed(sheets_of(the_standard(), tables).items()))
    for sheet in other.values():
        shuffled(sheet, dice)
        dice.shuffle(sheet.rows)

    reports = reports_of(checked(usual), catalogue)

    assert len(reports) >= 2
    assert found(other) == []
    assert reports_of(checked(other), catalogue) == reports
