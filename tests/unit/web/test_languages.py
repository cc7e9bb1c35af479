"""Dutch first, English too; and how amounts, days and periods are written in both."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask

from service.domain.access import OrganisationKind
from service.domain.periods import Period, parse_period
from service.domain.submissions.jobs import JobId, JobKind, Progress, QuarantinedJob
from service.domain.submissions.submission import SubmissionState
from service.web.shared import notation
from service.web.shared.languages import LANGUAGE_COOKIE
from service.web.shared.words import rule_name, tables_in_order
from service.web.submissions.steps import StepState, steps_of

from .conftest import SUBMISSION, a_finding, a_page


@pytest.fixture
def in_dutch():
    with Flask(__name__).test_request_context():
        yield


@pytest.fixture
def in_english():
    with Flask(__name__).test_request_context(headers={"Cookie": f"{LANGUAGE_COOKIE}=en"}):
        yield


def test_switching_the_language_keeps_the_page(provider):
    answer = provider.get("/taal/en?verder=/aanleveringen")

    assert (answer.status_code, answer.location) == (303, "/aanleveringen")
    assert '<html lang="en"' in provider.get("/aanleveringen").text


def test_a_language_we_do_not_have_is_not_there(anonymous):
    assert anonymous.get("/taal/fr").status_code == 404


def test_the_language_of_the_account_holds_until_another_is_chosen(sign_in_as):
    visitor = sign_in_as(OrganisationKind.PROVIDER, "en")
    in_english = visitor.get("/aanleveringen").text
    visitor.get("/taal/nl")

    assert '<html lang="en"' in in_english
    assert '<html lang="nl"' in visitor.get("/aanleveringen").text


def test_a_page_in_english_holds_no_dutch_of_an_earlier_page(provider, wiring):
    wiring.pages[SUBMISSION] = a_page(findings=(a_finding(),))
    address = f"/aanleveringen/{SUBMISSION}"
    in_dutch = provider.get(address).text
    provider.get("/taal/en")

    in_english = provider.get(address).text

    assert "Uitgesloten door een regel" in in_dutch
    assert "Left out by a rule" in in_english
    assert "Column G, row 20: fill in a date." in in_english
    for word in ("Uitgesloten", "Wacht<", "Afgewezen", "Eerst verbeteren", "kwartaal 2026"):
        assert word not in in_english


@pytest.mark.usefixtures("in_dutch")
def test_amounts_days_and_sizes_in_dutch():
    moment = datetime(2026, 4, 1, 12, 5, tzinfo=UTC)

    assert notation.euro(123450) == "€\u00a01.234,50"
    assert notation.euro(-5) == "−€\u00a00,05"
    assert notation.euro(10**17 + 1) == "€\u00a01.000.000.000.000.000,01"
    assert notation.number(12400) == "12.400"
    assert notation.day(date(2026, 4, 1)) == "1 april 2026"
    assert notation.moment(moment) == "1 april 2026, 14:05"
    assert [notation.size(n) for n in (680, 13_300, 25 * 1024 * 1024)] == ["680 B", "13 kB", "25 MB"]


KEPT = ["0.27", "-1234.50", "16", "0014", "2026-03-31", "2026-02-31", "tekst", "1.2.3", ""]


@pytest.mark.usefixtures("in_dutch")
def test_figures_of_a_report_are_written_as_the_page_writes_them_and_codes_as_they_are():
    assert [notation.figure(each) for each in KEPT] == [
        *("0,27", "-1.234,50", "16", "0014", "31 maart 2026", "2026-02-31", "tekst", "1.2.3", "")
    ]


@pytest.mark.usefixtures("in_english")
def test_figures_of_a_report_in_english():
    assert [notation.figure(each) for each in KEPT[:5]] == [
        *("0.27", "-1,234.50", "16", "0014", "31 March 2026")
    ]


@pytest.mark.usefixtures("in_english")
def test_amounts_and_days_in_english():
    assert notation.euro(123450) == "€\u00a01,234.50"
    assert notation.day(date(2026, 4, 1)) == "1 April 2026"
    assert notation.period_name(parse_period("2026-H2")) == "2nd half of 2026"


@pytest.mark.usefixtures("in_dutch")
def test_periods_are_called_by_their_name():
    names = [notation.period_name(parse_period(label)) for label in ("2026-03", "2026-Q2", "2026-H1", "2026")]
    odd = Period(date(2026, 1, 1), date(2026, 2, 14))

    assert names == ["maart 2026", "2e kwartaal 2026", "1e halfjaar 2026", "2026"]
    assert notation.period_name(odd) == "1 januari 2026 – 14 februari 2026"


@pytest.mark.usefixtures("in_dutch")
def test_a_condition_of_a_format_is_named_by_its_field():
    assert rule_name("where-productcode") == "de gemeente vraagt deze waarde van productcode niet"
    assert rule_name("something-new") == "something-new"


def test_tables_stand_in_the_order_of_the_standard():
    assert tables_in_order({"prestatie": 2, "aanlevering": 1}) == (("aanlevering", 1), ("prestatie", 2))


@pytest.mark.usefixtures("in_dutch")
@pytest.mark.parametrize(
    ("state", "progress", "wanted"),
    [
        (SubmissionState.RECEIVED, Progress(0, 1), "done busy waiting waiting"),
        (SubmissionState.REJECTED, Progress(1, 1), "done stopped waiting waiting"),
        (SubmissionState.TRANSLATING, Progress(1, 5), "done done busy waiting"),
        (SubmissionState.TRANSLATING, Progress(4, 5), "done done done busy"),
        (SubmissionState.READY, Progress(5, 5), "done done done done"),
    ],
)
def test_every_state_shows_how_far_each_step_is(state, progress, wanted):
    assert " ".join(step.state for step in steps_of(state, progress, 3)) == wanted


@pytest.mark.usefixtures("in_dutch")
@pytest.mark.parametrize(("kind", "at"), [(JobKind.CHECK, 1), (JobKind.TRANSLATE, 2), (JobKind.SETTLE, 3)])
def test_a_fault_of_ours_stops_the_step_it_happened_in(kind, at):
    failed = Progress(1, 5, (QuarantinedJob(JobId(SUBMISSION), kind, "", ""),))

    steps = steps_of(SubmissionState.FAILED, failed, 3)

    assert [step.state is StepState.STOPPED for step in steps] == [place == at for place in range(4)]
