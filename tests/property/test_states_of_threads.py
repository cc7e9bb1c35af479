"""Whatever is said, closed and replaced: a question is over or somebody's turn, and both see the same."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from service.domain.standing import Turn
from service.domain.threads.thread import Message, Side, Thread, ThreadId, ThreadPlace, ThreadState, in_order
from tests.unit.web.conftest import a_report

BEGIN = datetime(2026, 4, 1, 9, tzinfo=UTC)
STEPS = st.lists(st.sampled_from(["ask", "answer", "close", "replace", "restore"]), max_size=12)


@dataclass
class Told:
    """One thread, changed as the use cases may: nothing is said in what is over."""

    thread: Thread = field(
        default_factory=lambda: Thread(
            id=ThreadId(UUID(int=1)),
            report=a_report(),
            place=ThreadPlace(),
            messages=[Message(side=Side.MUNICIPALITY, at=BEGIN, text="Waarom?")],
        )
    )

    def take(self, step):
        at = self.thread.last_at + timedelta(minutes=1)
        if step in ("replace", "restore"):
            report = replace(self.thread.report, is_superseded=step == "replace")
            self.thread = replace(self.thread, report=report)
        elif self.thread.state.is_over:
            return
        elif step == "close":
            self.thread = replace(self.thread, closed_at=at)
        else:
            side = Side.PROVIDER if step == "answer" else Side.MUNICIPALITY
            said = Message(side=side, at=at, text=step)
            self.thread = replace(self.thread, messages=[*self.thread.messages, said])

    def as_a_bureau_sees_it(self):
        return replace(self.thread, messages=[replace(each, text=None) for each in self.thread.messages])


@given(STEPS)
def test_a_question_is_over_or_somebodys_turn_and_the_same_for_everyone(steps):
    told = Told()
    for step in steps:
        before = told.thread.state
        told.take(step)
        after = told.thread.state

        assert after.is_over == (after.turn is Turn.NOBODY)
        assert told.as_a_bureau_sees_it().state is after
        if before is ThreadState.CLOSED:
            assert after is ThreadState.CLOSED
        if not after.is_over:
            asked_last = told.thread.messages[-1].side is Side.MUNICIPALITY
            assert after.turn is (Turn.PROVIDER if asked_last else Turn.MUNICIPALITY)


@given(st.lists(STEPS, max_size=6), st.sampled_from([Turn.PROVIDER, Turn.MUNICIPALITY]))
def test_a_list_holds_every_question_once_and_begins_with_those_that_wait_for_who_looks(paths, turn):
    threads = []
    for number, steps in enumerate(paths):
        told = Told()
        for step in steps:
            told.take(step)
        threads.append(replace(told.thread, id=ThreadId(UUID(int=number))))

    ordered = in_order(threads, turn)

    assert sorted(each.id for each in ordered) == sorted(each.id for each in threads)
    mine = [each.state.turn is turn for each in ordered]
    assert mine == sorted(mine, reverse=True)
    over = [each.state.is_over for each in ordered]
    assert over == sorted(over)
