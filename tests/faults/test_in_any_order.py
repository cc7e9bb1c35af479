"""Whatever is done in whatever order by people and by two workers: each report once, with the right bytes.

Hypothesis draws the order, on a real PostgreSQL. Two workers are interleaved by the test: one begins a job
while the other holds one, a lease runs out in the middle of the work, another does the same job meanwhile.
"""

import io
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from service.domain.failures import OutsideServiceAwayError, TerminalError, TransientError
from service.domain.submissions.jobs import JobId, LostLeaseError
from service.domain.submissions.submission import SubmissionState
from service.use_cases.reports.judge import NoLongerHoldsError
from service.use_cases.submissions.send import LookAgainError
from service.use_cases.submissions.take_back import AlreadyTakenError
from service.wiring import Wiring
from tests.conftest import Hands, KeptQueue, Region
from tests.written_engine import BALANCE, HELD, WAITS, WrittenEngine

CONTENTS = (b"kwartaal", b"kwartaal ", b"jaar", b"kwartaal jaar", b"jaar kwartaal", b"kwartaal jaar maand")
"""Of one provider and period: each takes the place of what was sent before."""
WORKERS = ("one", "other")
A_WORKER = st.sampled_from(WORKERS)
FAILURES = st.sampled_from((TransientError, OutsideServiceAwayError))

_TWICE = """
    SELECT action, object, payload->>'submission', payload->>'sha256', count(*) FROM act
    WHERE action IN ('submission_checked', 'submission_settled', 'report_published', 'submission_released')
    GROUP BY 1, 2, 3, 4 HAVING count(*) > 1"""


@dataclass
class OrderlyEngine(WrittenEngine):
    """What it makes follows from tables and catalogue alone; `meanwhile` happens in the middle of a job."""

    meanwhile: object = None

    def settle(self, tables, made=None):
        knows = b", second" in tables
        self.waiting, self.balance = ((), BALANCE) if knows else ((WAITS,), HELD)
        return super().settle(tables, made)

    def produce(self, tables, subject, municipality=""):
        self.balance = BALANCE if b", second" in tables else HELD
        return super().produce(tables, subject, municipality)

    def _do(self, what):
        meanwhile, self.meanwhile = self.meanwhile, None
        if meanwhile is not None:
            meanwhile()
        super()._do(what)


@dataclass
class World:
    """One service by hand."""

    wiring: Wiring
    region: Region
    hands: Hands
    queue: KeptQueue
    engine: OrderlyEngine
    ask: object
    messages: list = field(default_factory=list)
    held: dict = field(default_factory=dict)
    submissions: dict = field(default_factory=dict)
    """By the content that was handed in."""

    def listen(self):
        self.messages += [job for _, job in self.queue.take()]

    def let_time_pass(self):
        self.ask(
            "UPDATE job SET lease_until = lease_until - interval '1 hour',"
            " not_before = not_before - interval '1 hour'"
        )
        self.ask("UPDATE outbox SET sent_at = sent_at - interval '1 day'")

    def perform(self, job, error=None):
        """As a worker does; who lost the lease meanwhile has done nothing."""
        try:
            try:
                if error is not None:
                    raise error("away")
                self.hands.perform(job)
            except LostLeaseError:
                raise
            except (TerminalError, TransientError) as failure:
                self.wiring.jobs.fail(job, failure)
        except LostLeaseError:
            return

    def come_to_rest(self):
        """Until nothing is left to do."""
        for _ in range(40):
            self.wiring.jobs.release_waiting()
            if self.ask("SELECT count(*) FROM job WHERE state IN ('ready', 'running')") == [(0,)]:
                return
            self.let_time_pass()
            self.wiring.jobs.reconcile()
            self.listen()
            while self.messages:
                job = self.wiring.jobs.claim(JobId(self.messages.pop(0)), "at last")
                if job is not None:
                    self.perform(job)
                self.listen()
        raise AssertionError(self.ask("SELECT kind, state, failure, attempt, failures, losses FROM job"))


class AnyOrder(RuleBasedStateMachine):
    """What people and workers can do next."""

    world: World

    @initialize(content=st.sampled_from(CONTENTS))
    def begin(self, content):
        self.hand_in(content)

    @rule(content=st.sampled_from(CONTENTS))
    def hand_in(self, content):
        world = self.world
        received = world.wiring.submissions.receive(world.region.provider, io.BytesIO(content), "export.xlsx")
        known = world.submissions.setdefault(content, received.submission)
        assert received.submission == known

    @rule(what=st.sampled_from(("lost", "twice", "backwards")))
    def messages_go_wrong(self, what):
        self.world.listen()
        messages = self.world.messages
        match what:
            case "lost":
                messages.clear()
            case "twice":
                messages += messages
            case _:
                messages.reverse()

    @rule(worker=A_WORKER, number=st.integers(0, 99))
    def claim(self, worker, number):
        """Who held a job has let it go, as the dead do."""
        self.world.listen()
        self.world.held[worker] = self._claimed(number)

    @precondition(lambda self: any(self.world.held.values()))
    @rule(worker=A_WORKER)
    def do_what_is_held(self, worker):
        job = self.world.held.pop(worker, None)
        if job is not None:
            self.world.perform(job)

    @rule(jobs=st.integers(1, 9))
    def work_on(self, jobs):
        """So many messages in their order, by a worker whom nobody disturbs."""
        for _ in range(jobs):
            self.world.listen()
            if self.world.messages:
                job = self.world.wiring.jobs.claim(JobId(self.world.messages.pop(0)), "quiet")
                if job is not None:
                    self.world.perform(job)

    @precondition(lambda self: any(self.world.held.values()))
    @rule(worker=A_WORKER, error=FAILURES)
    def fail(self, worker, error):
        """Once; what fails three times is set apart, which is held elsewhere."""
        job = self.world.held.pop(worker, None)
        if job is not None and (job.failures == 0 or error is OutsideServiceAwayError):
            self.world.perform(job, error)

    @rule(number=st.integers(0, 99), is_first_to_end=st.booleans())
    def do_one_while_another_does_the_same(self, number, is_first_to_end):
        """Its lease runs out in the middle; the other ends before it, or goes on after it has ended."""
        self.world.listen()
        job = self._claimed(number)
        if job is None:
            return
        others = []

        def another():
            self.world.let_time_pass()
            others.append(self.world.wiring.jobs.claim(job.id, "another"))
            if is_first_to_end and others[0] is not None:
                self.world.perform(others.pop())

        self.world.engine.meanwhile = another
        self.world.perform(job)
        self.world.engine.meanwhile = None
        for other in filter(None, others):
            self.world.perform(other)

    def _claimed(self, number):
        messages = self.world.messages
        if not messages:
            return None
        return self.world.wiring.jobs.claim(JobId(messages.pop(number % len(messages))), "one")

    @rule()
    def time_passes(self):
        self.world.let_time_pass()

    @rule()
    def reconcile(self):
        self.world.wiring.jobs.reconcile()

    @precondition(lambda self: self.world.submissions)
    @rule(number=st.integers(0, 99))
    def send(self, number):
        submission = self._some_submission(number)
        try:
            self.world.hands.send(self.world.region.provider, submission)
        except LookAgainError:
            return

    @precondition(lambda self: self.world.submissions)
    @rule(number=st.integers(0, 99))
    def take_back(self, number):
        try:
            self.world.wiring.submissions.take_back(
                self.world.region.provider, self._some_submission(number), "0344"
            )
        except AlreadyTakenError:
            return

    @rule()
    def approve(self):
        """The municipality reads what it has, and accepts it."""
        for report in self._of_utrecht():
            try:
                self.world.wiring.reports.judge(self.world.region.utrecht, report.id, None)
            except NoLongerHoldsError:
                continue

    @rule()
    def learn_the_code(self):
        self.world.engine.catalogue = "second"
        self.world.wiring.jobs.release_waiting()

    @invariant()
    def what_a_municipality_has_is_of_one_submission(self):
        holding = {each.submission for each in self._of_utrecht() if not each.is_superseded}
        assert len(holding) <= 1

    @invariant()
    def nothing_is_published_with_other_bytes(self):
        published = self.world.ask("SELECT submission_id, municipality, format, sha256 FROM report")
        right = {
            (submission, *report)
            for content, submission in self.world.submissions.items()
            for catalogue in ("first", "second")
            for report in expected_reports(content, catalogue)
        }
        assert set(published) <= right

    @invariant()
    def nothing_is_done_twice(self):
        """A check and a report with these bytes are acts of which there is one, whoever thought to do it."""
        assert self.world.ask(_TWICE) == []

    def teardown(self):
        world = self.world
        world.held.clear()
        world.come_to_rest()
        for content, submission in world.submissions.items():
            page = world.wiring.submissions.show(world.region.provider, submission)
            assert page.submission.state is SubmissionState.READY
            assert page.balance.closes
            holds = page.submission.superseded_by is None
            known = [world.engine.catalogue] if holds else ["first", "second"]  # what was replaced is let be
            assert _last_of(page.reports) in [expected_reports(content, each) for each in known]
            if holds:
                left = [each for each in page.reports if not each.is_superseded]
                assert _last_of(left) == Counter(map(_facts_of, left)), "what was released took the place"
        assert world.ask("SELECT count(*) FROM submission") == [(len(world.submissions),)]

    def _some_submission(self, number):
        return list(self.world.submissions.values())[number % len(self.world.submissions)]

    def _of_utrecht(self):
        return self.world.wiring.reports.list(self.world.region.utrecht)


def _facts_of(report):
    return report.municipality, report.format, report.sha256


def _last_of(reports):
    """Of each municipality and format the last one: what was sent before a release stays beside it."""
    by_time = sorted(reports, key=lambda each: each.published_at)
    return Counter({(each.municipality, each.format): _facts_of(each) for each in by_time}.values())


@cache
def expected_reports(content, catalogue):
    """What an engine that nobody disturbs makes of it."""
    quiet = OrderlyEngine(catalogue=catalogue)
    checked = quiet.check(content, "export.xlsx")
    made = [each for subject in checked.subjects for each in quiet.produce(checked.tables, subject)]
    return Counter((each.municipality, each.format, each.sha256) for each in made)


@pytest.fixture
def engine():
    return OrderlyEngine()


@pytest.fixture
def emptied(wiring, region, hands, queue, engine, ask):
    """A world in which nothing happened yet, as often as it is asked."""
    kept = {"account", "organisation", "bureau_municipality", "alembic_version"}
    tables = [
        name
        for (name,) in ask("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        if name not in kept
    ]

    empty = "; ".join(["SET session_replication_role = replica", *map("DELETE FROM {}".format, tables)])

    def begin():
        ask(empty)
        queue.take()
        engine.catalogue, engine.meanwhile = "first", None
        return World(wiring, region, hands, queue, engine, ask)

    return begin


@pytest.mark.parametrize("examples", [10, pytest.param(1000, marks=pytest.mark.long)])
def test_in_any_order_each_report_is_there_once_with_the_right_bytes(emptied, examples):
    class Machine(AnyOrder):
        def __init__(self):
            super().__init__()
            self.world = emptied()

    run_state_machine_as_test(
        Machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=30,
            deadline=None,
            derandomize=examples < 100,
            phases=[Phase.generate] if examples < 100 else list(Phase),
            suppress_health_check=list(HealthCheck),
        ),
    )
