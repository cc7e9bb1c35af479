"""What blind reads of hundreds of messy files found: advice that led away from what was done to them."""

import pytest

from service.domain.periods import parse_period
from service.pipeline.whole_way import read_and_check
from service.sample import sample_tables
from tests.tools.exports import the_standard
from tests.tools.messy_workbooks import P, T, V, sheets_of, written


@pytest.fixture(scope="module")
def tables():
    return sample_tables(
        the_standard(), seed=11, municipalities=["0014", "0034"], clients=12, period=parse_period("2026-Q1")
    )


@pytest.fixture
def sheets(tables):
    return sheets_of(the_standard(), tables)


def findings(sheets):
    return read_and_check([("export.xlsx", written(sheets))], the_standard()).findings


def codes(sheets):
    return {each.kind.code for each in findings(sheets)}


def swapped(sheet, one, other):
    first, second = sheet.at(one), sheet.at(other)
    sheet.headers[first], sheet.headers[second] = other, one


def test_a_letter_for_a_digit_in_every_allocated_product_is_no_column_that_moved(sheets):
    at = sheets[T].at("productcode")
    for row in sheets[T].filled("productcode"):
        row[at] = row[at].replace("1", "l")

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert set(told) == {"product-not-allocated"}
    assert (
        'Zij lijken gelijk: teken 5 van de eerste is "1" (U+0031), en van de andere "l".'
        in (told["product-not-allocated"])
    )


def test_a_product_that_looks_otherwise_is_not_said_to_look_the_same(intake):
    intake.found(toewijzing=[{"productcode": "45A04"}])

    (finding,) = intake.checked.findings
    assert "lijken gelijk" not in finding.text("nl")


def test_a_category_that_lost_its_last_sign_is_no_column_that_moved_and_no_zero_was_lost(sheets):
    at = sheets[T].at("productcategorie")
    for row in sheets[T].rows:
        row[at] = row[at][:1]

    assert not {"links-broken", "leading-zeros-restored", "category-not-allocated"} & codes(sheets)


def test_what_could_not_be_read_is_not_declared_twice(sheets):
    sheet = sheets[P]
    for row in sheet.rows:
        row[sheet.at("begindatum")] = "okt-25"
        row[sheet.at("einddatum")] = sheet.rows[0][sheet.at("einddatum")]

    assert "declared-twice" not in codes(sheets)


def test_a_column_that_may_be_there_by_another_name_is_asked_for_by_its_name(sheets):
    sheets[P].headers[sheets[P].at("tarief")] = "Kolom1"

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert told["tariff-missing"].endswith(
        "Of staat het in een kolom met een andere naam? Geef die kolom dan de naam tarief."
    )


def test_a_column_that_is_not_there_is_asked_for_its_values_where_no_other_may_be_it(sheets):
    at = sheets[P].at("tarief")
    sheets[P].headers.pop(at)
    for row in sheets[P].rows:
        row.pop(at)

    told = {each.kind.code: each.text("nl") for each in findings(sheets)}

    assert told["tariff-missing"].endswith("alleen bij eenheid 83 blijft het leeg.")


@pytest.mark.parametrize(
    ("table", "one", "other", "asked"),
    [(V, "begindatum", "einddatum", "missing-value"), (P, "volume", "referentienummer", "not-a-number")],
)
def test_two_full_headers_that_changed_places_are_asked_about_where_nothing_proves_it(
    sheets, table, one, other, asked
):
    swapped(sheets[table], one, other)

    told = {each.kind.code: each.text("nl") for each in findings(sheets) if each.place.table == table}

    assert (
        f"Of is deze kop verwisseld met die van kolom {chr(ord('A') + sheets[table].at(other))} ({other})?"
        in (told[asked])
    )


@pytest.mark.parametrize(("number", "is_read"), [(3.0000000000000004, True), (3.00005, False)])
def test_what_arithmetic_leaves_behind_is_nothing_and_what_somebody_typed_is(intake, number, is_read):
    found = intake.found(prestatie=[{"volume": number}])

    assert (not found) is is_read
