"""A row that is declared once more under another number, told with the reading that it is there twice."""

import pytest

from tests.tools.messy_workbooks import P
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import texts_of

REMOVE = "verwijder dan"


def declared_again(seed, **changed):
    """An export with a debit row once more below it, and what is said of that."""
    book = book_of(seed, "xlsx")
    sheet = book.sheets[P]
    credited = {each[sheet.at("vorig_referentienummer")] for each in sheet.rows}
    sound = {
        "debet_credit": {"D"},
        "status": {"ingediend", "toegekend"},
    }
    row = next(
        list(each)
        for each in sheet.rows
        if each[0] not in credited and all(each[sheet.at(name)] in codes for name, codes in sound.items())
    )
    for name, change in changed.items():
        row[sheet.at(name)] = change(row[sheet.at(name)])
    sheet.rows.append(row)
    sheet.numbers.append(sheet.numbers[-1] + 1)
    return [each for each in texts_of(book) if "al gedeclareerd en niet gecrediteerd" in each]


@pytest.mark.parametrize("seed", range(2, 6))
def test_a_row_with_something_behind_its_number_is_probably_there_twice(seed):
    (said,) = declared_again(seed, referentienummer=lambda number: f"{number}X")

    assert "achter een van beide referentienummers staat alleen iets extra" in said
    assert said.index(REMOVE) < said.index("Voeg de volumes samen")


def test_a_row_that_is_the_same_but_for_its_number_may_be_there_twice():
    (said,) = declared_again(3, referentienummer=lambda _: "R99990000001")

    assert "verwijder dan een van beide rijen" in said


def test_a_row_with_another_volume_is_to_be_added_up_and_not_removed():
    (said,) = declared_again(
        3, referentienummer=lambda number: f"{number}X", volume=lambda volume: (volume or 1) + 1
    )

    assert REMOVE not in said
