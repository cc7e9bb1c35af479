"""How the measure speaks: ranges before points, counts beside percentages, no cents."""

from dataclasses import replace

import pytest

from service.domain.burden.advice import advise
from service.domain.burden.amounts import amount, duration, duration_range, euro_range, share
from service.domain.burden.element_words import element_words
from service.domain.burden.estimate import Interval, draw
from service.domain.burden.letters import letter
from service.domain.burden.level_zero import CellCounts
from service.domain.burden.measure import SECONDS_OF_COPYING, measure
from service.domain.burden.words import beyond_copying, sentence
from service.domain.burden.workload import Reading
from service.domain.formats.shape import CellClass
from service.domain.wording import same
from service.files.burden.tables import load_burden_tables
from tests.tools.burden_contract import require_promised_keys
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings", versions={"assumptions": "2026.1"})


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minuten"),
        (56, "1 uur"),
        (22, "20 minuten"),
        (122, "2 uur"),
        (326, "5½ uur"),
        (-95, "-1½ uur"),
        (3683, "61 uur"),
        (-3683, "-61 uur"),
        (-22, "-20 minuten"),
        (-57, "-1 uur"),
        (1171, "20 uur"),
    ],
)
def test_a_duration_is_rounded_to_what_a_person_would_say(minutes, words):
    assert duration(minutes).nl == words


def test_nothing_at_all_is_said_to_be_nothing():
    assert duration_range(Interval(0, 0, 0)).nl == "niets"
    assert duration_range(Interval(0, 0, 0)).en == "nothing"
    assert duration_range(Interval(0.2, 1, 4.6)).nl == "waarschijnlijk hoogstens 5 minuten"
    assert duration_range(Interval(-20, 1, 30)).nl.startswith("waarschijnlijk tussen -20 minuten en 30")


@pytest.mark.parametrize(
    ("element", "words"),
    [
        ("", "samenvoegen van regels"),
        ("prestatie.bedrag", "bedrag (prestatie)"),
        (
            "prestatie.bedrag only where status is not geleverd",
            "bedrag (prestatie), alleen waar status niet geleverd is",
        ),
        (
            "toewijzing.clientnummer count of different values",
            "aantal verschillende clientnummer (toewijzing)",
        ),
        (
            "toewijzing.aanmelddatum days from toewijzing.aanmelddatum until begindatum blank average",
            "aanmelddatum (toewijzing), gemiddeld aantal dagen tot begindatum",
        ),
        ("kengetal.waarde liquiditeit", "waarde (kengetal), liquiditeit"),
        ("municipality_code", "gemeentecode"),
        ("count of prestatie", "aantal regels (prestatie)"),
    ],
)
def test_an_element_is_called_what_a_person_calls_it(element, words):
    assert element_words(element).nl == words


def test_something_that_rounds_to_nothing_is_still_something():
    assert [amount(each).nl for each in (0, 0.5, 2.6)] == [
        "niets",
        "minder dan 5 minuten",
        "5 minuten",
    ]
    assert amount(0.5).en == "less than 5 minutes"


def test_the_range_stands_before_the_point():
    assert (
        duration_range(Interval(22, 122, 326)).nl
        == "waarschijnlijk tussen 20 minuten en 5½ uur, ongeveer 2 uur"
    )
    assert euro_range(Interval(17.2, 95.4, 1256)).nl == "€ 17 tot € 1.300, ongeveer € 95"
    assert euro_range(Interval(-17, 95, 256)).en == "-€ 17 to € 260, about € 95"


def test_a_percentage_stands_beside_its_counts_and_nothing_of_nothing_has_none():
    assert share(602, 2542).nl == "602 van 2.542 (23,7%)"
    assert share(0, 0).nl == "0 van 0"


def test_the_sentence_of_the_worked_example_in_the_reading_of_its_table():
    measured = measure(
        example_deliveries(), TABLES, repeated_facts=20, fewest_providers=1, reading=Reading.EACH_TIME
    )

    assert sentence(measured, "aanbieder X", same("Q1 2026")).nl == (
        "Q1 2026, aanbieder X: 1 aanlevering → 6 aanvaarde rapportages, 2.542 cellen; 602 van 2.542 (23,7%) "
        "moesten een andere vorm krijgen; 10 bleven handwerk (oorzaak: gegeven niet in de standaard). "
        "Geschatte tijd die niet is besteed: waarschijnlijk tussen 20 minuten en 5½ uur, ongeveer 2 uur "
        "(bewijsklasse D: schatting van deskundigen, niet gemeten); waarde bij € 45 per uur: € 16 tot € 260, "
        "ongeveer € 95. Niet geteld: registratie van zorg, controle door gemeenten, werk dat al "
        "geautomatiseerd was (aangenomen: een derde)."
    )


def test_what_is_said_of_the_worked_example_converts_a_shared_format_once():
    measured = measure(example_deliveries(), TABLES, repeated_facts=20, fewest_providers=1)

    said = sentence(measured, "provider X", same("Q1 2026")).en

    assert "likely between 15 minutes and 5 hours, about 2 hours" in said
    assert "converting once more a format that municipalities share." in said
    assert measured.estimate.net.p50 < measured.estimate.net_each_time.p50
    assert measured.as_json()["minutes"]["p50"] == round(measured.estimate.net.p50)


def test_an_estimate_above_what_copying_takes_says_what_else_it_is():
    measured = measure(example_deliveries(), TABLES, fewest_providers=1)
    many = [
        replace(each, cells=CellCounts({CellClass.FORMAT: 9 * each.cells.all}))
        for each in example_deliveries()
    ]

    assert measured.seconds_per_converted_cell > SECONDS_OF_COPYING
    assert beyond_copying(measured).nl == (
        "Per omgezette cel is dat 11 seconden; overtikken kost er hoogstens 10, dus 1½ uur voor alle cellen "
        "samen. Het verschil is werk dat niet per cel gaat: van 4½ uur zonder de dienst is 3 uur selecteren, "
        "controleren, herstellen en versturen, en een kolom omzetten kost voor tien regels evenveel als voor "
        "duizend."
    )
    assert beyond_copying(measure(many, TABLES)).nl == ""


def test_the_json_has_the_keys_that_were_promised_and_beside_them_what_was_added():
    found = measure(example_deliveries(), TABLES, repeated_facts=20, fewest_providers=1).as_json()

    require_promised_keys(found)
    assert found["residual"] == {"R1": 20, "R4": 10}


def test_what_fewer_than_five_providers_share_is_not_advised_about():
    assert measure(example_deliveries(), TABLES).advice == ()


def test_the_letter_names_the_change_the_gain_its_range_and_the_loss():
    advice = advise(example_deliveries(), TABLES, draw(TABLES), fewest_providers=1)[0]

    text = letter(advice, "F", "de kwartaallijst", "standaardtijden 2026.1")

    assert "niet meer te vragen, of af te leiden uit wat de standaard al heeft" in text
    assert "voor wie één keer aanlevert: waarschijnlijk tussen" in text
    assert "niet op te tellen" in text
    assert "Wat u verliest: U verliest dan het gegeven 'opleiding ouders'" in text
