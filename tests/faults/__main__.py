"""`make faults SECONDS=300`: strike a real `eenmaal up` for so long, and say whether anything was lost."""

import argparse
import json
import os
import random
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from service.command_line.demo_guests import MAIN_PROVIDER, PASSWORD, register_guests
from service.command_line.installation import the_catalogue
from service.command_line.running_service import RunningService, free_port, started_service
from service.command_line.sample import example_municipalities
from service.domain.periods import parse_period
from service.files.export import write_export
from service.sample import sample_tables
from service.wiring import build_registration
from tests.faults.history import FINAL, Answer, Eye, History, check
from tests.faults.nemesis import Nemesis, mounted, unmounted

_LONGEST_WAIT = 120.0
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
}
"""States that only a fault brings about, and what a log says of each."""

_SET_APART = (
    "SELECT kind, failure, attempt, failures, losses, owner, created_at, finished_at FROM job"
    " WHERE state = 'quarantined' ORDER BY finished_at"
)


@dataclass
class Run:
    """One run of the harness."""

    service: RunningService
    nemesis: Nemesis
    history: History
    recoveries: list[float] = field(default_factory=list)
    injected: Counter[str] = field(default_factory=Counter)

    def strike(self, kind: str) -> None:
        """One fault, with uploads around it; then until all are done, and one that came after it."""
        busy = [threading.Thread(target=self.history.hand_in) for _ in range(2)]
        for each in busy:
            each.start()
        time.sleep(self.nemesis.lot.uniform(0, 1.5))
        self.nemesis.kinds[kind]()
        self.injected[kind] += 1
        begin = time.monotonic()
        self._until_one_is_done(begin + _LONGEST_WAIT)
        for each in busy:
            each.join()
        self.until_all_are_done()
        self.recoveries.append(time.monotonic() - begin)
        print(f"{kind}: {self.recoveries[-1]:.1f} s, upload {len(self.history.uploads)}", flush=True)

    def until_all_are_done(self) -> None:
        until = time.monotonic() + _LONGEST_WAIT
        while time.monotonic() < until:
            open_ones = self.nemesis.eye.ask(
                "SELECT count(*) FROM submission WHERE state NOT IN ('ready', 'rejected', 'failed')"
            )
            if open_ones == [(0,)]:
                return
            time.sleep(0.5)

    def _until_one_is_done(self, until: float) -> None:
        while time.monotonic() < until:
            upload = self.history.hand_in()
            if upload.answer is not Answer.KEPT:
                time.sleep(0.3)
                continue
            while time.monotonic() < until:
                if self.nemesis.eye.state(upload.submission) in FINAL:
                    return
                time.sleep(0.1)


def main() -> None:
    """Run, check, print the outcome as the last line; exit code 1 when anything was lost, twice or wrong."""
    asked = _asked()
    with _a_service() as (service, is_mounted, state_dir):
        run = _prepared(service, random.Random(asked.seed), is_mounted)
        reference = run.history.hand_in()
        run.until_all_are_done()
        until, kinds = time.monotonic() + asked.seconds, list(run.nemesis.kinds)
        while time.monotonic() < until and sum(run.injected.values()) < asked.most:
            if not kinds:
                kinds = list(run.nemesis.kinds)
            run.strike(kinds.pop(run.nemesis.lot.randrange(len(kinds))))
        run.until_all_are_done()
        outcome = _outcome(run, reference.sha256, state_dir)
    print(json.dumps(outcome))
    sys.exit(any(outcome[what] for what in ("lost", "twice", "wrong")))


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(prog="python -m tests.faults")
    asked.add_argument("--seconds", type=float, default=300)
    asked.add_argument("--most", type=int, default=10**9, help="stop after so many faults")
    asked.add_argument("--seed", type=int, default=1)
    return asked.parse_args()


@contextmanager
def _a_service() -> Iterator[tuple[RunningService, bool, Path]]:
    state_dir = Path(tempfile.mkdtemp(prefix="eenmaal-faults-"))
    state_dir.chmod(0o711)
    disk = state_dir / "blobs"
    is_mounted = mounted(disk, 64)
    os.environ["EENMAAL_BLOB_DIR"] = str(disk)
    os.environ |= {"EENMAAL_REQUESTS_PER_MINUTE": "100000", "EENMAAL_UPLOADS_PER_HOUR": "100000"}
    try:
        with started_service(state_dir, free_port(8345)) as service:
            yield service, is_mounted, state_dir
    finally:
        unmounted(disk)
        shutil.rmtree(state_dir, ignore_errors=True)


def _prepared(service: RunningService, lot: random.Random, is_mounted: bool) -> Run:  # noqa: FBT001 - one caller
    catalogue, asking = the_catalogue(), example_municipalities()
    registration = build_registration(service.settings)
    register_guests(registration, catalogue, asking[0])
    registration.close()
    tables = sample_tables(
        catalogue.standard,
        seed=1,
        municipalities=asking[:3],
        clients=12,
        period=parse_period("2026-Q1"),
        prestaties=60,
    )
    head = tables["aanlevering"].assign(agb_code=MAIN_PROVIDER.code, naam_aanbieder=MAIN_PROVIDER.name)
    export = write_export({**tables, "aanlevering": head}, catalogue.standard, "xlsx")
    running = json.loads((service.settings.state_dir / "running.json").read_text())
    eye = Eye.of(str(service.settings.database_url))
    nemesis = Nemesis(running["pid"], service.settings, eye, lot, is_mounted)
    return Run(service, nemesis, History(service.address, MAIN_PROVIDER.login, PASSWORD, export))


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
        "kinds": dict(run.injected),
        "uploads": dict(answers),
        "lost": len(verdict.lost),
        "twice": len(verdict.twice),
        "wrong": len(verdict.wrong),
        "recovery_p50_s": round(statistics.median(run.recoveries or [0.0]), 1),
        "recovery_max_s": round(max(run.recoveries, default=0.0), 1),
        "reached": {name: logs.count(trace) for name, trace in _TRACES.items()},
    }


if __name__ == "__main__":
    main()
