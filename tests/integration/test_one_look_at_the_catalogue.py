"""A page that reads sees one catalogue, looked up once; what changes something looks each time."""

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from service.domain.access import OrganisationKind
from service.pipeline.current_catalogue import begin_one_look, end_one_look
from service.web.application import create_app
from service.web.people.visitor import SESSION_COOKIE
from service.wiring import build_registration

PASSWORD = "een wachtwoord dat lang is"  # noqa: S105 - of an account that lives as long as a test


@pytest.fixture
def looked():
    """Every time that it was counted how many versions were published."""
    asked = []

    def write_down(_connection, _cursor, statement, *_):
        if "count" in statement and "format_publication" in statement:
            asked.append(statement)

    event.listen(Engine, "before_cursor_execute", write_down)
    yield asked
    event.remove(Engine, "before_cursor_execute", write_down)


@pytest.fixture
def browser(wiring, settings):
    register = build_registration(settings)
    own = register.organisation(OrganisationKind.PROVIDER, "41234567", "Zorg Een")
    register.account(own, "zorg", PASSWORD)
    register.close()
    browser = create_app(wiring).test_client()
    browser.set_cookie(SESSION_COOKIE, wiring.people.sign_in("zorg", PASSWORD, "test").token)
    return browser


def test_a_page_looks_the_catalogue_up_once(browser, looked):
    looked.clear()

    assert browser.get("/regeldruk").status_code == 200

    assert len(looked) == 1


def test_outside_a_look_it_is_looked_up_each_time(wiring, looked):
    begin_one_look()
    wiring.catalogue()
    wiring.catalogue()
    end_one_look()
    in_one_look = len(looked)
    wiring.catalogue()
    wiring.catalogue()

    assert (in_one_look, len(looked)) == (1, 3)


def test_a_look_that_ended_leaves_nothing_to_the_next_page(browser, looked):
    looked.clear()

    browser.get("/regeldruk")
    browser.get("/regeldruk")

    assert len(looked) == 2
