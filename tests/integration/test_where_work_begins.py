"""What waits for whom on the page where work begins: the same facts, seen by each as its own next step."""

from contextlib import contextmanager
from datetime import timedelta

import pytest

from service.domain.burden.residual import Cause
from service.domain.home import Step
from service.domain.threads.thread import ThreadPlace
from service.process.clock import today_in_the_netherlands
from service.use_cases.people.show_home import ShowHome
from tests.tools.statements import statements_told


@pytest.fixture
def waiting(wiring):
    """What waits for a viewer: step → how many."""
    return lambda viewer: {each.step: each.count for each in wiring.people.show_home(viewer).waiting}


@contextmanager
def written_down():
    """The statements that are asked meanwhile."""
    with statements_told() as asked:
        yield asked


def the_report(wiring, viewer):
    (found,) = [each for each in wiring.reports.list(viewer) if not each.is_superseded]
    return found.id


def test_a_report_waits_for_one_after_the_other(wiring, region, hands, waiting):
    assert waiting(region.provider) == waiting(region.utrecht) == waiting(region.bureau) == {}

    submission = hands.upload(region.provider, b"kwartaal")
    hands.do_everything()
    assert waiting(region.provider) == {Step.SEND: 1}
    assert waiting(region.utrecht) == {}, "it has nothing of what was not sent"

    hands.send(region.provider, submission)
    assert waiting(region.provider) == {}
    assert waiting(region.utrecht) == {Step.FETCH: 1}

    report = the_report(wiring, region.utrecht)
    wiring.reports.download(region.utrecht, report)
    assert waiting(region.utrecht) == {Step.JUDGE: 1}

    wiring.reports.open_thread(region.utrecht, report, ThreadPlace(), "Waarom is dit zo veel?")
    assert waiting(region.provider) == {Step.ANSWER: 1}

    wiring.reports.judge(region.utrecht, report, Cause.REJECTED, "Deze code kennen wij niet.")
    assert waiting(region.provider) == {Step.REPAIR_REPORT: 1, Step.ANSWER: 1}
    assert waiting(region.utrecht) == {}
    assert waiting(region.other_provider) == {}
    assert waiting(region.amsterdam) == {Step.FETCH: 1}, "what another does with its own changes nothing"


def test_one_thing_is_named_and_several_are_counted(wiring, region, hands):
    first = hands.upload(region.provider, b"kwartaal")
    hands.do_everything()

    (alone,) = wiring.people.show_home(region.provider).waiting
    assert alone.only == first


def test_what_was_made_is_counted_for_each_that_has_part_in_it_and_for_a_year(wiring, region, hands):
    hands.deliver(region.provider, b"kwartaal")

    for viewer, made in ((region.provider, 2), (region.utrecht, 1), (region.bureau, 1)):
        assert wiring.people.show_home(viewer).made == made
    assert wiring.people.show_home(region.other_provider).made == 0
    in_two_years = ShowHome(
        wiring.people.show_home.stores, lambda: today_in_the_netherlands() + timedelta(days=731)
    )
    assert in_two_years(region.provider).made == 0


def test_what_happened_last_is_told_the_latest_first(wiring, region, hands):
    hands.deliver(region.provider, b"kwartaal")

    told = [each.notice.kind.code for each in wiring.people.show_home(region.provider).told]

    assert told == [each.notice.kind.code for each in wiring.people.list_notices(region.provider)][:5]
    assert "received" in told


def test_a_provider_decides_on_no_format(wiring, region):
    assert wiring.formats.count_decisions(region.provider) == ()
    assert wiring.formats.count_decisions(region.bureau) == ()


def test_the_page_asks_as_many_statements_however_much_there_is(wiring, region, hands):
    def statements():
        with written_down() as asked:
            wiring.people.show_home(region.utrecht)
        return len(asked)

    hands.deliver(region.provider, b"kwartaal")
    few = statements()
    hands.deliver(region.provider, b"kwartaal jaar")
    hands.deliver(region.other_provider, b"kwartaal jaar")

    assert statements() == few
