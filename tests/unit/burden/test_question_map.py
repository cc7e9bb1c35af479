"""The map of questions: who asks what in which form, in the same counts as the headline."""

from dataclasses import replace

from service.domain.burden.question_map import question_map
from service.domain.burden.questions import questions_of
from tests.tools.burden_example import OPLEIDING, example_deliveries

DELIVERIES = example_deliveries()


def test_its_cells_are_what_is_asked_and_its_further_forms_are_those_too_many():
    found, counted = question_map(DELIVERIES), questions_of(DELIVERIES)

    assert sum(len(each.municipalities) for each in found.questions) == counted.asked
    assert sum(len(each.forms) - 1 for each in found.questions) == counted.shapes
    assert found.municipalities == tuple("ABCDEF")


def test_the_form_of_most_comes_first_and_each_municipality_stands_under_its_own():
    product = next(each for each in question_map(DELIVERIES).questions if each.element == "productcode")

    assert [(each.form, each.municipalities) for each in product.forms] == [
        ((), ("A", "E")),
        (("code list regio",), ("B", "C")),
        (("code list D",), ("D",)),
        (("code list F",), ("F",)),
    ]
    assert [product.asked_by(code) for code in "AC"] == [(0,), (1,)]


def test_what_one_municipality_asks_comes_last_and_nobody_else_is_named_there():
    last = question_map(DELIVERIES).questions[-1]

    assert (last.element, last.municipalities) == (OPLEIDING, {"F"})
    assert last.asked_by("A") == ()


def test_a_question_that_a_format_asks_in_two_forms_has_both():
    of_a = next(each for each in DELIVERIES if each.municipality == "A")
    twice = replace(of_a, demand=replace(of_a.demand, further_forms=frozenset({("uren", ("unit minuut",))})))

    hours = next(each for each in question_map([twice]).questions if each.element == "uren")

    assert hours.asked_by("A") == (0, 1)
    assert [each.form for each in hours.forms] == [(), ("unit minuut",)]


def test_where_it_is_reported_already_is_told_in_order_whichever_format_knows_it():
    def known_in(delivery, *places):
        asked = tuple(replace(each, already_reported_in=places) for each in delivery.demand.asked)
        return replace(delivery, demand=replace(delivery.demand, asked=asked))

    one, other = DELIVERIES[:2]
    found = question_map([known_in(one, "iJw 323", "NZa 8g", "CBS"), known_in(other, "iJw 301", "CBS")])

    places = {each.already_reported_in for each in found.questions if len(each.municipalities) == 2}
    assert places == {("CBS", "NZa 8g", "iJw 301", "iJw 323")}


def test_of_nothing_there_is_no_map():
    assert question_map([]).questions == ()
