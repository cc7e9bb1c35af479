"""What the books of a provider say is held against what it handed in, per municipality and law."""

import numpy as np
import pytest

from service.domain.formats.rows import Submitted
from service.domain.translation.balance import Outcome
from service.domain.translation.control_figures import (
    Amount,
    ComparedFigure,
    NoControlFiguresError,
    compare,
    differing,
    parse_control_figures,
)
from service.domain.translation.fates import REPORTED, Fates
from tests.tools.exports import an_export, the_standard

HEAD = "gemeentecode;wet;rijen;bedrag\n"


def submitted():
    rows = [
        {},
        {"referentienummer": "R2", "bedrag": 75_00},
        {"referentienummer": "R3", "bedrag": 10_00, "debet_credit": "C"},
    ]
    return Submitted(export=an_export(prestatie=rows), standard=the_standard())


def test_figures_are_read_with_a_comma_a_point_or_no_cents():
    found = parse_control_figures("\ufeff" + HEAD + "0014;JW;12;1234,50\n\n0015;wmo;0;-3.5\n0016;JW;1;7\n")

    assert found == {
        ("0014", "JW"): Amount(12, 123_450),
        ("0015", "WMO"): Amount(0, -350),
        ("0016", "JW"): Amount(1, 700),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "vier kolommen"),
        ("gemeente;bedrag\n", "vier kolommen"),
        (HEAD + "0014;JW;12\n", "Regel 2 heeft 3 cellen"),
        (HEAD + "14;JW;12;1\n", "Regel 2 is niet te lezen"),
        (HEAD + "0014;JW;12;1.234,50\n", "zonder punten voor duizendtallen"),
        (HEAD + "0014;JW;-1;5\n", "Regel 2 is niet te lezen"),
        (HEAD + "0014;Wlz;1;5\n", "JW of WMO"),
        (HEAD + "0014;JW;1;5\n0014;jw;1;5\n", "voor de tweede keer"),
        (HEAD + "0014;JW;1;1\n" * 2_001, "meer dan 2000 regels"),
    ],
)
def test_what_cannot_be_read_says_which_line_and_what_is_expected(text, told):
    with pytest.raises(NoControlFiguresError) as refused:
        parse_control_figures(text)

    assert told in refused.value.words.nl


def test_every_row_is_in_one_line_and_one_part_and_the_sums_are_those_of_the_whole():
    rows = submitted()
    fates = Fates((REPORTED, (Outcome.EXCLUDED, "outside-period")), numbers(0, 1, 0))

    (found,) = compare(rows, fates, {("0014", "JW"): Amount(2, 0)})

    assert (found.municipality, found.law) == ("0014", "JW")
    assert (
        Amount(
            sum(each.rows for each in found.parts.values()), sum(each.cents for each in found.parts.values())
        )
        == found.handed_in
    )
    assert found.handed_in.rows == 3
    assert found.parts["outside-period"] == Amount(1, 75_00)
    assert ComparedFigure.parse(found.as_json()) == found


def test_a_difference_that_is_exactly_what_went_out_under_a_name_has_that_cause():
    rows = submitted()
    fates = Fates((REPORTED, (Outcome.EXCLUDED, "outside-period")), numbers(0, 1, 0))
    whole = compare(rows, fates, {})[0].handed_in
    books = {("0014", "JW"): whole.minus(Amount(1, 75_00)), ("9999", "JW"): Amount(1, 100)}

    first, second = compare(rows, fates, books)

    assert first.causes == ("outside-period",)
    assert (second.handed_in, second.difference, second.causes) == (Amount(), Amount(-1, -100), ())
    assert differing([first, second]) == (first, second)
    assert differing(compare(rows, fates, {("0014", "JW"): whole})) == ()


def numbers(*each):
    return np.array(each, dtype=np.int16)
