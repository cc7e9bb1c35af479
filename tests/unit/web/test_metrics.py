"""Figures for who watches the service: only with the token, and nothing of anybody."""

from dataclasses import replace

import pytest

from service.domain.failures import TransientError
from service.domain.submissions.jobs import JobKind, JobState, WorkMeasured
from service.web.application import create_app

TOKEN = "een woord dat alleen de bewaker kent"  # noqa: S105 - of a test


@pytest.fixture
def ask(wiring):
    wiring.settings = replace(wiring.settings, metrics_token=TOKEN)
    wiring.jobs.measure = lambda: (
        WorkMeasured(kind=JobKind.CHECK, state=JobState.READY, jobs=3, oldest_seconds=12.5, is_away=True),
        WorkMeasured(kind=JobKind.SETTLE, state=JobState.QUARANTINED, jobs=1, oldest_seconds=86_400.0),
    )
    browser = create_app(wiring).test_client()

    def get(token=TOKEN):
        return browser.get("/metrics", headers={"Authorization": f"Bearer {token}"})

    return get


def test_the_figures_say_what_is_up_and_what_lies_there(ask):
    answer = ask()

    assert answer.mimetype == "text/plain"
    assert {line for line in answer.text.splitlines() if not line.startswith("#")} == {
        'eenmaal_part_up{part="database"} 1.0',
        'eenmaal_part_up{part="files"} 1.0',
        'eenmaal_part_up{part="broker"} 1.0',
        'eenmaal_jobs{kind="check",state="ready",waits_for_a_part="yes"} 3.0',
        'eenmaal_jobs{kind="settle",state="quarantined",waits_for_a_part="no"} 1.0',
        'eenmaal_oldest_job_seconds{kind="check",state="ready",waits_for_a_part="yes"} 12.5',
        'eenmaal_oldest_job_seconds{kind="settle",state="quarantined",waits_for_a_part="no"} 86400.0',
    }


@pytest.mark.parametrize("token", ["", "een ander woord", TOKEN[:-1]])
def test_without_the_token_there_is_no_such_page(ask, token):
    assert ask(token).status_code == 404


def test_without_a_setting_there_is_no_such_page_for_anybody(anonymous):
    assert anonymous.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 404


def test_a_database_that_is_away_is_a_figure_and_no_failure(ask, wiring):
    def away():
        raise TransientError("gone")

    wiring.jobs.measure = away
    wiring.readiness = replace(wiring.readiness, database=False)

    assert 'eenmaal_part_up{part="database"} 0.0' in ask().text
