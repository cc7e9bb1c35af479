"""How the measure speaks: ranges before points, counts beside percentages, no cents."""

import pytest

from service.domain.burden.advice import advise
from service.domain.burden.estimate import Interval, draw
from service.domain.burden.measure import measure
from service.domain.burden.wording import duration, duration_range, euro_range, letter, sentence, share
from service.files.burden_tables import load_burden_tables
from tests.tools.burden_example import example_deliveries
from tests.tools.exports import REPOSITORY

TABLES = load_burden_tables(REPOSITORY / "mappings")


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minuten"),
        (22, "20 minuten"),
        (122, "2 uur"),
        (326, "5½ uur"),
        (-95, "-1½ uur"),
        (3683, "61 uur"),
    ],
)
def test_a_duration_is_rounded_to_what_a_person_would_say(minutes, words):
    assert duration(minutes, "nl") == words


def test_the_range_stands_before_the_point():
    assert (
        duration_range(Interval(22, 122, 326), "nl")
        == "waarschijnlijk tussen 20 minuten en 5½ uur, ongeveer 2 uur"
    )
    assert euro_range(Interval(17.2, 95.4, 1256), "nl") == "€ 17 tot € 1.300, ongeveer € 95"
    assert euro_range(Interval(-17, 95, 256), "en") == "-€ 17 to € 260, about € 95"


def test_a_percentage_stands_beside_its_counts_and_nothing_of_nothing_has_none():
    assert share(602, 2542, "nl") == "602 van 2.542 (23,7%)"
    assert share(0, 0, "nl") == "0 van 0"


def test_the_sentence_of_the_worked_example():
    measured = measure(example_deliveries(), TABLES, repeated_facts=20, fewest_providers=1)

    assert sentence(measured, "aanbieder X", "Q1 2026", "nl") == (
        "Q1 2026, aanbieder X: 1 aanlevering → 6 aanvaarde rapportages, 2.542 cellen; 602 van 2.542 (23,7%) "
        "moesten een andere vorm krijgen; 10 bleven handwerk (oorzaak: gegeven niet in de standaard). "
        "Geschatte tijd die niet is besteed: waarschijnlijk tussen 20 minuten en 5½ uur, ongeveer 2 uur "
        "(bewijsklasse C: standaardtijden, niet gemeten); waarde bij € 45 per uur: € 17 tot € 260, ongeveer "
        "€ 96. Niet geteld: registratie van zorg, controle door gemeenten, werk dat al geautomatiseerd was "
        "(aangenomen: een derde)."
    )


def test_the_json_has_the_keys_that_were_promised_and_no_others():
    found = measure(example_deliveries(), TABLES, repeated_facts=20, fewest_providers=1).as_json()

    assert list(found) == [
        "level0",
        "minutes",
        "euro",
        "evidence_class",
        "residual",
        "advice",
        "tables",
    ]
    assert list(found["minutes"]) == ["p10", "p50", "p90", "p_net_negative"]
    assert list(found["euro"]) == ["p10", "p50", "p90"]
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
