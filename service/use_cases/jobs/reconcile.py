"""Bring back what a dead worker, a lost message or an empty broker left behind: every duty once, in order."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from service.domain.failures import FormatError

Duty = Callable[[], int]
"""Does one thing that is to be done again and again; gives how often it had to."""
_RESCUING = ("rescued", "discarded")
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Reconcile:
    """Reads what is to be done from PostgreSQL alone; needs the broker only to ring."""

    duties: Mapping[str, Duty]
    """By the name under which the log tells what was done."""

    def __call__(self, *, is_rescuing: bool = True) -> Mapping[str, int]:
        """One round: per duty that had something to do, how much. Safe beside other rounds and workers.

        Without `is_rescuing` nobody's job is taken back, whatever its lease says.

        A catalogue that cannot be read stops the duty that needs it, and no other.
        """
        done: dict[str, int] = {}
        for name, duty in self.duties.items():
            if name in _RESCUING and not is_rescuing:
                continue
            try:
                count = duty()
            except FormatError as fault:
                _log.error("catalogue_not_read", duty=name, failure=str(fault))
                continue
            if count:
                done[name] = count
        return done
