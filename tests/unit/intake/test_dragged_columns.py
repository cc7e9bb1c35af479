"""Many rows that contradict each other ask after a column that was dragged down or sorted alone."""

import pytest

from service.pipeline.whole_way import read_and_check
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of, bytes_of


def texts_of(book):
    return [each.text("nl") for each in read_and_check([bytes_of(book)], the_standard()).findings]


def dragged(sheet, field):
    for row in sheet.rows:
        row[sheet.at(field)] = sheet.rows[0][sheet.at(field)]


def sorted_alone(sheet, field):
    at = sheet.at(field)
    cells = sorted((row[at] for row in sheet.rows), key=str)
    for row, cell in zip(sheet.rows, cells, strict=True):
        row[at] = cell


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("change", [dragged, sorted_alone])
@pytest.mark.parametrize(
    ("table", "field"),
    [(T, "clientnummer"), (T, "bsn"), (P, "volume"), (P, "bedrag"), (V, "toewijzingnummer")],
)
def test_a_column_that_was_dragged_down_or_sorted_alone_is_asked_about(table, field, change, carrier):
    asked = 0
    for seed in (5, 6, 7):
        book = book_of(seed, carrier)
        change(book.sheets[table], field)
        letter = "ABCDEFGHIJKLMNOP"[book.sheets[table].at(field)]
        asked += any(
            f"kolom {letter} ({field})" in each and "doorgetrokken" in each for each in texts_of(book)
        )

    assert asked >= (2 if change is dragged else 1)


def test_a_few_rows_that_contradict_each_other_ask_after_no_column():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for row in sheet.rows[:2]:
        row[sheet.at("bedrag")] = 1.0

    assert not [each for each in texts_of(book) if "doorgetrokken" in each]
