"""The example calendar: every municipality asks something, and small providers are asked less."""

from service.domain.periods import parse_period
from tests.golden.examples import the_catalogue

SMALL, LARGE = "06011299", "06011234"


def test_every_municipality_has_a_request():
    asking = {request.municipality for request in the_catalogue().requests}

    assert len(asking) == 342
    assert asking == set(the_catalogue().municipalities)


def test_a_small_provider_is_asked_a_simple_statement_where_a_large_one_accounts_for_products():
    year = parse_period("2026")
    simple = "voorbeeldregio-polder/eenvoudige-opgave"
    municipality = next(each.municipality for each in the_catalogue().requests if each.format == simple)
    of_year = [
        each
        for each in the_catalogue().requests
        if each.municipality == municipality
        and the_catalogue().plans[each.format][0].format.period.value == "year"
    ]

    asked = {agb: [each.format for each in of_year if each.asks(agb, year)] for agb in (SMALL, LARGE)}

    assert asked == {SMALL: [simple], LARGE: ["landelijk/productieverantwoording-jeugdwet"]}


def test_every_format_of_the_catalogue_is_asked_by_somebody():
    assert {each.format for each in the_catalogue().requests} == set(the_catalogue().plans)
