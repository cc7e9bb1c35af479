"""Does jobs in the place of workers as long as no worker does any: the broker is away, or not heard."""

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NoReturn

import structlog

from service.domain.failures import TransientError
from service.wiring import Wiring
from workers.children import die_with_parent
from workers.doing import Teller
from workers.lease_keeper import LeaseKeeper
from workers.tasks import Tasks

_IDLE_ENDS = 15.0
"""Seconds without work after which a stand-in ends."""
_LOOK_EVERY = 0.5
_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class StandIns:
    """Forks of the reconciler, each of which does one job after the other; none while workers work."""

    wiring: Wiring
    keeper: LeaseKeeper
    most: int
    running: dict[int, float] = field(default_factory=dict)
    """The processes, each with when it was last seen to begin something else."""
    doing: dict[int, object] = field(default_factory=dict)

    def tend(self) -> None:
        """Collect who ended, end who takes too long, renew leases. Call about every second."""
        for process in list(self.running):
            if os.waitpid(process, os.WNOHANG)[0]:
                del self.running[process]
                self.doing.pop(process, None)
        self.keeper.tend()
        for process, since in list(self.running.items()):
            job = self.keeper.listener.jobs.get(process)
            if job != self.doing.get(process):
                self.doing[process], self.running[process] = job, time.monotonic()
            elif job and time.monotonic() - since > self.wiring.settings.time_limit:
                _log.warning("stand_in_takes_too_long", job=str(job))
                os.kill(process, signal.SIGKILL)

    def begin_when_needed(self) -> None:
        """Begin one more when work is left lying. Call about every five seconds."""
        if len(self.running) >= self.most:
            return
        if self.wiring.jobs.look_for_work_left():
            _log.warning("standing_in", others=len(self.running))
            us = os.getpid()
            process = os.fork()
            if not process:
                _stand_in(self.wiring, self.keeper.teller, us)
            self.running[process] = time.monotonic()

    def end(self) -> None:
        """End all of them at once, and give back what they held."""
        for process in self.running:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
        self.running.clear()
        self.keeper.free_everything()


def _stand_in(wiring: Wiring, teller: Teller, parent: int) -> NoReturn:
    """Never returns and never cleans up: this is a copy of the reconciler."""
    try:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        die_with_parent(signal.SIGKILL, parent)
        wiring.stores.forget_connections()
        work_through(Tasks(lambda: wiring, teller), time.monotonic)
    finally:
        if error := sys.exc_info()[1]:
            _log.error("stand_in_ended", failure=type(error).__name__)
        os._exit(0)


def work_through(tasks: Tasks, clock: Callable[[], float]) -> None:
    """Do what lies ready, until workers are back or nothing came for a while."""
    last = clock()
    while clock() - last < _IDLE_ENDS:
        try:
            if tasks.do_next_job():
                last = clock()
                continue
        except TransientError as error:
            _log.warning("stand_in_waits", failure=type(error).__name__)
        time.sleep(_LOOK_EVERY)
