"""Messages that nobody takes: the worker is ended, its work is done in its place, and nobody is needed."""

import io
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest
import yaml

from service.domain.submissions.submission import SubmissionState
from service.settings import environment_of_children
from service.wiring import build
from tests.faults.watching import HOUSE, children_of
from tests.tools.patience import AS_LONG_AS_IT_TAKES, wait_until
from workers.keeper import DEAF, Hearing
from workers.stand_in import work_through


@pytest.fixture
def run(settings, tmp_path):
    """Start one of the programs of the service; what still runs at the end is killed."""
    started = []

    def start(module, *arguments, of=settings):
        path = os.pathsep.join([str(HOUSE), *sys.path])
        traces = tmp_path / "traces"
        traces.mkdir(exist_ok=True)
        process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments],
            env=environment_of_children(of) | {"PYTHONPATH": path, "TRACES": str(traces)},
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stderr.close()


def compose_says_well(settings, name):
    """What the health check of that service in docker/compose.yaml says, by running its command."""
    service = yaml.safe_load((HOUSE / "docker" / "compose.yaml").read_text())["services"][name]
    what, command, *arguments = service["healthcheck"]["test"]
    assert (what, command) == ("CMD", "python")
    path = os.pathsep.join([str(HOUSE), *sys.path])
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment_of_children(settings) | {"PYTHONPATH": path},
        check=False,
        capture_output=True,
    )
    return done.returncode == 0


@pytest.mark.parametrize(
    ("waiting", "told", "is_busy", "is_lost"),
    [
        (3, 5, False, True),
        (0, 5, False, False),
        (None, 5, False, False),
        (3, 6, False, False),
        (3, 5, True, False),
    ],
)
def test_who_takes_no_messages_that_are_there_is_deaf(waiting, told, is_busy, is_lost):
    hearing = Hearing(lambda: waiting, told=5, quiet_since=0.0)

    assert hearing.is_lost(told, is_busy=is_busy, now=9.0) is False
    assert hearing.is_lost(told, is_busy=is_busy, now=11.0) is is_lost


def test_a_worker_that_is_still_starting_on_a_busy_machine_is_given_a_minute():
    hearing = Hearing(lambda: 3, quiet_since=0.0)

    assert hearing.is_lost(0, is_busy=False, now=59.0) is False
    assert hearing.is_lost(0, is_busy=False, now=61.0) is True


def test_a_worker_that_takes_no_message_any_more_is_ended(run, region, settings):
    keeper = run("workers.keeper", "tests.faults.faulty_application")
    wait_until(lambda: settings.alive_file("worker").exists())
    real = build(settings)
    first = real.submissions.receive(region.provider, io.BytesIO(b"warm"), "export.xlsx").submission
    follow = real.submissions.follow
    wait_until(lambda: follow(region.provider, first).state.is_final)

    os.kill(children_of(keeper.pid)[0], signal.SIGSTOP)
    for content in (b"goes lost in its socket", b"lies there"):
        real.submissions.receive(region.provider, io.BytesIO(content), "export.xlsx")

    assert compose_says_well(settings, "worker")
    assert keeper.wait(AS_LONG_AS_IT_TAKES) == DEAF
    assert not compose_says_well(settings, "worker")
    assert not settings.alive_file("worker").exists()
    real.close()


def test_the_reconciler_does_the_work_while_there_is_no_broker(run, region, settings, tmp_path):
    nowhere = replace(
        settings,
        broker_url=f"redis+socket://{tmp_path}/nowhere.sock",
        stand_in_after=1,
        reconcile_every=1,
    )
    wiring = build(nowhere)
    no_export = io.BytesIO(b"geen export")
    submission = wiring.submissions.receive(region.provider, no_export, "export.xlsx").submission

    run("workers.reconciler", of=nowhere)
    wait_until(lambda: compose_says_well(nowhere, "reconciler"))

    wait_until(lambda: wiring.submissions.follow(region.provider, submission).state.is_final)
    assert wiring.submissions.follow(region.provider, submission).state is SubmissionState.REJECTED
    wiring.close()


def test_a_stand_in_ends_when_nothing_came_for_a_while():
    moments, asked = iter([0.0, 1.0, 2.0, 30.0, 31.0]), []

    class Tasks:
        def do_next_job(self):
            asked.append(time.monotonic())
            return False

    work_through(Tasks(), lambda: next(moments))

    assert len(asked) == 2
