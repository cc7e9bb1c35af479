"""What one person wants to be told by e-mail, where and how often."""

import re
from dataclasses import dataclass
from enum import StrEnum

from service.domain.failures import TerminalError

MOST_REFUSALS = 3
"""So often in a row its server refuses, and nobody writes to an address any more until it is chosen anew."""
_LONGEST_ADDRESS = 254
_ADDRESS = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}"
)


class Pace(StrEnum):
    """How often somebody gets an email."""

    AT_ONCE = "at-once"
    DAILY = "daily"
    """One email a day, with everything since the last one."""
    OFF = "off"


class NotAnAddressError(TerminalError):
    """What was typed is no e-mail address; it is not repeated here."""


@dataclass(frozen=True, slots=True)
class NoticeChoice:
    """What an account chose; without an address nothing is sent."""

    email: str = ""
    pace: Pace = Pace.AT_ONCE
    unwanted: frozenset[str] = frozenset()
    """Codes of kinds: one that is new is wanted until somebody says otherwise."""

    def __post_init__(self) -> None:
        """Raise NotAnAddressError for what could be no address, or could be more than one."""
        if self.email and not is_address(self.email):
            raise NotAnAddressError("this is no e-mail address")


def is_address(text: str) -> bool:
    """Whether this is one plain address: no name beside it, no white space or line end, no second one."""
    return len(text) <= _LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None
