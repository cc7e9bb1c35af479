"""Keeps the leases of the processes that tell us what they do, and gives back at once what the dead held."""

import os
import time
from dataclasses import dataclass, field
from datetime import timedelta

import structlog

from service.domain.failures import TransientError
from service.domain.submissions.jobs import JobId
from service.storage.leases import Leases
from workers.doing import Listener, Teller

_BEATS_IN_A_LEASE = 4
_log = structlog.get_logger()


@dataclass(slots=True, kw_only=True)
class LeaseKeeper:
    """One per parent of workers. Call `tend` about every second."""

    leases: Leases
    lease: timedelta
    listener: Listener
    ears: int
    mouth: int
    """The other end of the pipe: for the processes that tell."""
    _renewed_at: float = 0.0
    _to_free: dict[str, JobId | None] = field(default_factory=dict)

    @classmethod
    def make(cls, leases: Leases, lease: timedelta, name: str) -> "LeaseKeeper":
        """With a pipe of its own, of which children inherit the end to write in."""
        ears, mouth = os.pipe()
        os.set_blocking(ears, False)
        os.set_inheritable(mouth, True)
        return cls(leases=leases, lease=lease, listener=Listener(name), ears=ears, mouth=mouth)

    @property
    def teller(self) -> Teller:
        """What the processes that we keep tell us with."""
        return Teller(self.mouth, self.listener.keeper)

    @property
    def is_busy(self) -> bool:
        """Whether somebody does a job at this moment."""
        return any(self.listener.jobs.values())

    def tend(self) -> None:
        """Free what ended processes held, and renew what is held. A database that is away is waited for."""
        self.listener.hear(self.ears)
        self._to_free.update(self.listener.take_ended(self.ears))
        try:
            if self._to_free:
                self._free_ended()
            if time.monotonic() - self._renewed_at > self.lease.total_seconds() / _BEATS_IN_A_LEASE:
                self.leases.renew(self.listener.held(), self.lease)
                self._renewed_at = time.monotonic()
        except TransientError as error:
            _log.warning("leases_not_kept", failure=type(error).__name__)

    def free_everything(self) -> None:
        """All our processes have ended, for a reason that is not one of their jobs."""
        try:
            self.leases.free_all_of(f"{self.listener.keeper}:")
        except TransientError as error:
            _log.warning("leases_not_freed", failure=type(error).__name__)

    def _free_ended(self) -> None:
        freed = self.leases.free(self._to_free)
        self._to_free.clear()
        if freed:
            _log.warning("process_ended_in_a_job", jobs=freed)
