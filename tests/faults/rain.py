"""Small faults, many a second while exports come in: each gives whether there was anything to strike."""

import random
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from uuid import UUID

import psutil
import redis

from service.domain.failures import EenmaalError
from service.settings import Settings
from service.storage.schema import APPLICATION
from service.task_queue import CeleryQueue, JobKind, celery_application
from tests.faults.history import Eye
from tests.faults.line import CUT_ANSWER, CUT_UPLOAD, SLOW, Line

_QUEUE = "eenmaal"
_PLANNED_AT_MOST = 2
_CUT = """
    SELECT pg_terminate_backend(pid), xact_start IS NOT NULL FROM pg_stat_activity
    WHERE backend_type = 'client backend' AND usename = %s ORDER BY random() LIMIT 1"""
_BUSY = """
    SELECT id, owner FROM job WHERE state = 'running' AND owner IS NOT NULL AND lease_until > now()
      AND failures = 0 AND losses < 4 ORDER BY random() LIMIT 1"""
"""Who was struck before is left alone: a job that ends its process three times is set apart."""
_IS_STILL = "SELECT 1 FROM job WHERE id = %s AND owner = %s AND state = 'running' AND failures = 0"
_TO_DO = "SELECT id FROM job WHERE state IN ('ready', 'running') ORDER BY random() LIMIT 1"
_DONE = "SELECT id FROM job WHERE state = 'done' ORDER BY finished_at DESC LIMIT 1"
_TAKE_AWAY = """
    UPDATE job SET lease_until = now() - interval '1 second'
    WHERE id = %s AND state = 'running' AND lease_until > now() RETURNING id"""


@dataclass
class Rain:
    """Knows where to strike a running service, and counts dangerous states that it met."""

    settings: Settings
    eye: Eye
    lot: random.Random
    line: Line
    met: Counter[str] = field(default_factory=Counter)
    kinds: dict[str, Callable[[], bool]] = field(init=False)

    def __post_init__(self) -> None:
        self._queue = CeleryQueue(celery_application(self.settings))
        path = str(self.settings.broker_url).removeprefix("redis+socket://")
        self._broker = redis.Redis(unix_socket_path=path, socket_timeout=2)
        self.kinds = {
            "connection to the database cut": self._cut_database,
            "connection to the broker cut": self._cut_broker,
            "message lost": self._lose_message,
            "message twice": lambda: self._send(_TO_DO),
            "message of what is done": lambda: self._send(_DONE),
            "messages in another order": self._reorder,
            "lease taken away": self._take_lease,
            "busy process killed": self._kill_busy,
            "reader of a file killed": self._kill_reader,
            CUT_UPLOAD: lambda: self._plan(CUT_UPLOAD),
            CUT_ANSWER: lambda: self._plan(CUT_ANSWER),
            SLOW: lambda: self._plan(SLOW),
        }

    def fall(self) -> str | None:
        """Strike once; None when there was nothing to strike. What a line does is counted there."""
        kind = self.lot.choice(list(self.kinds))
        with suppress(redis.RedisError, psutil.Error, OSError, EenmaalError):
            if self.kinds[kind]():
                return kind
        return None

    def _cut_database(self) -> bool:
        cut = self.eye.ask(_CUT, APPLICATION)
        self.met["cut in a transaction"] += sum(bool(inside) for done, inside in cut if done)
        return any(done for done, _ in cut)

    def _cut_broker(self) -> bool:
        others = [each for each in self._broker.client_list() if each["id"] != str(self._broker.client_id())]
        return bool(others) and bool(self._broker.client_kill_filter(_id=self.lot.choice(others)["id"]))

    def _lose_message(self) -> bool:
        return self._broker.rpop(_QUEUE) is not None

    def _reorder(self) -> bool:
        return bool(self._broker.llen(_QUEUE)) and self._broker.rpoplpush(_QUEUE, _QUEUE) is not None

    def _send(self, which: str) -> bool:
        found = self.eye.ask(which)
        for (job,) in found:
            self._queue.send(JobKind.CHECK, UUID(str(job)))
        return bool(found)

    def _take_lease(self) -> bool:
        """As if its holder had been silent: another does the same job beside it."""
        for job, _ in self.eye.ask(_BUSY):
            if self.eye.ask(_TAKE_AWAY, job):
                self._queue.send(JobKind.CHECK, UUID(str(job)))
                return True
        return False

    def _kill_busy(self) -> bool:
        return self._while_it_holds_still(lambda process: [process])

    def _kill_reader(self) -> bool:
        return self._while_it_holds_still(lambda process: process.children()[:1])

    def _while_it_holds_still(self, whom: Callable[[psutil.Process], list[psutil.Process]]) -> bool:
        """Kill of who is busy, if it is still at that job: it may be at one that was struck before."""
        for job, owner in self.eye.ask(_BUSY):
            process = psutil.Process(int(str(owner).rpartition(":")[2]))
            process.suspend()
            try:
                struck = whom(process) if self.eye.ask(_IS_STILL, job, owner) else []
                for each in struck:
                    each.send_signal(signal.SIGKILL)
            finally:
                process.resume()
            return bool(struck)
        return False

    def _plan(self, what: str) -> bool:
        if len(self.line.planned) < _PLANNED_AT_MOST:
            self.line.planned.append(what)
        return False
