"""The page where work begins: what waits for whom, what is asked by when, and where one can go from there."""

import re
from datetime import UTC, datetime
from uuid import UUID

import pytest

from service.domain.dues import DueState
from service.domain.home import Step, Waiting
from service.domain.notices.kinds import RECEIVED, Notice
from service.storage.notices import ToldNotice
from service.use_cases.people.show_home import HomePage
from tests.tools.honest_pages import text_of
from tests.unit.web.conftest import a_due

ONE = UUID(int=7)
WHEN = datetime(2026, 4, 1, 12, 5, tzinfo=UTC)


def an_address_of(page, words):
    """Where the link with these words leads to."""
    (found,) = re.findall(rf'href="([^"]*)"[^>]*>[^<]*{re.escape(words)}', page.text)
    return found


@pytest.fixture
def home(wiring):
    """What waits, happened and was made, as a test tells it."""

    def tell(*waiting, told=(), made=0):
        wiring.home = HomePage(waiting=waiting, told=told, made=made)

    return tell


def test_who_is_not_signed_in_is_asked_to(anonymous):
    answer = anonymous.get("/")

    assert (answer.status_code, answer.location) == (303, "/inloggen")


def test_nothing_that_waits_is_said_too(provider, home):
    home()

    assert "Er wacht nu niets op u." in text_of(provider.get("/").text)


@pytest.mark.parametrize(
    ("waiting", "words", "address"),
    [
        (Waiting(Step.REPAIR_FILE, 1, ONE), "1 bestand is niet aangenomen", f"/aanleveringen/{ONE}"),
        (Waiting(Step.REPAIR_FILE, 2), "2 bestanden zijn niet aangenomen", "/aanleveringen#eerder"),
        (Waiting(Step.REPAIR_REPORT, 1, ONE), "een rapportage afgekeurd", f"/aanleveringen/{ONE}#afgekeurd"),
        (Waiting(Step.SEND, 1, ONE), "1 aanlevering is klaar", f"/aanleveringen/{ONE}/versturen"),
        (Waiting(Step.ANSWER, 3), "3 vragen wachten op uw antwoord", "/vragen"),
    ],
)
def test_a_provider_is_led_to_what_waits_for_it(provider, home, waiting, words, address):
    home(waiting)

    page = provider.get("/")

    assert words in text_of(page.text)
    assert an_address_of(page, words) == address


@pytest.mark.parametrize(
    ("waiting", "words", "address"),
    [
        (Waiting(Step.FETCH, 2), "2 rapportages hebt u nog niet opgehaald", "/rapportages"),
        (Waiting(Step.JUDGE, 1, ONE), "1 rapportage wacht op uw oordeel", f"/rapportages/{ONE}#oordeel"),
        (
            Waiting(Step.DECIDE_DRAFT, 1, ONE),
            "1 formaat wacht op een tweede persoon",
            f"/formaten/concepten/{ONE}/publiceren",
        ),
        (Waiting(Step.DECIDE_MEANING, 2), "Van 2 codes wacht de betekenis", "/codes"),
    ],
)
def test_a_municipality_is_led_to_what_waits_for_it(municipality, home, waiting, words, address):
    home(waiting)

    page = municipality.get("/")

    assert words in text_of(page.text)
    assert an_address_of(page, words) == address


def test_what_waits_for_a_second_person_stands_below_what_waits_for_all(municipality, home, wiring):
    home(Waiting(Step.JUDGE, 2))
    wiring.decisions = (Waiting(Step.DECIDE_MEANING, 1),)

    page = text_of(municipality.get("/").text)

    assert page.index("2 rapportages wachten op uw oordeel") < page.index("Van 1 code wacht de betekenis")


@pytest.mark.parametrize("kind", ["provider", "municipality", "bureau"])
def test_everybody_sees_what_is_asked_by_when_on_what_ground(kind, request, home, wiring):
    home()
    wiring.dues = (a_due(DueState.MISSING),)

    page = text_of(request.getfixturevalue(kind).get("/").text)

    assert "Ontbreekt: moest er zijn op 30 april 2026" in page
    assert "Inkoopovereenkomst, artikel 7" in page


def test_what_happened_last_stands_there_with_its_link(provider, home):
    notice = Notice(RECEIVED, {"submission": str(ONE), "filename": "export.xlsx"}, "een")
    home(told=(ToldNotice(notice, WHEN),))

    page = provider.get("/")

    assert f'href="{notice.path}"' in page.text
    assert "Alle meldingen" in text_of(page.text)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("provider", "maakte Eenmaal 12 rapportages uit wat u aanleverde"),
        ("municipality", "kreeg u 12 rapportages"),
        ("bureau", "kregen uw gemeenten 12 rapportages"),
    ],
)
def test_what_was_made_leads_to_what_it_saves(kind, words, request, home):
    home(made=12)

    page = request.getfixturevalue(kind).get("/")

    assert words in text_of(page.text)
    assert 'href="/regeldruk"' in page.text.partition("Wat Eenmaal maakte")[2]


def test_nothing_that_was_made_is_not_boasted_of(provider, home):
    home()

    assert "Wat Eenmaal maakte" not in text_of(provider.get("/").text)


@pytest.mark.parametrize(
    ("kind", "own", "of_others"),
    [
        ("provider", "/aanleveringen", ("/rapportages", "/overzicht", "/codes")),
        ("municipality", "/rapportages", ("/aanleveringen", "/overzicht")),
        ("bureau", "/overzicht", ("/aanleveringen", "/rapportages")),
    ],
)
def test_the_bar_leads_where_one_may_go_and_says_where_one_is(kind, own, of_others, request, home):
    home()
    visitor = request.getfixturevalue(kind)

    bar = visitor.get("/").text.partition('id="menu"')[2].partition("</nav>")[0]

    assert re.findall(r'href="([^"]*)" aria-current="page"', bar) == ["/"]
    assert f'href="{own}"' in bar
    assert not [address for address in of_others if f'href="{address}"' in bar]


def test_below_a_part_the_bar_says_which_part_it_is(provider):
    page = provider.get("/docs/bevindingen").text

    bar = page.partition('id="menu"')[2].partition("</nav>")[0]
    assert re.findall(r'href="([^"]*)" aria-current="true"', bar) == ["/docs"]
