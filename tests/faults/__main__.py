"""`make faults SECONDS=300`: strike a real `eenmaal up` for so long, and say whether anything was lost."""

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from service.command_line.demo_guests import MAIN_PROVIDER, PASSWORD
from service.command_line.running_service import RunningService, free_port, started_service
from tests.faults.guest import guest_of
from tests.faults.history import Eye, History, check
from tests.faults.line import Line
from tests.faults.machine import Machine
from tests.faults.nemesis import Nemesis, mounted, unmounted
from tests.faults.rain import Rain
from tests.faults.record import write_down
from tests.faults.run import Run

_SHOWER = (8.0, 5)
"""Seconds of small faults after each strike, and how many exports come in meanwhile."""
_TRACES = {
    "freed": '"event": "process_ended_in_a_job"',
    "rescued": '"rescued":',
    "stood in": '"event": "standing_in"',
    "deaf": '"event": "worker_hears_nothing"',
    "lease lost": '"event": "lease_lost"',
    "reader killed": '"failure": "KilledFromOutsideError"',
    "not free": '"event": "job_not_free"',
    "failure not recorded": '"event": "failure_not_recorded"',
    "broker away": '"event": "broker_unavailable"',
    "away": '"failure": "BlobStoreUnavailableError"',
    "database away": '"failure": "DatabaseUnavailableError"',
    "upload uncertain": '"failure": "UploadUncertainError"',
    "clock went back": '"brought_forward":',
}
"""States that only a fault brings about, and what a log says of each."""

_SET_APART = (
    "SELECT kind, failure, attempt, failures, losses, owner, created_at, finished_at FROM job"
    " WHERE state = 'quarantined' ORDER BY finished_at"
)


def main() -> None:
    """Run, check, print the outcome as the last line; exit code 1 when anything was lost, twice or wrong."""
    asked = _asked()
    with _a_service() as place:
        run = _prepared(place, random.Random(asked.seed))
        reference = run.history.hand_in()
        run.until_all_are_done()
        _go_on(run, asked)
        run.until_all_are_done()
        outcome = _outcome(run, reference.sha256, place.state_dir)
    if asked.record:
        write_down("faults", asked.seed, outcome)
    print(json.dumps(outcome))
    sys.exit(any(outcome[what] for what in ("lost", "twice", "wrong")))


def _go_on(run: Run, asked: argparse.Namespace) -> None:
    """Every kind once in an order by lot, with a shower after each, and then again."""
    until, kinds = time.monotonic() + asked.seconds, list[str]()
    while time.monotonic() < until and sum(run.injected.values()) < asked.most:
        kinds = kinds or list(asked.only or run.nemesis.kinds)
        run.strike(kinds.pop(run.nemesis.lot.randrange(len(kinds))))
        for _ in range(asked.showers):
            run.shower(*_SHOWER)


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.faults")
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--most", type=int, default=10**9, help="stop after so many faults")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--showers", type=int, default=1, help="showers of small faults after each strike")
    asked.add_argument("--only", nargs="*", default=[], help="these kinds of strikes alone")
    asked.add_argument("--record", action="store_true", help="write the outcome down in docs/fault-runs.csv")
    return asked.parse_args()


@dataclass(frozen=True)
class _Place:
    service: RunningService
    state_dir: Path
    machine: Machine
    is_mounted: bool


@contextmanager
def _a_service() -> Iterator[_Place]:
    state_dir = Path(tempfile.mkdtemp(prefix="eenmaal-faults-"))
    state_dir.chmod(0o711)
    disk = state_dir / "blobs"
    is_mounted = mounted(disk, 1024)
    machine = Machine(state_dir / "machine", disk)
    os.environ["EENMAAL_BLOB_DIR"] = str(disk)
    os.environ |= {"EENMAAL_REQUESTS_PER_MINUTE": "100000", "EENMAAL_UPLOADS_PER_HOUR": "100000"}
    os.environ |= machine.environment()
    try:
        with started_service(state_dir, free_port(8345), "tests.faults.struck_supervisor") as service:
            os.environ.pop("LD_PRELOAD", None)
            yield _Place(service, state_dir, machine, is_mounted)
    finally:
        unmounted(disk)
        shutil.rmtree(state_dir, ignore_errors=True)


def _prepared(place: _Place, lot: random.Random) -> Run:
    service = place.service
    export = guest_of(service)
    running = json.loads((service.settings.state_dir / "running.json").read_text())
    eye = Eye.of(str(service.settings.database_url))
    line = Line(service.address)
    history = History(line.address, MAIN_PROVIDER.login, PASSWORD, export)
    nemesis = Nemesis(
        supervisor=running["pid"],
        settings=service.settings,
        eye=eye,
        lot=lot,
        machine=place.machine,
        hand_in=history.hand_in,
        is_mounted=place.is_mounted,
    )
    return Run(service=service, nemesis=nemesis, rain=Rain(service.settings, eye, lot, line), history=history)


def _outcome(run: Run, reference: str, state_dir: Path) -> dict[str, object]:
    verdict = check(run.history, run.nemesis.eye, reference)
    for name in ("lost", "twice", "wrong"):
        for each in getattr(verdict, name)[:5]:
            print(f"{name}: {each}", flush=True)
    for job in run.nemesis.eye.ask(_SET_APART):
        print("set apart:", *job, flush=True)
    logs = "".join(file.read_text(errors="replace") for file in state_dir.glob("*.log"))
    for line in logs.splitlines():
        if '"event": "job_failed"' in line and '"failure": "BlobStoreUnavailableError"' not in line:
            print(line, flush=True)
    answers = Counter(upload.answer.value for upload in run.history.uploads)
    return {
        "injected": sum(run.injected.values()),
        "kinds": dict(sorted(run.injected.items())),
        "left_out": run.nemesis.missing,
        "seconds": round(time.monotonic() - run.begun),
        "uploads": len(run.history.uploads),
        "answers": dict(answers),
        "lost": len(verdict.lost),
        "twice": len(verdict.twice),
        "wrong": len(verdict.wrong),
        "recovery_p50_s": round(statistics.median(run.recoveries or [0.0]), 1),
        "after_p50_s": round(statistics.median(run.after or [0.0]), 1),
        "recovery_max_s": round(max(run.recoveries, default=0.0), 1),
        "reached": {name: logs.count(trace) for name, trace in _TRACES.items()} | dict(run.rain.met),
    }


if __name__ == "__main__":
    main()
