"""Deadlines on the real database: one answer for all three, and more time that a municipality gives."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from service.domain.access import Actor, NotAllowedError, NotFoundError
from service.domain.burden.residual import Cause
from service.domain.dues import DueState, LateCause
from service.domain.formats.calendar import Request
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import parse_period
from service.domain.private_words import TellsOfAClientError
from service.use_cases.jobs.remind_deadlines import RemindDeadlines
from service.use_cases.reports.grant_extension import GrantExtension, NoExtensionError
from service.use_cases.reports.list_dues import ListDues
from service.use_cases.reports.read_calendar import ReadCalendar
from service.wiring import build_registration
from tests.tools.exports import the_standard
from tests.tools.formats import a_plan

QUARTER = parse_period("2026-Q1")
KEY = ("41234567", "0344", "kwartaal", QUARTER)
LIST = {"lijst": {"rows": {"of": "prestatie"}, "columns": {"Product": "productcode"}}}


@pytest.fixture
def dues(wiring):
    """What is listed on the first day after the deadline."""
    request = Request(municipality="0344", format="kwartaal", begin=date(2026, 1, 1), deadline_days=30)
    catalogue = Catalogue(
        standard=the_standard(),
        plans={"kwartaal": (a_plan(sheets=LIST),)},
        requests=(request, replace(request, municipality="0363")),
        municipalities={"0344": "Utrecht", "0363": "Amsterdam"},
    )
    return ListDues(wiring.stores, lambda: catalogue, today=lambda: date(2026, 5, 1))


def stands(dues, *viewers):
    """The one state of Utrecht's first quarter, as all of these see it."""
    (found,) = {each.state for viewer in viewers for each in dues(viewer, QUARTER) if each.asked.key == KEY}
    return found


def test_provider_municipality_and_bureau_see_the_same_state_at_every_step(region, hands, wiring, dues, ask):
    three = (region.provider, region.utrecht, region.bureau)
    assert [dues(viewer) for viewer in three] == [(), (), ()]
    hands.deliver(region.provider, b"kwartaal")

    assert stands(dues, *three) is DueState.LATE
    ask("UPDATE submission_municipality SET sent_at = '2026-04-30 23:59:59 Europe/Amsterdam'")
    assert stands(dues, *three) is DueState.ON_TIME
    (report,) = wiring.reports.list(region.utrecht)
    wiring.reports.judge(region.utrecht, report.id, Cause.DATA_QUALITY, "kolom D is leeg")
    assert stands(dues, *three) is DueState.MISSING
    GrantExtension(wiring.stores, dues)(region.utrecht, KEY, date(2026, 5, 15), "De feestdagen.")
    assert stands(dues, *three) is DueState.EXTENDED
    for viewer in three:
        (due,) = [each for each in dues(viewer, QUARTER) if each.asked.key == KEY]
        assert (due.extension.reason, due.extension.granted_by) == ("De feestdagen.", "utrecht")
    assert {each.asked.municipality for each in dues(region.provider)} == {"0344", "0363"}
    assert {each.asked.municipality for each in dues(region.amsterdam)} == {"0363"}
    assert dues(region.other_provider) == ()
    assert ask("SELECT object, payload ->> 'until' FROM act WHERE action = 'extension_granted'") == [
        ("41234567/kwartaal/2026-Q1", "2026-05-15")
    ]


def test_more_time_is_given_by_the_municipality_that_asks_for_what_is_still_owed(
    region, hands, wiring, dues, ask
):
    grant, day = GrantExtension(wiring.stores, dues), date(2026, 5, 15)
    hands.deliver(region.provider, b"kwartaal")
    with pytest.raises(NotFoundError):
        grant(region.utrecht, KEY, day, "Het is er al.")
    (report,) = wiring.reports.list(region.utrecht)
    wiring.reports.judge(region.utrecht, report.id, Cause.DATA_QUALITY, "kolom D is leeg")

    for viewer, refused in (
        (region.provider, NotAllowedError),
        (region.bureau, NotAllowedError),
        (region.amsterdam, NotFoundError),
    ):
        with pytest.raises(refused):
            grant(viewer, KEY, day, "De feestdagen.")
    for until, reason, refused in (
        (date(2026, 4, 30), "De feestdagen.", NoExtensionError),
        (date(2027, 6, 1), "De feestdagen.", NoExtensionError),
        (day, " ", NoExtensionError),
        (day, "x" * 1001, NoExtensionError),
        (day, "Voor 999990019.", TellsOfAClientError),
    ):
        with pytest.raises(refused):
            grant(region.utrecht, KEY, until, reason)
    assert ask("SELECT count(*) FROM extension") == [(0,)]


def reminding(dues, wiring, day):
    """The duty as it works on a day; it looks again each time that it is asked."""
    return RemindDeadlines(
        stores=wiring.stores, catalogue=dues.catalogue, every=timedelta(0), today=lambda: day
    )


def kinds_told(wiring, viewer):
    """The latest first, without what a delivery itself tells."""
    steps = {"due-in-two-weeks", "due-in-three-days", "overdue", "report-missing", "missing-reports"}
    every = [each.notice.kind.code for each in wiring.people.list_notices(viewer)]
    return [code for code in every if code in steps]


def test_each_step_to_a_last_day_is_told_once_and_more_time_is_another_last_day(region, hands, wiring, dues):
    hands.deliver(region.provider, b"kwartaal")
    assert reminding(dues, wiring, date(2026, 5, 1))() == 0
    (report,) = wiring.reports.list(region.utrecht)
    wiring.reports.judge(region.utrecht, report.id, Cause.DATA_QUALITY, "kolom D is leeg")

    for day, new in (
        (date(2026, 4, 15), 0),
        (date(2026, 4, 16), 1),
        (date(2026, 4, 27), 1),
        (date(2026, 5, 1), 3),
    ):
        assert [reminding(dues, wiring, day)() for _ in range(3)] == [new, 0, 0], day
    assert kinds_told(wiring, region.provider) == ["overdue", "due-in-three-days", "due-in-two-weeks"]
    assert kinds_told(wiring, region.utrecht) == ["report-missing"]
    (count,) = wiring.people.list_notices(region.bureau)
    assert "1 rapportage." in count.notice.words.nl
    assert kinds_told(wiring, region.amsterdam) == kinds_told(wiring, region.other_provider) == []

    GrantExtension(wiring.stores, dues)(region.utrecht, KEY, date(2026, 5, 20), "De feestdagen.")
    assert reminding(dues, wiring, date(2026, 5, 2))() == 0
    assert reminding(dues, wiring, date(2026, 5, 17))() == 1
    hands.deliver(region.provider, b"kwartaal ")
    assert reminding(dues, wiring, date(2026, 5, 21))() == 0


def test_who_looked_this_hour_does_not_look_again(region, hands, wiring, dues):
    hands.deliver(region.provider, b"kwartaal")
    looked = []
    remind = RemindDeadlines(stores=wiring.stores, catalogue=lambda: looked.append(1) or dues.catalogue())

    assert (remind(), remind(), looked) == (0, 0, [1])


def test_all_three_see_the_same_cause_and_a_stranger_nothing_of_what_is_held_up(
    region, hands, wiring, dues, ask
):
    three = (region.provider, region.utrecht, region.bureau)

    def causes(period="2026-Q1"):
        found = [dues(viewer, parse_period(period)) for viewer in three]
        return {each.cause for several in found for each in several if each.asked.municipality == "0344"}

    submission = hands.deliver(region.provider, b"kwartaal")
    assert causes() == {LateCause.PROVIDER}
    ask(
        "UPDATE job SET created_at = '2026-04-30 23:59 Europe/Amsterdam'"
        " WHERE submission_id = %s AND kind = 'check'",
        submission,
    )
    assert causes() == {LateCause.SERVICE}
    ask("UPDATE submission_municipality SET sent_at = '2026-04-30 12:00 Europe/Amsterdam'")
    assert causes() == {LateCause.NOT_FETCHED}
    (report,) = wiring.reports.list(region.utrecht)
    wiring.reports.download(region.utrecht, report.id)
    assert causes() == {None}

    for viewer, count in ((region.provider, 1), (region.utrecht, 1), (region.bureau, 1)):
        with wiring.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            assert len(work.lateness.held_up()) == count
    with wiring.stores.as_organisation(region.other_provider.organisation.id, Actor("x")) as work:
        assert work.lateness.held_up() == ()
    ask("UPDATE submission_municipality SET sent_at = NULL")
    with wiring.stores.as_organisation(region.utrecht.organisation.id, Actor("x")) as work:
        assert work.lateness.held_up() == ()


def test_a_secret_address_gives_the_deadlines_of_its_maker_until_it_is_replaced_or_revoked(
    settings, region, hands, wiring, dues, ask
):
    hands.deliver(region.provider, b"kwartaal")
    register = build_registration(settings)
    account = register.account(region.provider.organisation.id, "agenda", "juist paard accu", "en")
    register.close()
    maker = replace(region.provider, account=account, login="agenda", language="en")
    read = ReadCalendar(wiring.stores, dues)

    first = wiring.people.make_calendar(maker)
    viewer, owed = read(first)

    assert (viewer.login, viewer.language, owed) == ("agenda", "en", dues(region.provider))
    assert wiring.people.show_account(maker).calendar_made_at is not None
    assert ask("SELECT count(*) FROM calendar_feed WHERE calendar_feed::text LIKE %s", f"%{first}%") == [(0,)]
    assert ask("SELECT count(*) FROM act WHERE act::text LIKE %s", f"%{first}%") == [(0,)]
    second = wiring.people.make_calendar(maker)
    for unknown in (first, "", "x' OR true --"):
        with pytest.raises(NotFoundError, match=r"^calendar$"):
            read(unknown)
    assert read(second)[0].login == "agenda"
    wiring.people.revoke_calendar(replace(region.other_provider, account=account))
    assert read(second)[0].login == "agenda"
    wiring.people.revoke_calendar(maker)
    with pytest.raises(NotFoundError):
        read(second)
    read_again = wiring.people.make_calendar(maker)
    ask("DELETE FROM account WHERE login = 'agenda'")
    with pytest.raises(NotFoundError):
        read(read_again)
