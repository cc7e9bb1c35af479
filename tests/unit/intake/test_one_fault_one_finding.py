"""What is wrong with one cell is said there, and not once more at what follows from it."""

import pytest

T = "toewijzing"
SECOND = {"toewijzingnummer": 2, "ingangsdatum": "2026-02-01"}


@pytest.mark.parametrize(("bsn", "code"), [("12345", "malformed"), ("999900007", "bsn-check-fails")])
def test_a_bsn_that_cannot_be_right_is_no_second_bsn_of_its_client(intake, bsn, code):
    wrong_first = [{"bsn": bsn}, SECOND | {"bsn": "999900006", "productcode": "45A04"}]
    wrong_last = [{"bsn": "999900006"}, SECOND | {"bsn": bsn, "productcode": "45A04"}]

    assert intake.found(toewijzing=wrong_first, prestatie=[]) == [(T, 2, "E", code)]
    assert intake.found(toewijzing=wrong_last, prestatie=[]) == [(T, 3, "E", code)]


def test_two_bsns_that_are_both_right_are_still_found(intake):
    rows = [{"bsn": "999900006"}, SECOND | {"bsn": "999900018", "productcode": "45A04"}]

    assert [each[3] for each in intake.found(toewijzing=rows, prestatie=[])] == ["client-with-two-bsns"]


def test_an_unknown_category_says_nothing_about_the_product_code_beside_it(intake):
    found = intake.found(toewijzing=[{"productcategorie": "99", "productcode": "45A04"}], prestatie=[])

    assert [each[3] for each in found] == ["unknown-code"]


def test_an_unknown_category_of_what_is_delivered_says_nothing_about_its_product_code(intake):
    found = intake.found(prestatie=[{"productcategorie": "99", "productcode": "45A03"}])

    assert "code-of-other-category" not in [each[3] for each in found]


def test_a_product_code_that_cannot_be_read_makes_no_allocation_of_the_whole_category(intake):
    rows = [{"productcode": True}, SECOND | {"productcode": "45A04"}]

    assert [each[3] for each in intake.found(toewijzing=rows, prestatie=[])] == ["not-text"]


@pytest.mark.parametrize("field", ["gemeentecode", "wet", "geslacht", "productcategorie", "bsn"])
def test_a_truth_value_is_no_code_that_lost_its_zeros(intake, field):
    found = intake.found(toewijzing=[{field: True}], prestatie=[])

    assert [each[3] for each in found] == ["not-text"]
