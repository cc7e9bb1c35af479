"""Questions at a report: asked, answered and closed, told once, and seen by whom they concern."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import date

import pytest

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.private_words import ClientMarks, TellsOfAClientError
from service.domain.standing import Turn
from service.domain.threads.thread import (
    NoSuchPlaceError,
    NoTextError,
    ThreadClosedError,
    ThreadPlace,
    ThreadState,
)
from service.use_cases.reports.judge import NoLongerHoldsError
from service.use_cases.submissions.take_back import AlreadyTakenError

WHOLE = ThreadPlace()


@pytest.fixture
def report(wiring, region, hands):
    hands.deliver(region.provider, b"kwartaal")
    (found,) = wiring.reports.list(region.utrecht)
    return found


@pytest.fixture
def thread(wiring, region, report):
    return wiring.reports.open_thread(region.utrecht, report.id, WHOLE, "Waarom is dit zo veel?")


def kinds(wiring, viewer):
    return [each.notice.kind.code for each in wiring.people.list_notices(viewer)][::-1]


def states(wiring, region, thread):
    """As each of those whom it concerns sees it."""
    everyone = (region.provider, region.utrecht, region.bureau)
    return {wiring.reports.show_thread(viewer, thread).state for viewer in everyone}


def logged(ask):
    return ask(
        "SELECT kind, municipality, facts ->> 'by' FROM log_queue"
        " WHERE kind IN ('asked', 'replied', 'closed') ORDER BY id"
    )


def test_a_question_is_answered_asked_on_and_closed_and_each_side_is_told_once(wiring, region, thread, ask):
    assert states(wiring, region, thread) == {ThreadState.OPEN}
    assert wiring.reports.count_threads(region.provider) == 1
    assert wiring.reports.count_threads(region.utrecht) == 0

    for _ in range(2):
        wiring.reports.reply_in_thread(region.provider, thread, "Er kwamen drie wijken bij.")
    assert states(wiring, region, thread) == {ThreadState.ANSWERED}
    assert wiring.reports.count_threads(region.utrecht) == 1
    wiring.reports.reply_in_thread(region.utrecht, thread, "Welke?")
    assert states(wiring, region, thread) == {ThreadState.OPEN}
    wiring.reports.reply_in_thread(region.provider, thread, "Noord, Oost en West.")
    for _ in range(2):
        wiring.reports.close_thread(region.utrecht, thread)

    found = wiring.reports.show_thread(region.provider, thread)
    assert [(each.side.value, each.author, each.text) for each in found.messages] == [
        ("municipality", "utrecht", "Waarom is dit zo veel?"),
        ("provider", "provider", "Er kwamen drie wijken bij."),
        ("municipality", "utrecht", "Welke?"),
        ("provider", "provider", "Noord, Oost en West."),
    ]
    assert states(wiring, region, thread) == {ThreadState.CLOSED}
    told = ["question-asked", "question-asked", "question-closed"]
    assert [each for each in kinds(wiring, region.provider) if "question" in each] == told
    assert kinds(wiring, region.utrecht) == ["sent", "question-answered", "question-answered"]
    assert logged(ask) == [
        ("asked", "0344", None),
        ("replied", "0344", "provider"),
        ("replied", "0344", "municipality"),
        ("replied", "0344", "provider"),
        ("closed", "0344", "municipality"),
    ]


def test_the_same_question_sent_twice_is_one_and_nothing_of_its_text_is_in_any_record(
    wiring, region, report, thread, ask
):
    again = wiring.reports.open_thread(region.utrecht, report.id, WHOLE, " Waarom is dit\u200b zo veel? ")

    assert again == thread
    assert len(wiring.reports.list_threads(region.utrecht)) == 1
    kept = ask("SELECT payload::text FROM act") + ask("SELECT facts::text FROM log_queue")
    assert not any("Waarom" in text for (text,) in kept + ask("SELECT facts::text FROM notice"))


def test_a_new_report_closes_the_question_tells_who_asked_and_shows_it_beside_the_new_one(
    wiring, region, hands, report, thread, ask
):
    hands.deliver(region.provider, b"kwartaal ")

    (later,) = (each for each in wiring.reports.list(region.utrecht) if not each.is_superseded)
    assert states(wiring, region, thread) == {ThreadState.REPLACED}
    for viewer in (region.provider, region.utrecht):
        assert wiring.reports.count_threads(viewer) == 0
        (found,) = wiring.reports.list_threads(viewer, later.id)
        assert (found.id, found.report.id) == (thread, report.id)
    assert sorted(kinds(wiring, region.utrecht)) == ["corrected", "question-replaced", "sent"]
    assert logged(ask) == [("asked", "0344", None), ("closed", "0344", "report")]
    with pytest.raises(ThreadClosedError):
        wiring.reports.reply_in_thread(region.provider, thread, "Het staat nu goed.")
    with pytest.raises(NoLongerHoldsError):
        wiring.reports.open_thread(region.utrecht, report.id, WHOLE, "En dit?")


def test_a_question_is_open_again_when_its_report_holds_again(wiring, region, hands, thread):
    later = hands.deliver(region.provider, b"kwartaal ")
    wiring.submissions.take_back(region.provider, later, "0344")

    assert states(wiring, region, thread) == {ThreadState.OPEN}
    hands.send(region.provider, later)
    assert states(wiring, region, thread) == {ThreadState.REPLACED}
    assert kinds(wiring, region.utrecht).count("question-replaced") == 1


@pytest.mark.usefixtures("thread")
def test_what_somebody_asked_about_cannot_be_taken_back(wiring, region, report):
    with pytest.raises(AlreadyTakenError):
        wiring.submissions.take_back(region.provider, report.submission, "0344")


def test_only_its_municipality_asks_and_closes_and_others_find_nothing(wiring, region, report, thread):
    for viewer in (region.provider, region.bureau):
        with pytest.raises(NotAllowedError):
            wiring.reports.open_thread(viewer, report.id, WHOLE, "Mag ik?")
        with pytest.raises(NotAllowedError):
            wiring.reports.close_thread(viewer, thread)
    with pytest.raises(NotAllowedError):
        wiring.reports.reply_in_thread(region.bureau, thread, "Wij ook.")
    for viewer in (region.amsterdam, region.other_provider):
        assert wiring.reports.list_threads(viewer) == ()
        assert wiring.reports.count_threads(viewer) == 0
        for act in (
            lambda viewer=viewer: wiring.reports.show_thread(viewer, thread),
            lambda viewer=viewer: wiring.reports.reply_in_thread(viewer, thread, "Hallo?"),
        ):
            with pytest.raises(NotFoundError):
                act()
    with pytest.raises(NotFoundError):
        wiring.reports.close_thread(region.amsterdam, thread)
    with pytest.raises(NotFoundError):
        wiring.reports.open_thread(region.amsterdam, report.id, WHOLE, "Hallo?")


def test_a_bureau_sees_that_something_was_said_and_not_what_nor_by_whom(wiring, region, thread):
    wiring.reports.reply_in_thread(region.provider, thread, "Dat is geheim.")

    (found,) = wiring.reports.list_threads(region.bureau)
    assert [(each.side.value, each.author, each.text, each.sha256) for each in found.messages] == [
        ("municipality", "", None, ""),
        ("provider", "", None, ""),
    ]


def test_neither_side_tells_of_a_client(wiring, region, report, thread, engine):
    engine.marks = {
        "0344": ClientMarks(frozenset({"C-12345"}), frozenset({date(2011, 5, 4)})),
        "": ClientMarks(frozenset({"C-12345", "X-99887"}), frozenset()),
    }

    for told in ("Klopt C 12345?", "Geboren 4 mei 2011?", "Klopt 999990019?"):
        with pytest.raises(TellsOfAClientError):
            wiring.reports.open_thread(region.utrecht, report.id, WHOLE, told)
    with pytest.raises(TellsOfAClientError):
        wiring.reports.reply_in_thread(region.provider, thread, "Dat is X99887, van een andere gemeente.")
    wiring.reports.open_thread(region.utrecht, report.id, WHOLE, "Is dat X99887?")
    assert len(wiring.reports.show_thread(region.provider, thread).messages) == 1


@pytest.mark.parametrize("text", ["", " \n\u200b ", "a" * 1001])
def test_a_message_without_a_text_or_with_too_long_a_one_is_not_kept(wiring, region, report, thread, text):
    with pytest.raises(NoTextError):
        wiring.reports.open_thread(region.utrecht, report.id, WHOLE, text)
    with pytest.raises(NoTextError):
        wiring.reports.reply_in_thread(region.provider, thread, text)


def test_a_column_that_the_format_does_not_have_is_no_place_to_ask_at(wiring, region, report):
    for place in (
        *(ThreadPlace(block="Blad", column="Niets"), ThreadPlace(column="Blad!Z9")),
        *(ThreadPlace(block="Blad"), ThreadPlace(cell="Blad!A1")),
    ):
        with pytest.raises(NoSuchPlaceError):
            wiring.reports.open_thread(region.utrecht, report.id, place, "Wat is dit?")
    assert wiring.reports.list_threads(region.utrecht) == ()


def test_the_same_question_of_many_at_once_is_one_question(wiring, region, report):
    def ask(_):
        return wiring.reports.open_thread(region.utrecht, report.id, WHOLE, "Waarom is dit zo veel?")

    with ThreadPoolExecutor(4) as pool:
        asked = set(pool.map(ask, range(4)))

    assert len(asked) == 1
    assert kinds(wiring, region.provider).count("question-asked") == 1


def test_what_is_asked_while_a_new_report_is_sent_is_closed_by_it_or_not_asked(
    wiring, region, hands, report, ask
):
    later = hands.upload(region.provider, b"kwartaal ")
    hands.do_everything()

    def asks(number):
        with suppress(NoLongerHoldsError):
            wiring.reports.open_thread(region.utrecht, report.id, WHOLE, f"Vraag {number}?")

    with ThreadPoolExecutor(5) as pool:
        doing = [pool.submit(asks, number) for number in range(4)]
        hands.send(region.provider, later)
        for each in doing:
            each.result()

    asked = wiring.reports.list_threads(region.utrecht)
    assert {each.state for each in asked} <= {ThreadState.REPLACED}
    assert [kind for kind, *_ in logged(ask)].count("closed") == len(asked)
    assert kinds(wiring, region.utrecht).count("question-replaced") == len(asked)


def test_first_stands_what_waits_for_who_looks(wiring, region, report):
    asked = [
        wiring.reports.open_thread(region.utrecht, report.id, WHOLE, f"Vraag {number}?")
        for number in range(3)
    ]
    wiring.reports.reply_in_thread(region.provider, asked[1], "Antwoord.")

    def order(viewer):
        return [asked.index(each.id) for each in wiring.reports.list_threads(viewer)]

    assert order(region.utrecht)[0] == 1
    assert order(region.provider) == [0, 2, 1]


def test_whatever_both_sides_do_somebody_has_the_next_step_until_it_is_over(wiring, region, hands, thread):
    def both_see(expected):
        assert states(wiring, region, thread) == {expected}
        turn = expected.turn
        counts = {
            Turn.PROVIDER: wiring.reports.count_threads(region.provider),
            Turn.MUNICIPALITY: wiring.reports.count_threads(region.utrecht),
        }
        assert counts == {each: int(each is turn) for each in counts}

    both_see(ThreadState.OPEN)
    later = None
    for step, expected in (
        ("answer", ThreadState.ANSWERED),
        ("replace", ThreadState.REPLACED),
        ("answer", ThreadState.REPLACED),
        ("close", ThreadState.REPLACED),
        ("restore", ThreadState.ANSWERED),
        ("ask", ThreadState.OPEN),
        ("close", ThreadState.CLOSED),
        ("ask", ThreadState.CLOSED),
    ):
        with suppress(ThreadClosedError):
            match step:
                case "answer":
                    wiring.reports.reply_in_thread(region.provider, thread, "Antwoord.")
                case "ask":
                    wiring.reports.reply_in_thread(region.utrecht, thread, "En verder?")
                case "close":
                    wiring.reports.close_thread(region.utrecht, thread)
                case "replace":
                    later = hands.deliver(region.provider, b"kwartaal ")
                case "restore":
                    wiring.submissions.take_back(region.provider, later, "0344")
        both_see(expected)
