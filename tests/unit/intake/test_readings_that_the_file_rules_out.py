"""What is said of a cell is what it can be: no zeros that no list has, no percents unseen, no far year."""

from datetime import date

import pytest

from tests.tools.messy_workbooks import P, Shown, T, V
from tests.unit.intake.test_changed_places import book_of
from tests.unit.intake.test_dragged_columns import findings_of


def said_of(book, row, field):
    return [
        (each.kind.code, each.text("nl"))
        for each in findings_of(book)
        if each.place.row == row and each.place.field == field
    ]


@pytest.mark.parametrize(
    ("table", "field", "number", "is_lost"),
    [
        (P, "eenheid", 5, False),
        (P, "eenheid", 7, False),
        (T, "hulpvorm", 7, False),
        (V, "reden_beeindiging", 9, False),
        (P, "gemeentecode", 15, True),
    ],
)
def test_a_number_that_is_no_code_with_zeros_in_front_lost_none(table, field, number, is_lost):
    book = book_of(5, "xlsx")
    sheet = book.sheets[table]
    sheet.rows[2][sheet.at(field)] = number

    found = said_of(book, 4, field)

    assert [code == "leading-zeros-lost" for code, _ in found if code in WRONG_CODES] == [is_lost]
    assert any("voorloopnullen weggevallen" in text for _, text in found) is is_lost


WRONG_CODES = {"leading-zeros-lost", "unknown-code"}


def figures(book):
    sheet = book.sheets["kengetal"]
    return sheet, [sheet.at(each) for each in ("kengetal", "waarde", "eenheid")]


@pytest.mark.parametrize(
    ("unit", "number", "shown", "held"),
    [("fte", 1.8475, "184,75%", "1,8475"), ("aantal", 0.07, "7%", "0,07"), ("euro", -0.5, "-50%", "-0,5")],
)
def test_a_figure_that_its_cell_shows_in_per_cent_is_told_with_what_was_read(unit, number, shown, held):
    book = book_of(5, "xlsx")
    sheet, (_, value, of_unit) = figures(book)
    row = next(at for at, each in enumerate(sheet.rows) if each[of_unit] == unit)
    sheet.rows[row][value] = Shown(number, "0%")

    found = dict(said_of(book, row + 2, "waarde"))

    assert found["shown-in-per-cent"] == (
        f"Kolom D, rij {row + 2}: de cel toont {shown}, maar waarde is hier geen percentage. Gelezen is wat "
        f"de cel bevat: {held}. Vul het getal dat bedoeld is opnieuw in, niet als percentage."
    )


def test_a_tariff_that_its_cell_shows_in_per_cent_is_told():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    sheet.rows[2][sheet.at("tarief")] = Shown(0.98, "0%")

    assert "shown-in-per-cent" in dict(said_of(book, 4, "tarief"))


@pytest.mark.parametrize("unit", ["procent", "%", None])
def test_percents_are_what_they_are_also_where_their_unit_is_not_known(unit):
    book = book_of(5, "xlsx")
    sheet, (_, value, of_unit) = figures(book)
    row = next(at for at, each in enumerate(sheet.rows) if each[of_unit] == "procent")
    sheet.rows[row][value], sheet.rows[row][of_unit] = Shown(0.068, "0.0%"), unit

    assert "shown-in-per-cent" not in dict(said_of(book, row + 2, "waarde"))


@pytest.mark.parametrize("number", [0, 12])
def test_a_whole_number_is_what_it_is_however_its_cell_shows_it(number):
    book = book_of(5, "xlsx")
    sheet, (_, value, of_unit) = figures(book)
    row = next(at for at, each in enumerate(sheet.rows) if each[of_unit] == "fte")
    sheet.rows[row][value] = Shown(number, "0%")

    assert said_of(book, row + 2, "waarde") == []


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize(("day", "year"), [("09-04-2062", "2062"), ("05/06/2092", "2092")])
def test_a_day_of_two_readings_far_ahead_asks_after_its_year(day, year, carrier):
    book = book_of(5, carrier)
    sheet = book.sheets["aanlevering"]
    sheet.rows[0][sheet.at("aangemaakt_op")] = day

    ((code, text),) = said_of(book, 2, "aangemaakt_op")

    assert code == "ambiguous-date"
    assert text.endswith(f" Klopt het jaar {year} wel? Dat ligt ver na nu; herstel anders eerst het jaar.")


def test_a_day_of_two_readings_of_these_years_asks_after_no_year():
    book = book_of(5, "csv plain")
    sheet = book.sheets["aanlevering"]
    sheet.rows[0][sheet.at("aangemaakt_op")] = "09-04-2026"

    assert not [text for _, text in said_of(book, 2, "aangemaakt_op") if "Klopt het jaar" in text]


def without(sheet, field):
    at = sheet.at(field)
    sheet.headers.pop(at)
    return [row.pop(at) for row in sheet.rows]


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("between", [" ", " / ", ", "])
def test_a_column_that_was_put_into_the_one_before_it_is_asked_after(between, carrier):
    book = book_of(7, carrier)
    sheet = book.sheets[T]
    gone = without(sheet, "perceel")
    at = sheet.at("raamovereenkomst")
    for row, other in zip(sheet.rows, gone, strict=True):
        row[at] = f"{row[at]}{between}{other}"

    (said,) = [each.text("nl") for each in findings_of(book) if each.kind.code == "missing-optional-column"]

    assert said.endswith(
        f'Of staat perceel mee in kolom I (raamovereenkomst), "{sheet.rows[0][at]}"? Geef perceel dan een '
        "eigen kolom."
    )


def test_a_column_that_is_absent_beside_plain_texts_is_asked_after_nowhere():
    book = book_of(7, "csv plain")
    sheet = book.sheets[T]
    without(sheet, "perceel")
    for number, row in enumerate(sheet.rows):
        row[sheet.at("raamovereenkomst")] = f"Raamovereenkomst van {date(2020 + number % 2, 1, 1)}"

    (said,) = [each.text("nl") for each in findings_of(book) if each.kind.code == "missing-optional-column"]

    assert "mee in kolom" not in said


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_a_column_of_codes_that_was_put_behind_numbers_is_asked_after(carrier):
    book = book_of(7, carrier)
    sheet = book.sheets[P]
    gone = without(sheet, "retourcode")
    gone[1] = gone[1] or "9307"
    at = sheet.at("declaratienummer")
    for row, other in zip(sheet.rows, gone, strict=True):
        row[at] = f"{row[at] or ''} {other or ''}".strip()

    (said,) = [each.text("nl") for each in findings_of(book) if each.kind.code == "missing-optional-column"]

    assert "Of staat retourcode mee in kolom O (declaratienummer)" in said


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize(
    ("table", "field", "before", "letter"),
    [(P, "begindatum", "productcode", "F"), (P, "eenheid", "volume", "I"), (T, "clientnummer", "wet", "C")],
)
def test_a_required_column_that_was_put_behind_codes_or_numbers_is_asked_after(
    table, field, before, letter, carrier
):
    book = book_of(7, carrier)
    sheet = book.sheets[table]
    gone = without(sheet, field)
    at = sheet.at(before)
    for row, other in zip(sheet.rows, gone, strict=True):
        row[at] = f"{row[at]} {other}"

    (said,) = [each.text("nl") for each in findings_of(book) if each.kind.code == "missing-column"]

    assert f"Of staat {field} mee in kolom {letter} ({before}), " in said


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize(
    ("field", "before", "letter"), [("hulpvorm", "productcode", "M"), ("perceel", "raamovereenkomst", "I")]
)
def test_an_optional_column_behind_short_codes_or_two_texts_is_asked_after(field, before, letter, carrier):
    book = book_of(7, carrier)
    sheet = book.sheets[T]
    del sheet.rows[4:], sheet.numbers[4:]
    gone = without(sheet, field)
    at = sheet.at(before)
    for row, other in zip(sheet.rows, gone, strict=True):
        row[at] = f"{row[at]} {other or ''}".strip()

    said = [each.text("nl") for each in findings_of(book) if each.kind.code == "missing-optional-column"]

    assert any(f"Of staat {field} mee in kolom {letter} ({before}), " in each for each in said)
