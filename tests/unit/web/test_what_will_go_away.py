"""Who uses what will go away is told at every answer, long enough before, and can read what to do."""

from datetime import UTC, datetime, timedelta

import pytest

from service.web.api import leaving
from service.web.api.leaving import Leaving

SINCE = datetime(2026, 12, 1, tzinfo=UTC)
OLD = Leaving(since=SINCE, until=datetime(2028, 1, 1, tzinfo=UTC), instead="/hulp/api#versie-2")


@pytest.fixture
def with_an_old_one(anonymous):
    """An application in which the list of municipalities will go away."""
    anonymous.application.extensions["eenmaal_leaving"] = {"api_asked.municipalities": OLD}
    return anonymous


def test_its_answers_say_since_when_and_until_when(with_an_old_one):
    """An answer that refuses too: who asks without a right should know as well."""
    headers = with_an_old_one.get("/api/v1/gemeenten").headers

    assert headers["Deprecation"] == "@1796083200"
    assert headers["Sunset"] == "Sat, 01 Jan 2028 00:00:00 GMT"
    assert '</hulp/api#versie-2>; rel="deprecation"' in headers.getlist("Link")


def test_the_description_says_it_of_that_operation_alone(with_an_old_one):
    paths = with_an_old_one.get("/api/v1/openapi.json").json["paths"]

    old = [path for path, item in paths.items() if any(each.get("deprecated") for each in item.values())]
    assert old == ["/gemeenten"]


def test_what_stays_says_nothing(with_an_old_one):
    assert "Deprecation" not in with_an_old_one.get("/api/v1/formaten").headers


def test_nothing_goes_sooner_than_was_promised():
    """A year, as the page of the API says."""
    with pytest.raises(ValueError, match="365 days"):
        Leaving(since=SINCE, until=SINCE + timedelta(days=364), instead="/")


def test_every_one_that_leaves_is_an_operation(anonymous):
    assert set(leaving.LEAVING) <= set(anonymous.application.view_functions)
