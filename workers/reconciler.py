"""The reconciler: a process of its own that looks in PostgreSQL, every few seconds, for work left behind."""

import os
import secrets
import socket
import sys
import threading
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import structlog

from service import ONE_THREAD
from service.process.collecting import without_collecting

os.environ.setdefault(*ONE_THREAD)

with without_collecting():
    from service.domain.failures import EenmaalError, TransientError
    from service.domain.submissions.jobs import STAND_IN
    from service.process.json_lines import log_as_json
    from service.process.start import choose_at_start
    from service.settings import Settings
    from service.storage.connections import engine_for
    from service.storage.leases import Leases
    from service.wiring import Wiring, build
    from workers.lease_keeper import LeaseKeeper
    from workers.stand_in import StandIns
    from workers.stopping import stop_when_told

_LOOK_EVERY = 1.0
_log = structlog.get_logger()


def run_reconciler(wiring: Wiring, stop: threading.Event, stand_ins: StandIns | None = None) -> None:
    """A round every `reconcile_every` seconds until `stop` is set; a database that is away is waited for.

    After it was away, leases may have run out that nobody could renew: who holds them gets time to do so.
    """
    settings, away_until = wiring.settings, 0.0
    while not _wait(stop, settings.reconcile_every, stand_ins, settings.alive_file("reconciler")):
        try:
            done = wiring.jobs.reconcile(is_rescuing=time.monotonic() > away_until)
            if stand_ins is not None:
                stand_ins.begin_when_needed()
        except TransientError as error:
            away_until = time.monotonic() + settings.lease
            _log.warning("round_failed", failure=type(error).__name__)
            continue
        if done:
            _log.info("round_done", **done)


def _say_that_we_are_well(alive: Path) -> None:
    with suppress(OSError):  # a full disk is no reason to stop
        alive.parent.mkdir(parents=True, exist_ok=True)
        alive.touch()


def _wait(stop: threading.Event, seconds: float, stand_ins: StandIns | None, alive: Path) -> bool:
    """Whether we are to stop; looks after the stand-ins in the meantime."""
    until = time.monotonic() + seconds
    while (left := until - time.monotonic()) > 0:
        if stand_ins is not None:
            stand_ins.tend()
            _say_that_we_are_well(alive)
        if stop.wait(min(left, _LOOK_EVERY)):
            return True
    return False


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    log_as_json()
    stop = stop_when_told()
    settings = Settings.load()
    choose_at_start(fast_paths=settings.fast_paths)
    wiring = build(settings)
    wiring.stores.is_answering()  # a role that may see everything is refused now
    stand_ins = _stand_ins(wiring)
    run_reconciler(wiring, stop, stand_ins)
    stand_ins.end()
    wiring.close()


def _stand_ins(wiring: Wiring) -> StandIns:
    settings = wiring.settings
    name = f"{STAND_IN}{socket.gethostname()}:{secrets.token_hex(4)}"
    leases = Leases(engine_for(settings.required_database_url))
    keeper = LeaseKeeper.make(leases, timedelta(seconds=settings.lease), name)
    return StandIns(wiring=wiring, keeper=keeper, most=settings.workers)


if __name__ == "__main__":
    try:
        main()
    except EenmaalError as failure:
        sys.exit(f"eenmaal: {failure}")
