"""What is kept of a submission, for how long, and what it means that it was destroyed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from service.domain.dutch_days import day_of
from service.domain.failures import TerminalError
from service.domain.wording import Wording


class KeptKind(StrEnum):
    """A kind of data of a submission, with a data key and a term of its own."""

    UPLOAD = "upload"
    """What was handed in, and its rows as they were read."""
    COPY = "copy"
    """The copies in which its faults are marked."""
    REPORT = "report"
    """The reports that were made of it, and their lines."""

    @property
    def words(self) -> Wording:
        """What it is called."""
        return _WORDS[self]


_WORDS = {
    KeptKind.UPLOAD: Wording("het aangeleverde bestand en zijn rijen", "the uploaded file and its rows"),
    KeptKind.COPY: Wording("de gemarkeerde kopieën", "the marked copies"),
    KeptKind.REPORT: Wording("de rapportages", "the reports"),
}


class WhyDestroyed(StrEnum):
    """Why a data key is not there any more."""

    RETENTION = "retention"
    """Its term was over."""
    BY_HAND = "by-hand"
    """The operator was asked to."""


@dataclass(frozen=True, slots=True)
class Destroyed:
    """That something can never be read again, since when and why."""

    at: datetime
    why: WhyDestroyed


class KeyDestroyedError(TerminalError):
    """Nobody can read this any more: its data key was destroyed."""

    def __init__(self, kind: KeptKind, destroyed: Destroyed) -> None:
        super().__init__(f"{kind.value} was destroyed at {destroyed.at.isoformat()}")
        self.kind = kind
        self.destroyed = destroyed


@dataclass(frozen=True, slots=True)
class Retention:
    """How many days each kind is kept, from the day on which its submission came in."""

    days: Mapping[KeptKind, int]

    def until(self, kind: KeptKind, received_at: datetime) -> date:
        """The last day on which it is there."""
        return day_of(received_at) + timedelta(days=self.days[kind])

    def received_before(self, kind: KeptKind, now: datetime) -> datetime:
        """What came in before this moment is to be destroyed now."""
        return now - timedelta(days=self.days[kind] + 1)
