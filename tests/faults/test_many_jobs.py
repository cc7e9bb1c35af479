"""Very many jobs while those who do them are killed without end: none is lost, and none is done twice.

`JOBS=5000 SEED=1 RECORD=1 pytest -m long tests/faults/test_many_jobs.py` adds to docs/fault-runs.csv.
"""

import io
import os
import random
import signal
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field, replace

import psutil
import pytest

from service.domain.submissions.submission import SubmissionState
from service.settings import environment_of_children
from service.wiring import build
from tests.faults.record import write_down
from tests.faults.watching import HOUSE, children_of
from tests.written_engine import light_engine
from workers.children import Child, Program
from workers.reconciler import run_reconciler

FORMATS = 40
MOST_OPEN = 400
PATIENCE = 240.0
SMALL_EVERY = (0.5, 2.5)
LARGE_EVERY = 45.0
BUSY = (
    "SELECT owner FROM job WHERE state = 'running' AND owner IS NOT NULL AND failures = 0 AND losses < 4"
    " ORDER BY random() LIMIT 1"
)
OPEN = "SELECT count(*) FROM job WHERE state IN ('ready', 'running')"
HELD_UP = """
    SELECT usename, state, wait_event_type, wait_event, now() - xact_start AS since, left(query, 90)
    FROM pg_stat_activity WHERE state <> 'idle' AND pid <> pg_backend_pid() ORDER BY xact_start LIMIT 20"""
TWICE = """
    SELECT action, object, payload->>'submission', count(*) FROM act
    WHERE action IN ('submission_checked', 'submission_settled', 'report_published')
    GROUP BY 1, 2, 3 HAVING count(*) > 1"""


@dataclass
class Workers:
    """A keeper with its worker, started again whenever it ends, and who kills them."""

    program: Program
    ask: object
    lot: random.Random
    killed: Counter = field(default_factory=Counter)
    failure: Exception | None = None
    child: Child = field(init=False)

    def __post_init__(self):
        self.child = Child(self.program)

    def kill_until(self, stop):
        """As below; what went wrong with the killing itself is kept."""
        try:
            self.kill_without_end(stop)
        except Exception as error:  # noqa: BLE001 - told by the test, which waits for what this thread keeps going
            self.failure = error

    def told(self):
        """How they are, for who finds that nothing goes on."""
        said = self.program.log.read_text(errors="replace").splitlines()[-60:]
        return {
            "killing failed": self.failure,
            "is running": self.child.is_running,
            "jobs": self.ask("SELECT kind, state, count(*), min(not_before - now()) FROM job GROUP BY 1, 2"),
            "database": self.ask(HELD_UP),
            "said": said,
        }

    def kill_without_end(self, stop):
        """A busy process each second or two; now and then Celery, or its keeper with all it has."""
        next_large = time.monotonic() + LARGE_EVERY
        while not stop.wait(self.lot.uniform(*SMALL_EVERY)):
            if not self.child.is_running:
                self.child.kill()
                self.child = Child(self.program)
            with suppress(psutil.Error, ProcessLookupError, ValueError, IndexError):
                if time.monotonic() > next_large:
                    next_large = time.monotonic() + LARGE_EVERY
                    self._kill_much()
                else:
                    self._kill_who_is_busy()

    def _kill_much(self):
        if self.lot.random() < 0.5:
            os.kill(children_of(self.child.pid)[0], signal.SIGKILL)
            self.killed["worker"] += 1
        else:
            os.kill(self.child.pid, signal.SIGKILL)
            self.killed["keeper and worker"] += 1

    def _kill_who_is_busy(self):
        for (owner,) in self.ask(BUSY):
            psutil.Process(int(str(owner).rpartition(":")[2])).kill()
            self.killed["busy process"] += 1


@pytest.fixture
def service(settings, tmp_path):
    """Leases of three seconds and rounds of the reconciler each second, on real servers.

    Messages are sent again as seldom as in production: a worker that is killed without end would otherwise
    hear of little but what is done already.
    """
    quick = replace(settings, lease=3, time_limit=60, reconcile_every=1)
    wiring, stop = build(quick, engine=light_engine()), threading.Event()
    reconciler = threading.Thread(target=run_reconciler, args=(wiring, stop))
    reconciler.start()
    program = Program(
        name="worker",
        command=[sys.executable, "-m", "workers.keeper", "tests.faults.light_application"],
        log=tmp_path / "worker.log",
        environment=environment_of_children(quick) | {"PYTHONPATH": os.pathsep.join([str(HOUSE), *sys.path])},
    )
    yield wiring, program
    stop.set()
    reconciler.join()
    wiring.close()


def content_of(number):
    """Of each upload another, asking so many formats."""
    return " ".join([f"u{number}", *(f"f{each}" for each in range(FORMATS - 1))]).encode()


def hand_in(wiring, viewer, ask, jobs):
    """So many jobs, never very many open at once; the submissions by their number."""
    submissions = {}
    while len(submissions) * FORMATS < jobs:
        if ask(OPEN)[0][0] < MOST_OPEN:
            number = len(submissions)
            content = io.BytesIO(content_of(number))
            submissions[number] = wiring.submissions.receive(viewer, content, "export.xlsx").submission
        else:
            time.sleep(0.1)
    return submissions


def wait_until_done(ask, workers):
    """Raises AssertionError when nothing got done for too long."""
    left, since = ask(OPEN), time.monotonic()
    while left != [(0,)]:
        now_left = ask(OPEN)
        if now_left != left:
            left, since = now_left, time.monotonic()
        assert time.monotonic() - since < PATIENCE, (left, workers.told())
        assert workers.failure is None, workers.told()
        time.sleep(0.2)


def expected_of(number):
    engine = light_engine()
    checked = engine.check(content_of(number), "export.xlsx")
    made = [each for subject in checked.subjects for each in engine.produce(checked.tables, subject)]
    return Counter((each.format, each.sha256) for each in made)


@pytest.mark.parametrize(
    "jobs", [100, pytest.param(int(os.environ.get("JOBS", "5000")), marks=pytest.mark.long)]
)
def test_of_many_jobs_under_continuous_kill_none_is_lost_or_done_twice(service, region, ask, jobs):
    wiring, program = service
    seed, begun, stop = int(os.environ.get("SEED", "1")), time.monotonic(), threading.Event()
    workers = Workers(program, ask, random.Random(seed))
    killer = threading.Thread(target=workers.kill_until, args=(stop,))
    killer.start()
    try:
        submissions = hand_in(wiring, region.provider, ask, jobs)
        wait_until_done(ask, workers)
    finally:
        stop.set()
        killer.join()
        workers.child.kill()

    lost, wrong = [], []
    for number, submission in submissions.items():
        page = wiring.submissions.show(region.provider, submission)
        reports = Counter((each.format, each.sha256) for each in page.reports)
        if page.submission.state is not SubmissionState.READY or expected_of(number) - reports:
            lost.append((number, page.submission.state))
        elif reports - expected_of(number):
            wrong.append(number)
    twice = ask(TWICE)
    done = ask("SELECT count(*) FROM job WHERE state = 'done'")[0][0]
    if "RECORD" in os.environ:
        outcome = {"seconds": round(time.monotonic() - begun), "jobs": done, "uploads": len(submissions)}
        outcome |= {"injected": sum(workers.killed.values()), "kinds": workers.killed}
        write_down("jobs", seed, outcome | {"lost": len(lost), "twice": len(twice), "wrong": len(wrong)})
    print(done, "jobs", dict(workers.killed), f"{time.monotonic() - begun:.0f} s")
    assert (lost, twice, wrong) == ([], [], [])
    assert workers.killed["busy process"] > 0
