"""The reconciler: a process of its own that looks in PostgreSQL, every few seconds, for work left behind."""

import os
import signal
import threading
from types import FrameType

import structlog

from service import ONE_THREAD

os.environ.setdefault(*ONE_THREAD)

from service.domain.failures import TransientError
from service.process.start import choose_at_start
from service.settings import Settings
from service.wiring import Wiring, build
from workers.task_logging import log_as_json

_log = structlog.get_logger()


def run_reconciler(wiring: Wiring, stop: threading.Event) -> None:
    """A round every `reconcile_every` seconds until `stop` is set; a database that is away is waited for."""
    while not stop.wait(wiring.settings.reconcile_every):
        try:
            done = wiring.jobs.reconcile()
        except TransientError as error:
            _log.warning("round_failed", failure=type(error).__name__)
            continue
        if done:
            _log.info("round_done", **done)


def main() -> None:
    """Run until SIGTERM or SIGINT."""
    log_as_json()
    stop = threading.Event()

    def end(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, end)
    signal.signal(signal.SIGINT, end)
    settings = Settings.load()
    choose_at_start(fast_paths=settings.fast_paths)
    wiring = build(settings)
    run_reconciler(wiring, stop)
    wiring.close()


if __name__ == "__main__":
    main()
