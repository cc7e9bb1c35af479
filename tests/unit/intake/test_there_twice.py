"""A table or a column that is there twice: what may be done about it follows from what stands in both."""

from copy import deepcopy
from dataclasses import replace

import pytest

from tests.tools.messy_workbooks import P, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import findings_of

CARRIERS = pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])


def said_of(book, *codes):
    return [each.text("nl") for each in findings_of(book) if each.kind.code in codes]


def doubled(book, table, rows):
    """A second sheet for the table, with these rows."""
    sheet = book.sheets[table]
    kept = [deepcopy(sheet.rows[at]) for at in rows]
    numbers = list(range(2, len(kept) + 2))
    book.sheets["Backup"] = replace(sheet, table="Backup", rows=kept, numbers=numbers)


@CARRIERS
@pytest.mark.parametrize("table", [T, P, V])
def test_a_copy_of_a_table_is_to_be_removed(table, carrier):
    book = book_of(5, carrier)
    doubled(book, table, reversed(range(len(book.sheets[table].rows))))
    name = "Backup" if carrier == "xlsx" else "Backup.csv"

    (said,) = said_of(book, "duplicate-table", "several-sheets")

    assert said.endswith(f"alle rijen zijn dezelfde, dus {name} is een kopie. Haal {name} weg.")


@CARRIERS
def test_two_halves_of_a_table_are_to_be_merged(carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    doubled(book, P, range(4, len(sheet.rows)))
    del sheet.rows[4:], sheet.numbers[4:]

    (said,) = said_of(book, "duplicate-table", "several-sheets")

    assert "zij hebben geen enkele rij gemeen. Horen zij bij elkaar, voeg ze dan samen" in said


@CARRIERS
def test_another_state_of_a_table_says_how_many_rows_differ(carrier):
    book = book_of(5, carrier)
    rows = len(book.sheets[V].rows)
    doubled(book, V, range(rows))
    book.sheets["Backup"].rows[0][0] = "0363"

    (said,) = said_of(book, "duplicate-table", "several-sheets")

    assert f"staan er {rows - 1} ook in de andere, en 1 niet." in said


@CARRIERS
@pytest.mark.parametrize(
    ("table", "lost", "name", "letter"),
    [
        (P, "toewijzingnummer", "status", "D"),
        (T, "toewijzingnummer", "uitvoeringsvariant", "B"),
        (P, "begindatum", "bedrag", "G"),
    ],
)
def test_a_column_under_the_name_of_another_gets_its_own(table, lost, name, letter, carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[table]
    sheet.headers[sheet.at(lost)] = name

    (said,) = said_of(book, "duplicate-column")
    (absent,) = said_of(book, "missing-column")

    assert f"geef kolom {letter} de naam {lost}." in said
    assert absent.endswith(f"Geef die kolom dan de naam {lost}.")


def test_a_column_that_is_there_twice_and_hides_none_asks_which_is_right():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    sheet.headers.append("bedrag")
    for row in sheet.rows:
        row.append(row[sheet.at("bedrag")])

    (said,) = said_of(book, "duplicate-column")

    assert said.endswith("laat de kolom staan die klopt en haal de andere weg.")


@CARRIERS
@pytest.mark.parametrize(
    ("lost", "name"), [("btw_percentage", "toewijzingnummer"), ("retourcode", "status"), ("tarief", "bedrag")]
)
def test_a_column_that_holds_what_belongs_under_its_name_is_to_be_called_nothing_else(lost, name, carrier):
    book = book_of(5, carrier)
    sheet = book.sheets[P]
    sheet.headers[sheet.at(lost)] = name

    (said,) = said_of(book, "duplicate-column")

    assert said.endswith(f"Of hoort een van beide {lost} te heten? Die kolom ontbreekt.")
