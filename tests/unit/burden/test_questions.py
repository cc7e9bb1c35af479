"""The headline: what is asked, where else it is, what is asked again; counted of formats and deliveries."""

from dataclasses import replace

import pytest

from service.domain.burden.demand import AskedElement, Delivery, Demand, Operation
from service.domain.burden.estimate import Interval
from service.domain.burden.headline_words import headline, in_two_sentences, places_words
from service.domain.burden.measure import measure
from service.domain.burden.questions import Questions, questions_of
from service.domain.burden.tables import Driver
from service.domain.burden.workload import workload
from service.domain.periods import parse_period
from service.domain.wording import same
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_example import QUARTER, example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"})
LIST = AskedElement(element="prestatie.volume", rows="prestatie", already_reported_in=("iJw 323", "NZa 8g"))
HOURS = replace(LIST, representation=("unit uur",), operation=Operation.DERIVED)
NAME = AskedElement(element="aanlevering.naam_aanbieder", rows="aanlevering")


def delivery(*asked, name="f", town="M", period=QUARTER, **more):
    demand = Demand(format=name, asked=asked, **more)
    return Delivery(
        provider="P", municipality=town, demand=demand, period=period, submission="upload", rows=10
    )


@pytest.mark.parametrize(
    "other",
    [
        delivery(HOURS, name="in uren"),
        delivery(LIST, name="opgeteld", changes_grain=True, grains=frozenset({"prestatie per product"})),
        delivery(LIST, name="jaar", period=parse_period("2026")),
    ],
    ids=["in another unit", "as its sum", "again over the year"],
)
def test_the_same_fact_of_one_municipality_is_asked_again_and_its_column_is_converted_once(other):
    both = [delivery(HOURS), other]

    found, work = questions_of(both), workload(both).without

    assert (found.asked, found.elsewhere, found.asked_again) == (1, 1, 1)
    assert work[Driver.DERIVE] == 1


def test_two_tables_of_one_report_ask_it_twice_and_the_key_of_a_line_is_no_asking():
    assert questions_of([delivery(replace(LIST, times=2))]).asked_again == 1
    assert questions_of([delivery(replace(LIST, times=0)), delivery(LIST, name="g")]).asked_again == 0


def test_another_municipality_asks_about_other_clients_but_the_provider_is_the_same():
    found = questions_of([delivery(LIST, NAME), delivery(LIST, NAME, town="N")])

    assert (found.asked, found.asked_again) == (4, 1)


def test_two_quarters_are_two_facts():
    assert questions_of([delivery(LIST), delivery(LIST, period=parse_period("2026-Q2"))]).asked_again == 0


def test_what_was_asked_over_the_quarters_is_asked_again_over_the_year():
    year = [delivery(LIST, period=parse_period("2026"))]

    assert questions_of(year).asked_again == 0
    assert questions_of(year, [delivery(LIST)]).asked_again == 1


def test_the_headline_of_the_worked_example():
    measured = measure(example_deliveries(), TABLES, repeated_facts=20)

    assert measured.as_json()["facts"] == {
        "asked": 55,
        "available_elsewhere": 0,
        "by_source": {},
        "asked_again": 0,
        "shapes": 8,
        "files": 5,
        "a_year_before": None,
    }


def test_the_headline_is_said_with_where_it_is_and_what_it_was_a_year_before():
    before = Questions(asked=4, elsewhere=2, asked_again=3, municipalities=1)
    measured = replace(measure([delivery(LIST, NAME)], TABLES), questions_before=before)

    assert headline(measured, "aanbieder X", same("Q1 2026")).nl == (
        "Q1 2026, aanbieder X: van de gegevens die 1 gemeente vraagt, zijn er 1 van 2 (50,0%) al ergens "
        "anders te krijgen: in andere iJw-berichten of bij de NZa. Nog eens gevraagd wat al gevraagd was: 0 "
        "keer. Vormen van hetzelfde gegeven waar één vorm genoeg is: 0 te veel. Bestanden die niemand met de "
        "hand hoefde te maken: 0. Een jaar eerder waren er 2 van 4 (50,0%) al ergens anders te krijgen. "
        "Toen: Nog eens gevraagd wat al gevraagd was: 3 keer. Vormen van hetzelfde gegeven waar één vorm "
        "genoeg is: 0 te veel. Bestanden die niemand met de hand hoefde te maken: 0."
    )


def test_the_time_is_said_in_two_sentences_with_what_it_rests_on():
    said = in_two_sentences(measure(example_deliveries(), TABLES).estimate).nl

    assert said == (
        "Wij schatten dat dit aanbieders werk scheelde: waarschijnlijk tussen 15 minuten en 5 uur, ongeveer "
        "2 uur; niemand heeft dat gemeten, en meer dan de helft van het werk zonder de dienst berust op "
        "tijden per gemeente die wij zelf hebben ingeschat. Tegen € 45 per uur is dat € 10 tot € 240, "
        "ongeveer € 85 waard: tijd, en geen geld dat vrij komt."
    )


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (
            (-480, 150, 900),
            "waarschijnlijk ongeveer 2½ uur, maar het kan ook 15 uur zijn, of juist 8 uur",
        ),
        (
            (-480, -60, 900),
            "waarschijnlijk niets, want er kwam ongeveer 1 uur werk bij; dat kan 8 uur",
        ),
        (
            (-480, -300, -60),
            "niets, want er kwam werk bij: waarschijnlijk tussen 1 uur en 8 uur, onge",
        ),
    ],
)
def test_a_range_that_goes_below_nothing_is_said_without_a_minus(minutes, said):
    found = measure(example_deliveries(), TABLES).estimate

    words = in_two_sentences(replace(found, net=Interval(*minutes))).nl

    assert f"scheelde: {said}" in words
    assert "-" not in words.split(". Tegen")[0]


@pytest.mark.parametrize(
    ("sources", "words"),
    [
        ((), ""),
        (("iJw 301",), ": in de eigen toewijzing"),
        (("iJw 323",), ": in andere iJw-berichten"),
        (("iJw 301", "iJw 305"), ": in de eigen toewijzing of in andere iJw-berichten"),
        (("CBS", "NZa 8g", "iJw 323"), ": in andere iJw-berichten, bij het CBS of bij de NZa"),
        (("DigiMV",), ""),
    ],
)
def test_where_it_can_be_had_already_is_named_once_and_only_what_is_so(sources, words):
    found = replace(questions_of([]), by_source=dict.fromkeys(sources, 2))

    assert places_words(found).nl == words
