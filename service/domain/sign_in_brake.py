"""How long someone waits who got a password wrong often: from one place, for one login, or both."""

import math
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from service.domain.failures import TerminalError

FORGOTTEN_AFTER = timedelta(hours=1)
"""Wrong tries are forgotten when there was none for this long."""
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(minutes=15)
_MOST_DOUBLINGS = 10


class Counted(Enum):
    """By what wrong tries are counted, and how many are free."""

    LOGIN_FROM_PLACE = 5
    """One login from one address: who forgot a password, or guesses."""
    PLACE = 60
    """One address, for any login: an office shares one."""
    LOGIN = 50
    """One login, from anywhere: guessed from many places. High, or anyone could lock anyone out."""


@dataclass(frozen=True, slots=True)
class WrongTries:
    """What is known under one count."""

    wrong: int
    ago: timedelta
    """Since the last one."""

    def wait(self, counted: Counted) -> timedelta:
        """How long nothing is tried any more: nothing while tries are free, then twice as long each time."""
        over = self.wrong - counted.value
        if over < 0 or self.ago > FORGOTTEN_AFTER:
            return timedelta()
        whole = min(_FIRST_WAIT * (1 << min(over, _MOST_DOUBLINGS)), _LONGEST_WAIT)
        return max(whole - self.ago, timedelta())


class TooManyTriesError(TerminalError):
    """No password is looked at now; `wait` says until when."""

    def __init__(self, wait: timedelta) -> None:
        super().__init__(f"wait {wait}")
        self.wait = wait

    @property
    def minutes(self) -> int:
        """The same, in whole minutes: what people are told."""
        return math.ceil(self.wait.total_seconds() / 60)
