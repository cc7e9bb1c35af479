"""The drop list: what stands on it, what does not, on what ground, and what its letters say."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.burden.demand import Operation
from service.domain.burden.drop_letters import drop_letter, drop_letters
from service.domain.burden.drop_list import DropListBasis, Ground, Kept, drop_list
from service.domain.burden.drop_list_table import HEADS, as_json, lines_of
from service.domain.burden.drop_list_words import summary
from service.domain.burden.effect import Effects
from service.domain.burden.elsewhere import Elsewhere, Place
from service.domain.burden.prescribed import EVERYTHING, LegallyRequired, Prescription
from service.domain.periods import PeriodKind, parse_period
from service.files.burden import load_legally_required
from tests.tools.burden_example import QUARTER
from tests.tools.drop_lists import (
    BY_HAND,
    DRAWS,
    GOAL,
    NUMBER,
    SHIPPED,
    VOLUME,
    WAITING,
    asked,
    delivered,
    listed,
)
from tests.tools.exports import REPOSITORY, the_standard


def grounds(found):
    return {(each.municipality, each.format, each.element): each.ground for each in found.questions}


def test_what_stands_in_a_message_is_pointed_out_to_its_element_with_the_agreement_of_its_law():
    found = listed({"0014": [asked("lijst", VOLUME, GOAL, laws=("WMO",))]})

    (only,) = found.questions
    assert only.ground is Ground.ELSEWHERE
    assert only.places[0].where == "JW323/WMO323, Prestatie/GeleverdVolume"
    assert [each.name for each in only.clauses] == ["Contractstandaard Wmo 1.2, art. 3.10.1"]
    assert (only.effect.elements, only.effect.askings, only.effect.reports) == (1, 1, 1)


def test_what_a_law_prescribes_is_left_alone_on_the_days_on_which_it_does():
    law = Prescription(
        format="lijst", element=EVERYTHING, begin=date(2026, 4, 1), ground="Regeling Jeugdwet art. 8g"
    )
    asking = {"0014": [asked("lijst", replace(VOLUME, is_legally_required=True))]}

    after = listed(asking, required=LegallyRequired((law,)), period=parse_period("2026-Q2"))
    before = listed(asking, required=LegallyRequired((law,)))

    assert after.questions == ()
    assert after.account.kept[Kept.PRESCRIBED] == 1
    assert [each.ground for _, each in after.prescribed["0014"]] == ["Regeling Jeugdwet art. 8g"]
    assert before.prescribed["0014"] == ()
    assert drop_letter(after, "0014", {}, {}) == ""


def test_what_only_tells_which_row_it_is_goes_along_with_a_list_that_goes_as_a_whole_and_stays_with_another():
    whole = listed({"0014": [asked("lijst", NUMBER, VOLUME)]})
    part = listed({"0014": [asked("lijst", NUMBER, VOLUME, GOAL)]})

    assert [each.format for each in whole.whole] == ["lijst"]
    assert (whole.account.listed, whole.account.gone_along) == (1, 1)
    assert part.whole == ()
    assert (part.account.listed, part.account.kept[Kept.NEEDED]) == (1, 1)


def test_the_towns_stand_in_the_order_of_their_codes_whoever_asked_for_them_first():
    towns = ["0363", "0014", "1992", "0344", "0037", "0599", "0518"]

    found = listed({town: [asked("lijst", NUMBER, VOLUME)] for town in towns})

    assert [each.municipality for each in found.whole] == sorted(towns)
    assert list(found.prescribed) == list(found.together) == sorted(towns)


def test_what_is_only_told_per_region_is_no_reason_for_a_whole_request_to_go_and_the_letter_says_less():
    found = listed({"0014": [asked("wachten", WAITING)]})

    assert found.questions[0].says_less
    assert found.whole == ()
    assert "als u genoeg hebt aan wat elders staat" in drop_letter(found, "0014", {}, {})


def test_a_source_of_which_the_table_knows_no_element_lists_nothing_and_is_accounted_for():
    found = listed({"0014": [asked("lijst", VOLUME)]}, elsewhere=Elsewhere())

    assert found.questions == ()
    assert found.account.kept[Kept.NOT_POINTED_OUT] == found.account.elsewhere == 1


@pytest.mark.parametrize(
    ("first", "second", "is_listed"),
    [
        (asked("lijst", GOAL), asked("som", GOAL, grains=("uitkomst per wet",)), True),
        (asked("lijst", GOAL, often=PeriodKind.YEAR), asked("som", GOAL, grains=("g",)), False),
        (asked("lijst", GOAL, laws=("WMO",)), asked("som", GOAL, grains=("g",)), False),
        (asked("som", GOAL, grains=("g",)), asked("andere", GOAL, grains=("h",)), False),
        (asked("lijst", replace(GOAL, where="wet: JW")), asked("som", GOAL, grains=("g",)), False),
        (asked("telling", GOAL), asked("personen", GOAL, is_of_persons=True), True),
    ],
    ids=["a list and its sum", "too late", "another law", "other lines", "other rows", "no persons"],
)
def test_what_a_municipality_asks_already_is_listed_only_where_it_follows_from_it(first, second, is_listed):
    found = listed({"0014": [first, second]})

    assert [each.ground for each in found.questions] == ([Ground.AGAIN] if is_listed else [])


def test_of_two_lists_that_say_the_same_one_is_dropped_and_one_stays():
    found = listed({"0014": [asked("a", GOAL), asked("b", GOAL, BY_HAND)]})

    assert [(each.format, each.asked_in) for each in found.questions if each.ground is Ground.AGAIN] == [
        ("a", "b")
    ]


def test_what_most_others_ask_in_one_other_form_is_asked_so_and_costs_less():
    derived = replace(GOAL, operation=Operation.DERIVED, representation=("unit uur",))
    plain = {town: [asked("standaard", GOAL)] for town in ("0034", "0141", "0363")}
    found = listed({"0014": [asked("eigen", derived)], **plain})

    (only,) = found.questions
    assert (only.ground, only.form_of_others) == (Ground.OWN_FORM, ())
    assert (only.alike, only.otherwise) == ((), ("0034", "0141", "0363"))
    assert only.effect.without is not None
    assert only.effect.without.p50 > 0
    assert "u vraagt het in uren" in drop_letter(found, "0014", {}, {})


def test_what_somebody_types_in_may_go_and_the_letter_says_what_is_lost():
    found = listed({"0014": [asked("eigen", BY_HAND, GOAL)]})

    assert grounds(found) == {("0014", "eigen", BY_HAND.element): Ground.BY_HAND}
    assert found.questions[0].effect.with_service is not None
    text = drop_letter(found, "0014", {"0014": "Groningen"}, {"eigen": "Eigen lijst"})
    assert "Aan de gemeente Groningen" in text
    assert "Deze gegevens krijgt u dan niet meer: opleiding ouders." in " ".join(text.split())


def test_a_letter_names_only_the_formats_of_its_municipality_and_a_region_gets_one_of_each():
    found = listed({"0014": [asked("lijst-noord", VOLUME)], "0034": [asked("lijst-midden", VOLUME)]})

    letters = drop_letters(found, {"0014": "Groningen", "0034": "Almere"}, {})

    assert list(letters) == ["0014-groningen.txt", "0034-almere.txt"]
    assert "lijst-noord" in letters["0014-groningen.txt"]
    assert "lijst-midden" not in letters["0014-groningen.txt"]


def test_of_fewer_than_five_providers_no_figure_tells_what_one_of_them_did():
    asking = {"0014": [asked("eigen", BY_HAND, VOLUME)]}
    few, enough = (listed(asking, providers=count, fewest=5) for count in (4, 5))

    def minutes(found):
        every = [*(each.effect for each in found.questions), *found.together.values(), found.everybody]
        return {each.without for each in every} | {each.with_service for each in every}

    assert minutes(few) == {None}
    assert None not in minutes(enough)
    other = [replace(each, manual_rows=99) for each in delivered("0014", asking["0014"][0], 4)]
    busier = drop_list(
        asking,
        DropListBasis(
            asking=asking,
            period=QUARTER,
            required=LegallyRequired(),
            elsewhere=SHIPPED,
            effects=Effects(other, DRAWS, 5),
        ),
    )
    assert as_json(busier, "2026-Q1") == as_json(few, "2026-Q1")


def test_the_table_has_a_value_under_every_head_and_the_summary_adds_up():
    found = listed({"0014": [asked("lijst", NUMBER, VOLUME, GOAL)]})

    (line,) = lines_of(found, {"0014": "Groningen"}, {"lijst": "Lijst"}, "nl")
    assert len(line) == len(HEADS)
    assert summary(found).nl.startswith("Van de 3 gegevens die 1 gemeente vraagt, kunnen er 1 vervallen.")


def test_every_place_that_ships_is_of_a_field_of_the_standard_and_a_source_that_it_names():
    tables = the_standard().tables
    for element, places in SHIPPED.places.items():
        table, _, name = element.split(" ")[0].partition(".")
        known = tables[table].fields[name].already_reported_in
        assert {each.source for each in places} <= set(known), element


def test_every_field_that_is_said_to_be_elsewhere_has_a_place_or_says_why_not():
    for table in the_standard().tables.values():
        for field in table.fields.values():
            is_known = any(
                element.split(" ")[0] == f"{table.name}.{field.name}" for element in SHIPPED.places
            )
            assert is_known or not field.already_reported_in, f"{table.name}.{field.name}"


def test_what_ships_as_prescribed_is_dated_and_says_by_what():
    lines = load_legally_required(REPOSITORY / "mappings").lines

    assert {"landelijk/jw323", "landelijk/cbs-beleidsinformatie", "landelijk/nza-kwartaal"} <= {
        each.format for each in lines
    }
    assert all(each.ground and each.begin > date(2000, 1, 1) for each in lines)


def test_a_place_says_less_always_or_only_than_a_list_of_persons():
    counted = Place(source="CBS", where="", is_coarser_than_a_person=True)

    assert counted.says_less(of_persons=True)
    assert not counted.says_less(of_persons=False)
