"""The page of deadlines, its first lines where work begins, and the form by which more time is given."""

from dataclasses import replace
from datetime import date

import pytest

from service.domain.access import NotFoundError, OrganisationKind
from service.domain.burden.residual import Cause, ReportVerdict
from service.domain.dues import DueState, Extension, LateCause
from service.domain.reports import ReportPage

from .conftest import ASKED, QUARTER, WHEN, a_due, a_report, viewer
from .test_provider_pages import text_of

ADDRESS = "/termijnen/uitstel"
NAMED = {"aanbieder": "06011234", "formaat": "voorbeeldregio-noord/kwartaal", "periode": "2026-Q1"}
GIVEN = {**NAMED, "tot": "2026-05-15", "toelichting": "Het formaat kwam te laat."}
MORE_TIME = Extension(
    provider_code="06011234",
    municipality="0014",
    format=ASKED.format,
    period=QUARTER,
    until=date(2026, 5, 15),
    reason="Het formaat kwam te laat.",
    granted_by="gemeente",
    granted_at=WHEN,
)
SAID = {
    DueState.MISSING: "Ontbreekt: moest er zijn op 30 april 2026",
    DueState.EXTENDED: "Uitstel tot en met 15 mei 2026",
    DueState.DUE: "Nu aan de beurt: uiterlijk 30 april 2026",
    DueState.LATE: "Te laat: verstuurd op 2 mei 2026",
    DueState.NOT_YET: "Nog niet aan de beurt: uiterlijk 30 april 2026",
    DueState.ON_TIME: "Op tijd: verstuurd op 2 mei 2026",
}


@pytest.mark.parametrize("state", list(DueState))
def test_every_state_is_said_in_words_with_its_day_and_ground(provider, wiring, state):
    extension = MORE_TIME if state is DueState.EXTENDED else None
    sent_on = None if state.is_open else date(2026, 5, 2)
    wiring.dues = (a_due(state, extension=extension, sent_on=sent_on),)

    words = text_of(provider.get("/termijnen"))

    assert SAID[state] in words
    assert "Groningen" in words
    assert "Inkoopovereenkomst, artikel 7" in words
    assert "geef uitstel" not in words


def test_a_state_can_be_chosen_and_the_rest_is_a_page_further(bureau, wiring):
    wiring.dues = (*[a_due() for _ in range(101)], a_due(DueState.DUE))

    assert "1 tot en met 100 van 102" in text_of(bureau.get("/termijnen"))
    assert "101 tot en met 102 van 102" in text_of(bureau.get("/termijnen?vanaf=100"))
    assert "1 in totaal" in text_of(bureau.get("/termijnen?stand=due"))
    assert "Er is niets in deze stand." in text_of(bureau.get("/termijnen?stand=late"))
    for odd in ("-1", "102", "x"):
        assert "1 tot en met 100 van 102" in text_of(bureau.get(f"/termijnen?vanaf={odd}"))


def test_where_work_begins_stands_what_is_pressing_and_how_much_more(municipality, wiring):
    wiring.dues = (*[a_due() for _ in range(7)], a_due(DueState.NOT_YET))

    words = text_of(municipality.get("/"))

    assert words.count(SAID[DueState.MISSING]) == 5
    assert "Ontbreekt 7 Nog niet aan de beurt 1" in words
    assert "er zijn er nog 2 die nu aandacht vragen" in words


def test_a_provider_reads_where_it_begins_what_is_asked_of_it(provider, wiring):
    wiring.dues = (a_due(DueState.DUE),)

    assert SAID[DueState.DUE] in text_of(provider.get("/"))


def test_what_was_rejected_is_owed_once_more_and_says_so(provider, wiring):
    said = ReportVerdict(Cause.DATA_QUALITY, "kolom D is leeg", WHEN)
    wiring.dues = (a_due(report=a_report(sent_at=WHEN, verdict=said)),)

    assert "wat er was, is afgekeurd" in text_of(provider.get("/termijnen"))


def test_nothing_that_is_expected_says_what_will_come(municipality):
    assert "Er wordt nog niets verwacht." in text_of(municipality.get("/termijnen"))


def test_a_municipality_gives_more_time_with_a_reason(municipality, wiring):
    wiring.dues = (a_due(),)

    assert "De uiterste dag is nu 30 april 2026." in text_of(municipality.get(ADDRESS, query_string=NAMED))
    answer = municipality.post(ADDRESS, data=GIVEN, follow_redirects=True)

    assert "Het uitstel is gegeven." in text_of(answer)
    assert wiring.extensions == [(ASKED.key, date(2026, 5, 15), "Het formaat kwam te laat.")]


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"tot": "31-02-2026"}, "Vul een bestaande dag in."),
        ({"tot": "2026-04-30"}, "Kies een dag na de uiterste dag"),
        ({"toelichting": " "}, "Schrijf op waarom u uitstel geeft"),
        ({"toelichting": "voor 999990019"}, "In uw tekst staat een getal dat een BSN kan zijn."),
    ],
)
def test_more_time_without_a_day_or_reason_is_asked_again(municipality, wiring, changed, words):
    wiring.dues = (a_due(),)

    answer = municipality.post(ADDRESS, data={**GIVEN, **changed})

    assert (answer.status_code, words in text_of(answer)) == (400, True)
    assert wiring.extensions == []


def test_more_time_for_what_is_there_or_is_not_asked_is_no_page(municipality, wiring):
    wiring.dues = (a_due(DueState.ON_TIME), a_due(asked=replace(ASKED, format="x/y")))

    assert municipality.get(ADDRESS, query_string=NAMED).status_code == 404
    assert municipality.post(ADDRESS, data=GIVEN).status_code == 404


def test_only_a_municipality_gives_more_time(provider, wiring):
    wiring.dues = (a_due(),)

    assert provider.get(ADDRESS, query_string=NAMED).status_code == 403
    assert provider.post(ADDRESS, data=GIVEN).status_code == 403


@pytest.mark.parametrize(
    ("cause", "words"),
    [
        (LateCause.PROVIDER, "Oorzaak: bij de aanbieder"),
        (LateCause.FORMAT, "Oorzaak: het formaat kwam minder dan 14 dagen vóór de uiterste dag"),
        (LateCause.SERVICE, "Oorzaak: bij Eenmaal, de aanlevering was niet op tijd verwerkt"),
        (LateCause.NOT_FETCHED, "De gemeente heeft het nog niet opgehaald"),
    ],
)
def test_all_three_read_why_something_is_late(provider, municipality, bureau, wiring, cause, words):
    report = a_report(sent_at=WHEN)
    wiring.dues = (a_due(DueState.LATE, sent_on=date(2026, 5, 2), report=report, cause=cause),)
    wiring.report_pages[report.id] = ReportPage(report=report)

    for who in (provider, municipality, bureau):
        assert words in text_of(who.get("/termijnen"))
        assert words in text_of(who.get(f"/rapportages/{report.id}"))


def test_a_calendar_is_read_by_its_secret_without_signing_in(anonymous, wiring):
    seen = {"geheim": (viewer(OrganisationKind.PROVIDER, "en"), (a_due(),))}

    def read(secret, _origin):
        if secret not in seen:
            raise NotFoundError("calendar")
        return seen[secret]

    wiring.reports.read_calendar = read

    answer = anonymous.get("/termijnen/geheim.ics")
    assert (answer.status_code, answer.mimetype) == (200, "text/calendar")
    assert "first quarter of 2026: 1 report" in answer.text.replace("\r\n ", "")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers
    assert anonymous.get("/termijnen/anders.ics").status_code == 404
