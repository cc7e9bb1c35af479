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
            f"olom {letter} ({field})" in each and "doorgetrokken" in each for each in texts_of(book)
        )

    assert asked >= (2 if change is dragged else 1)


def test_a_few_rows_that_contradict_each_other_ask_after_no_column():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for row in sheet.rows[:2]:
        row[sheet.at("bedrag")] = 1.0

    assert not [each for each in texts_of(book) if "doorgetrokken" in each]


ASKED = (
    "Is kolom {} ({}) doorgetrokken, een rij verschoven of zonder de rest gesorteerd? Herstel dan die kolom. "
    "Zo niet: "
)


def in_front(book, code, letter, field):
    """Whether each finding of this kind asks after the column before it says anything else; None of none."""
    said = [
        each.text("nl")
        for each in read_and_check([bytes_of(book)], the_standard()).findings
        if each.kind.code == code
    ]
    return all(ASKED.format(letter, field) in each for each in said) if said else None


def findings_of(book):
    return read_and_check([bytes_of(book)], the_standard()).findings


def codes_of(book):
    return {each.kind.code for each in findings_of(book)}


def folded(book):
    """The columns that were told in the place of their rows, with how many those are."""
    return [
        (each.place.field, each.count) for each in findings_of(book) if each.kind.code == "column-dragged"
    ]


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
@pytest.mark.parametrize("seed", range(2, 7))
def test_one_end_in_every_row_is_asked_about_before_rows_are_to_be_split(seed, carrier):
    book = book_of(seed, carrier)
    sheet = book.sheets[P]
    last = max(row[sheet.at("einddatum")] for row in sheet.rows)
    for row in sheet.rows:
        row[sheet.at("einddatum")] = last

    assert in_front(book, "period-over-months", "H", "einddatum") is True
    assert in_front(book, "outside-allocation", "H", "einddatum") in {True, None}


def test_rows_of_a_quarter_each_are_to_be_split_and_asked_about_no_column():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for name, pick in (("begindatum", min), ("einddatum", max)):
        day = pick(row[sheet.at(name)] for row in sheet.rows)
        for row in sheet.rows:
            row[sheet.at(name)] = day

    assert in_front(book, "period-over-months", "H", "einddatum") is False
    assert not [each for each in texts_of(book) if each.startswith("Is kolom G")]


def test_few_rows_with_numbers_that_count_on_are_asked_about():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    del sheet.rows[7:], sheet.numbers[7:]
    for number, row in enumerate(sheet.rows):
        row[sheet.at("gemeentecode")] = "0014"
        row[sheet.at("toewijzingnummer")] = float(1001 + number)

    assert in_front(book, "product-not-allocated", "D", "toewijzingnummer") in {True, None}
    assert any(
        "kolom D (toewijzingnummer)" in each or "Maak de export opnieuw" in each for each in texts_of(book)
    )


def test_a_product_of_another_in_many_rows_asks_after_no_numbers_in_their_usual_order():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    products = [row[sheet.at("productcode")] for row in sheet.rows]
    for row, product in zip(sheet.rows, [*products[1:], products[0]], strict=True):
        row[sheet.at("productcode")] = product

    assert not [each for each in texts_of(book) if "kolom D (toewijzingnummer)" in each]


def test_units_that_were_sorted_alone_are_asked_about_in_every_rule_that_holds_them():
    asked = 0
    for seed in range(2, 8):
        book = book_of(seed, "xlsx")
        sorted_alone(book.sheets[P], "eenheid")
        if in_front(book, "unit-not-allocated", "J", "eenheid"):
            asked += 1
            assert in_front(book, "tariff-missing", "J", "eenheid") in {True, None}
            assert in_front(book, "tariff-with-euros", "J", "eenheid") in {True, None}

    assert asked >= 2


@pytest.mark.parametrize("carrier", ["xlsx", "csv plain"])
def test_ends_of_help_that_were_sorted_alone_are_asked_about(carrier):
    book = book_of(8, carrier)
    sheet = book.sheets[V]
    end, reason = sheet.at("einddatum"), sheet.at("reden_beeindiging")
    for row in sheet.rows:
        row[end] = row[reason] = None
    day = book.sheets["aanlevering"].rows[0][book.sheets["aanlevering"].at("periode_eind")]
    for row in (sheet.rows[-1], sheet.rows[-3]):
        row[reason] = "31"
    for row in sheet.rows[:2]:
        row[end] = day

    assert folded(book) == [("einddatum", 4)]
    assert not {"stop-without-reason", "reason-without-stop"} & codes_of(book)


def test_an_end_without_a_reason_asks_after_no_column():
    book = book_of(8, "xlsx")
    sheet = book.sheets[V]
    for row in sheet.rows[:3]:
        row[sheet.at("reden_beeindiging")] = None
        row[sheet.at("einddatum")] = book.sheets["aanlevering"].rows[0][
            book.sheets["aanlevering"].at("periode_eind")
        ]

    assert in_front(book, "stop-without-reason", "D", "einddatum") is False


@pytest.mark.parametrize("by", [1, -1])
def test_volumes_that_moved_by_a_row_are_asked_about_before_their_amounts(by):
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    cells = [row[sheet.at("volume")] for row in sheet.rows]
    moved = [None, *cells[:-1]] if by > 0 else [*cells[1:], None]
    for row, cell in zip(sheet.rows, moved, strict=True):
        row[sheet.at("volume")] = cell

    assert [field for field, _ in folded(book)] == ["volume"]
    assert "amount-not-volume-times-tariff" not in codes_of(book)
    assert in_front(book, "missing-value", "I", "volume") is False


def test_numbers_of_allocations_that_count_on_are_asked_about_where_one_is_not_there():
    book = book_of(5, "xlsx")
    sheet = book.sheets[V]
    for number, row in enumerate(sheet.rows):
        row[sheet.at("toewijzingnummer")] = float(1001 + number)

    assert in_front(book, "allocation-missing", "B", "toewijzingnummer") is True


@pytest.mark.parametrize("field", ["clientnummer", "bsn", "geboortedatum"])
@pytest.mark.parametrize("seed", range(5, 8))
def test_a_column_that_is_the_same_in_every_row_is_one_finding_in_the_place_of_its_rows(seed, field):
    book = book_of(seed, "xlsx")
    dragged(book.sheets[T], field)

    found = folded(book)

    assert [each for each, _ in found] == [field] or not found
    if found:
        assert not {"client-with-two-bsns", "client-with-two-births", "bsn-of-two-clients"} & codes_of(book)
        said = next(each for each in texts_of(book) if "waarschijnlijk doorgetrokken" in each)
        assert f"in {found[0][1]} rijen (" in said


def test_amounts_that_are_one_sum_are_one_finding_and_another_wrong_amount_is_told_beside_it():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    dragged(sheet, "bedrag")
    sheet.rows[7][sheet.at("bedrag")] += 13.0

    wrong = [
        each.place.row for each in findings_of(book) if each.kind.code == "amount-not-volume-times-tariff"
    ]

    assert [each for each, _ in folded(book)] == ["bedrag"]
    assert wrong == [sheet.numbers[7]]


def test_amounts_that_do_not_follow_from_one_tariff_are_told_row_by_row():
    book = book_of(5, "xlsx")
    sheet = book.sheets[P]
    for number, row in enumerate(sheet.rows):
        row[sheet.at("tarief")] = 88.0
        row[sheet.at("bedrag")] = round(row[sheet.at("volume")] * 88.0 + number % 7 + 1.3, 2)

    assert folded(book) == []
    assert "amount-not-volume-times-tariff" in codes_of(book)
