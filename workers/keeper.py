"""A worker with its keeper: Celery as our child, its leases renewed, and ended when it hears nothing."""

import os
import secrets
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import FrameType

import structlog

from service.domain.failures import EenmaalError
from service.process.json_lines import log_as_json
from service.settings import Settings
from service.storage.connections import DatabaseUnavailableError, engine_for
from service.storage.leases import Leases
from service.task_queue import BrokerWatch, celery_application
from workers.children import Child, Program
from workers.doing import KEEPER
from workers.lease_keeper import LeaseKeeper

DEAF = 75
"""How the keeper ends when its worker did not take the messages that were there."""
_APPLICATION = "workers.application"
_LOOK_EVERY = 0.5
_PATIENCE = 10.0
"""Seconds that messages may lie while nobody of ours takes one or does a job."""
_PATIENCE_AT_START = 60.0
"""Seconds for a worker that has not done anything yet: on a busy machine starting alone takes many."""
_log = structlog.get_logger()


@dataclass(slots=True)
class Hearing:
    """Whether a worker takes messages: Celery can live on without its consumer (decision 60)."""

    waiting: Callable[[], int | None]
    """How many messages lie in the broker; None when it does not answer."""
    told: int = 0
    """How often the worker had told us something, when we last looked."""
    quiet_since: float = field(default_factory=time.monotonic)

    def is_lost(self, told: int, *, is_busy: bool, now: float) -> bool:
        """True once messages lay there for our patience, while an idle worker took none of them."""
        if told != self.told or is_busy or not self.waiting():
            self.told, self.quiet_since = told, now
        return now - self.quiet_since > (_PATIENCE if told else _PATIENCE_AT_START)


class Keeper:
    """Looks after one worker until it ends, is to end, or hears nothing any more."""

    def __init__(self, settings: Settings, application: str, alive: Path) -> None:
        """Start it; touch `alive` as long as it is well. Raises SettingsError without database or broker."""
        name = f"{socket.gethostname()}:{secrets.token_hex(4)}"
        leases = Leases(engine_for(settings.required_database_url))
        with suppress(DatabaseUnavailableError):
            leases.greet()  # a role that may see everything is refused now
        self._leases = LeaseKeeper.make(leases, timedelta(seconds=settings.lease), name)
        self._hearing = Hearing(BrokerWatch(celery_application(settings)).waiting)
        alive.parent.mkdir(parents=True, exist_ok=True)
        self._alive = alive
        self._is_stopping = False
        mouth = self._leases.mouth
        self._worker = Child(
            Program(
                name="celery",
                command=_celery(application, settings.workers),
                environment={**os.environ, KEEPER: f"{mouth}:{name}"},
                kept_open=(mouth,),
            )
        )

    def stop(self, number: int, _frame: FrameType | None = None) -> None:
        """Let the worker finish what it does, and take nothing more. Safe in a signal handler."""
        self._is_stopping = True
        self._worker.tell(number)

    def run(self) -> int:
        """How the worker ended, or DEAF. What it still held is free then."""
        while self._worker.is_running:
            self._leases.tend()
            if self._is_deaf():
                _log.error("worker_hears_nothing", seconds=_PATIENCE)
                break
            with suppress(OSError):
                self._alive.touch()
            time.sleep(_LOOK_EVERY)
        code = self._worker.exit_code
        self._worker.kill()
        self._alive.unlink(missing_ok=True)
        self._leases.free_everything()
        return DEAF if code is None else abs(code)

    def _is_deaf(self) -> bool:
        told, is_busy = self._leases.listener.told, self._leases.is_busy
        return not self._is_stopping and self._hearing.is_lost(told, is_busy=is_busy, now=time.monotonic())


def _celery(application: str, processes: int) -> Sequence[str]:
    return [
        *(sys.executable, "-m", "celery", "--app", application, "--quiet", "worker"),
        *("--concurrency", str(processes), "--loglevel", "WARNING"),
        *("--without-gossip", "--without-mingle", "--without-heartbeat"),
    ]


def main() -> None:
    """Run until the worker ends; SIGTERM and SIGINT ask it to. Its application is ours, unless given."""
    log_as_json()
    settings = Settings.load()
    keeper = Keeper(settings, (*sys.argv[1:], _APPLICATION)[0], settings.alive_file("worker"))
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, keeper.stop)
    sys.exit(keeper.run())


if __name__ == "__main__":
    try:
        main()
    except EenmaalError as failure:
        sys.exit(f"eenmaal: {failure}")
