"""What counts as asked before, what takes the place of something, and what is new and spares nothing."""

from dataclasses import replace

import pytest

from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.burden.measure import measure
from service.domain.burden.words import sentence
from service.domain.burden.words_of_new import known_before
from service.domain.periods import parse_period
from service.domain.wording import same
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import QUARTER, example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = replace(load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"}), draws=2000)
FIRST, SECOND, THIRD = (parse_period(f"2026-Q{number}") for number in (1, 2, 3))
COMMA = AskedElement(element="bedrag", representation=("decimal comma",), operation=Operation.FORMAT)
CODE = AskedElement(
    element="productcode", representation=("code list regio",), operation=Operation.RECODE_ONE_TO_ONE
)
OLD = Demand(format="oud", asked=(COMMA, CODE))


def delivery(period, demand=OLD, *, provider="P", municipality="M", rows=10):
    manual_rows = rows if demand.manual else 0
    return Delivery(
        provider=provider,
        municipality=municipality,
        demand=demand,
        period=period,
        submission=f"{provider} {period.label}",
        rows=rows,
        manual_rows=manual_rows,
    )


def split(period, *deliveries):
    """What was asked before of one period, (municipality, format) → elements, and the new deliveries."""
    found = AskedBefore.of(deliveries).split([each for each in deliveries if each.period == period])
    before = {
        (each.municipality, each.demand.format): {one.element for one in each.demand.asked}
        for each in found.before
    }
    return before, [(each.municipality, each.demand.format) for each in found.new]


def test_the_first_period_counts_as_asked_before():
    assert split(FIRST, delivery(FIRST)) == ({("M", "oud"): {"bedrag", "productcode"}}, [])


def test_a_provider_that_joins_later_is_growth_whatever_it_is_asked_first():
    later = delivery(SECOND, Demand(format="van later", asked=(COMMA,)), provider="Q", municipality="N")

    assert split(SECOND, delivery(FIRST), later) == ({("N", "van later"): {"bedrag"}}, [])


def test_a_first_client_of_a_municipality_that_asked_others_so_already_is_growth():
    asked_of_another = delivery(FIRST, provider="Q", municipality="N")
    first_client = delivery(SECOND, municipality="N")

    before, new = split(SECOND, delivery(FIRST), asked_of_another, first_client)

    assert (before, new) == ({("N", "oud"): {"bedrag", "productcode"}}, [])


def test_a_municipality_that_begins_to_ask_a_provider_that_was_there_is_new():
    assert split(SECOND, delivery(FIRST), delivery(SECOND, municipality="N")) == ({}, [("N", "oud")])


def test_an_element_that_was_added_to_a_format_is_new_for_who_was_there():
    wider = replace(OLD, asked=(*OLD.asked, AskedElement(element="reden")))

    found = AskedBefore.of((delivery(FIRST), now := delivery(SECOND, wider))).split([now])

    assert [each.demand for each in found.before] == [OLD]
    assert (found.elements, found.further_elements, found.new) == (1, 1, ())


def test_a_format_that_was_renamed_is_not_new_and_what_came_with_the_name_is():
    renamed = Demand(format="nieuw", asked=(*OLD.asked, AskedElement(element="reden")))

    assert split(SECOND, delivery(FIRST), delivery(SECOND, renamed)) == (
        {("M", "oud"): {"bedrag", "productcode"}},
        [],
    )


def test_two_formats_that_were_put_together_are_not_new():
    one, other = Demand(format="een", asked=(COMMA,)), Demand(format="twee", asked=(CODE,))
    together = Demand(format="samen", asked=(CODE, COMMA))

    before, new = split(SECOND, delivery(FIRST, one), delivery(FIRST, other), delivery(SECOND, together))

    assert (list(before.values()), new) == ([{"bedrag", "productcode"}], [])


def test_of_two_formats_in_the_place_of_one_only_the_one_with_most_of_it_was_asked_before():
    most, rest = (
        Demand(format="a rest", asked=(CODE,)),
        Demand(format="b meeste", asked=(COMMA, AskedElement(element="productcode"))),
    )

    before, new = split(SECOND, delivery(FIRST), delivery(SECOND, most), delivery(SECOND, rest))

    assert before == {("M", "oud"): {"bedrag", "productcode"}}
    assert new == [("M", "a rest")]


def test_a_format_beside_one_that_is_still_asked_takes_no_place():
    beside = delivery(SECOND, replace(OLD, format="nog een"))

    assert split(SECOND, delivery(FIRST), delivery(SECOND), beside)[1] == [("M", "nog een")]


def test_a_format_that_has_nothing_of_what_went_is_new():
    other = delivery(SECOND, Demand(format="anders", asked=(AskedElement(element="reden"),)))

    assert split(SECOND, delivery(FIRST), other) == ({}, [("M", "anders")])


def test_a_format_that_comes_back_is_not_new():
    assert split(THIRD, delivery(FIRST), delivery(SECOND, OLD, municipality="N"), delivery(THIRD))[1] == []


def test_a_shared_format_that_was_split_up_is_still_made_once():
    split_up = (
        delivery(SECOND, replace(OLD, format="M apart")),
        delivery(SECOND, replace(OLD, format="N apart"), municipality="N"),
    )
    shared = (delivery(FIRST), delivery(FIRST, municipality="N"))
    before = AskedBefore.of((*shared, *split_up))

    alike, apart = (measure(each, TABLES, before=before).estimate.gross for each in (shared, split_up))

    assert apart == alike
    assert measure(split_up, TABLES).estimate.gross.p50 > alike.p50


@pytest.mark.parametrize("narrow", ["A", "Z"])
def test_a_shared_format_is_made_for_the_municipality_that_asked_most_of_it(narrow):
    asked_less = delivery(FIRST, replace(OLD, asked=(AskedElement(element="bedrag"),)), municipality=narrow)
    asked_all = delivery(FIRST, municipality="M")
    now = (delivery(SECOND, municipality=narrow), delivery(SECOND, municipality="M"))

    measured = measure(now, TABLES, before=AskedBefore.of((asked_less, asked_all, *now)))

    assert measured.estimate.gross == measure(now, TABLES).estimate.gross
    assert measured.added.heavier + measured.added.elements == 2


@pytest.mark.parametrize("heavier", [Operation.DERIVED, Operation.MANUAL])
def test_a_heavier_form_spares_no_more_than_the_form_there_was(heavier):
    harder = replace(OLD, asked=(replace(COMMA, operation=heavier), CODE))
    then, now = delivery(FIRST), delivery(SECOND, harder)

    measured = measure([now], TABLES, before=AskedBefore.of((then, now)))

    assert measured.estimate.gross == measure([then], TABLES).estimate.gross
    assert (measured.added.elements, measured.added.heavier) == (0, 1)
    assert "1 gegeven in een zwaardere vorm dan toen" in sentence(measured, "P", same("Q2")).nl


def test_a_lighter_form_spares_what_it_takes_now():
    lighter = replace(OLD, asked=(AskedElement(element="bedrag"), CODE))
    then, now = delivery(FIRST), delivery(SECOND, lighter)

    measured = measure([now], TABLES, before=AskedBefore.of((then, now)))

    assert measured.estimate.gross == measure([now], TABLES).estimate.gross
    assert not measured.added.is_any


def test_what_is_typed_since_is_shared_out_over_the_columns_that_ask_for_it():
    typed = replace(
        OLD,
        asked=(*OLD.asked, AskedElement(element="opleiding", representation=(), operation=Operation.MANUAL)),
    )
    more = replace(
        typed,
        asked=(*typed.asked, AskedElement(element="beroep", representation=(), operation=Operation.MANUAL)),
    )
    then, now = delivery(FIRST, typed), delivery(SECOND, more)

    (kept,) = AskedBefore.of((then, now)).split([now]).before

    assert (now.manual_rows, kept.manual_rows) == (10, 5)


def test_what_is_legally_required_since_is_work_too():
    required = delivery(
        SECOND, replace(OLD, asked=(*OLD.asked, AskedElement(element="wet", is_legally_required=True)))
    )

    measured = measure([required], TABLES, before=AskedBefore.of((delivery(FIRST), required)))

    assert (measured.added.elements, measured.added.of_elements) == (1, 3)


def test_all_counts_stay_counts_of_everything_that_was_delivered():
    later = [replace(each, period=SECOND) for each in example_deliveries()]
    new = replace(later[3], municipality="G")

    measured = measure([*later, new], TABLES, before=AskedBefore.of((*example_deliveries(), *later, new)))

    assert measured.level_zero == measure([*later, new], TABLES).level_zero
    assert (measured.added.deliveries, measured.added.of_deliveries) == (1, 7)
    assert (measured.added.elements, measured.added.cells) == (6, new.cells.all)
    assert measured.converted_before == measure(later, TABLES).level_zero.converted
    assert measured.residual == measure([*later, new], TABLES).residual


def test_the_sentence_says_what_is_new_of_how_many_and_what_is_taken_off():
    later = [replace(each, period=SECOND) for each in example_deliveries()]
    new = replace(later[3], municipality="G")
    measured = measure([*later, new], TABLES, before=AskedBefore.of((*example_deliveries(), *later, new)))

    assert sentence(measured, "X", same("tweede kwartaal 2026")).nl.endswith(
        "nog eens omzetten, en wat na het eerste kwartaal 2026 voor het eerst is gevraagd: 1 van 7 "
        "rapportages, 6 van 61 gegevens (geteld per rapportage); het werk daaraan met de dienst is "
        "afgetrokken (waarschijnlijk hoogstens 5 minuten)."
    )
    assert "asked for the first time after the first quarter of 2026: 1 of 7 reports, 6 of 61 elements" in (
        sentence(measured, "X", same("second quarter of 2026")).en
    )
    assert known_before(measured.added).nl.startswith("Wat na het eerste kwartaal 2026 voor het eerst")


def test_of_a_single_file_and_of_the_first_period_nothing_is_known_before_and_that_is_said():
    alone = measure(example_deliveries(), TABLES)
    first = measure(example_deliveries(), TABLES, before=AskedBefore.of(example_deliveries()))

    for measured in (alone, first):
        assert measured.as_json()["added"]["since"] is None
        assert "niets bekend" in known_before(measured.added).nl
        assert "eerst is gevraagd" not in sentence(measured, "X", same(QUARTER.label)).nl
    assert first.estimate == alone.estimate


def test_a_later_period_in_which_nothing_is_new_says_so():
    later = [replace(each, period=SECOND) for each in example_deliveries()]

    measured = measure(later, TABLES, before=AskedBefore.of((*example_deliveries(), *later)))

    assert measured.as_json()["added"]["since"] == "2026-Q1"
    assert known_before(measured.added).nl == (
        "Na het eerste kwartaal 2026 is niets voor het eerst gevraagd."
    )


def test_what_is_asked_no_more_is_counted_once_per_municipality_and_said():
    less = replace(OLD, asked=(COMMA,))
    then = [delivery(FIRST, provider=each) for each in "PQ"]
    now = [delivery(SECOND, less, provider=each) for each in "PQ"]
    elsewhere = delivery(FIRST, provider="P", municipality="N")
    before = AskedBefore.of([*then, elsewhere, *now])

    measured = measure(now, TABLES, before=before)

    assert measured.added.no_longer_asked == 1
    assert "nog 1 gegeven die zij nu niet meer vragen" in known_before(measured.added).nl
    assert measured.estimate.net.p50 < measure(then, TABLES, before=before).estimate.net.p50
    assert measure(then, TABLES, before=before).added.no_longer_asked == 0


def test_whoever_asks_the_same_in_another_format_asks_no_less():
    other = Demand(format="nieuw", asked=OLD.asked)

    found = AskedBefore.of([delivery(FIRST), delivery(SECOND, other)])

    assert found.no_longer_asked([delivery(SECOND, other)]) == 0
    assert found.no_longer_asked([]) == 0
