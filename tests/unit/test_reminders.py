"""What is told as the last day of a report comes near and goes by."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.dues import DueState
from service.domain.dutch_days import day_in_words
from service.domain.reminders import bureau_reminders, reminders_of
from service.domain.wording import Wording
from tests.unit.web.conftest import ASKED, a_due

LAST = ASKED.deadline
TITLES, NAMES = {ASKED.format: "Kwartaalrapportage"}, {"0014": "Groningen"}


def told(days_before, due=None):
    today = LAST - timedelta(days=days_before)
    return list(reminders_of([due or a_due(DueState.DUE)], TITLES, NAMES, today))


@pytest.mark.parametrize(
    ("days_before", "codes"),
    [
        (15, []),
        (14, ["due-in-two-weeks"]),
        (4, ["due-in-two-weeks"]),
        (3, ["due-in-three-days"]),
        (0, ["due-in-three-days"]),
        (-1, ["overdue", "report-missing"]),
        (-7, ["overdue", "report-missing"]),
        (-8, []),
    ],
)
def test_each_step_is_told_from_its_day_until_the_next_one_begins(days_before, codes):
    assert [each.notice.kind.code for each in told(days_before)] == codes


@pytest.mark.parametrize("state", list(DueState))
def test_what_is_delivered_is_never_reminded_of(state):
    assert bool(told(3, a_due(state))) is state.is_open


def test_a_reminder_names_the_report_its_municipality_its_period_and_its_last_day():
    (reminder,) = told(14)

    assert (reminder.code, reminder.municipality) == ("06011234", "0014")
    assert reminder.notice.key == "0014/voorbeeldregio-noord/kwartaal/2026-Q1/2026-04-30"
    assert reminder.notice.words == Wording(
        "Kwartaalrapportage voor gemeente Groningen (eerste kwartaal 2026) moet uiterlijk op"
        " 30 april 2026 verstuurd zijn.",
        "Kwartaalrapportage for the municipality of Groningen (first quarter of 2026) is to be"
        " sent by 30 April 2026.",
    )


def test_a_municipality_is_told_from_whom_it_lacks_what_under_a_key_of_its_own():
    _, reminder = told(-1)

    assert (reminder.code, reminder.notice.key[:9]) == ("0014", "06011234/")
    assert reminder.notice.words.nl == (
        "Kwartaalrapportage van Zorg Een (eerste kwartaal 2026) moest er uiterlijk op"
        " 30 april 2026 zijn en is er nog niet."
    )


def test_a_bureau_is_told_how_many_are_new_of_its_own_municipalities():
    other = replace(ASKED, municipality="0344")
    every = [*told(-1), *told(-1), *told(-1, a_due(asked=other)), *told(3)]

    found = list(bureau_reminders(every, {"noord": ["0014"], "midden": ["0344", "0363"], "zuid": ["0772"]}))

    assert [(each.code, each.notice.facts["reports"].nl) for each in found] == [
        ("noord", "2 rapportages"),
        ("midden", "1 rapportage"),
    ]
    assert {each.notice.key for each in found} == {""}


def test_a_day_is_written_in_both_languages():
    assert day_in_words(date(2026, 5, 1)) == Wording("1 mei 2026", "1 May 2026")
