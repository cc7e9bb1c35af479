"""A row that moved aside is told also where a column on its way has a name that is none of ours."""

import pytest

from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import findings_of

CARRIERS = pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])


def moved_right(sheet, row, at):
    sheet.rows[row].insert(at, None)
    sheet.rows[row].pop()


@CARRIERS
@pytest.mark.parametrize(
    ("table", "field", "name"),
    [(V, "begindatum", "Datum van"), (P, "einddatum", "t/m"), (T, "ingangsdatum", "vanaf wanneer")],
)
def test_a_row_that_moved_over_a_column_of_another_name_is_one_finding(table, field, name, carrier):
    for seed in (5, 7):
        book = book_of(seed, carrier)
        sheet = book.sheets[table]
        sheet.headers[sheet.at(field)] = name
        moved_right(sheet, 3, 0)

        found = {(each.kind.code, each.place.row) for each in findings_of(book) if each.place.row == 5}

        assert found == {("row-shifted", 5)}


def test_it_is_told_that_the_first_cell_is_empty_and_no_other_way_to_mend_it():
    book = book_of(5, "csv plain")
    sheet = book.sheets[V]
    sheet.headers[sheet.at("begindatum")] = "Datum van"
    moved_right(sheet, 3, 0)

    (said,) = [each.text("nl") for each in findings_of(book) if each.kind.code == "row-shifted"]

    assert said == (
        "Rij 5 van bestand verloop.csv staat vanaf kolom A (gemeentecode) waarschijnlijk één cel te ver naar "
        "rechts: cel A5 is leeg en wat erna komt past steeds in de kolom ervoor. Schuif die cellen terug; "
        "wat er verder over deze rij wordt gezegd, geldt daarna."
    )


@CARRIERS
def test_a_column_of_ones_own_with_days_is_held_for_no_field_that_is_there(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[V]
    sheet.headers.append("gesprek op")
    for row in sheet.rows:
        row.append("2026-01-15")
    sheet.rows[2][-1] = "nog niet"
    sheet.rows[2][sheet.at("gemeentecode")] = None

    found = [each.kind.code for each in findings_of(book) if each.place.row == 4]

    assert found == ["missing-value"]
