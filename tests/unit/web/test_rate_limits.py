"""How much may be asked: per address before anything is looked at, per organisation once it is known."""

from dataclasses import replace
from io import BytesIO

import pytest

from service.domain.access import OrganisationKind
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.web.shared import rate_limits
from tests.unit.web.conftest import viewer


@pytest.fixture
def browser_of(wiring):
    """Somebody of a provider, in a service with these limits."""

    def make(**limits):
        wiring.settings = replace(wiring.settings, **limits)
        app = create_app(wiring)
        app.config["WTF_CSRF_ENABLED"] = False
        wiring.viewers["provider"] = viewer(OrganisationKind.PROVIDER, "nl")
        browser = app.test_client()
        browser.set_cookie(SESSION_COOKIE, "provider")
        return browser

    return make


def test_an_organisation_that_asks_too_much_is_asked_to_wait(browser_of):
    browser = browser_of(requests_per_minute=3)

    answers = [browser.get("/aanleveringen") for _ in range(4)]

    assert [each.status_code for each in answers] == [200, 200, 200, 429]
    assert "U vraagt te veel in korte tijd" in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) <= 60


def test_an_address_that_asks_too_much_is_stopped_before_anybody_is_looked_up(
    browser_of, wiring, monkeypatch
):
    browser = browser_of(requests_per_minute=2)
    for _ in range(4):
        browser.get("/inloggen")

    monkeypatch.setattr(wiring, "people", None)

    assert browser.get("/inloggen").status_code == 429
    assert browser.get("/healthz").status_code == 200


def test_uploads_are_counted_apart(browser_of):
    browser = browser_of(uploads_per_hour=1)
    given = [
        browser.post("/aanleveringen", data={"bestand": (BytesIO(b"x"), "export.xlsx")}).status_code
        for _ in range(2)
    ]

    assert (given[0] < 400, given[1]) == (True, 429)
    assert browser.get("/aanleveringen").status_code == 200


def test_without_its_broker_a_process_counts_for_itself(browser_of):
    browser = browser_of(requests_per_minute=2, broker_url="redis+socket:///nowhere/at/all")

    assert [browser.get("/aanleveringen").status_code for _ in range(3)] == [200, 200, 429]


@pytest.mark.parametrize(
    ("broker", "storage"),
    [
        (None, "memory://"),
        ("redis+socket:///run/vk/s", "redis+unix:///run/vk/s?db=0"),
        ("redis+socket:///run/vk/s?virtual_host=3", "redis+unix:///run/vk/s?db=3"),
        ("rediss://:word@valkey:6379/1", "rediss://:word@valkey:6379/1"),
        ("sentinel://one;two", "memory://"),
    ],
)
def test_a_broker_of_celery_is_found_by_the_library_too(broker, storage):
    assert rate_limits._storage_of(broker) == storage  # noqa: SLF001 - the one thing that is translated
