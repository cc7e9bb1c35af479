"""A municipality's own time for what it receives: an account of its own (burden.md §4.8)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.burden.tables import EvidenceClass

ACCOUNT_EVIDENCE = EvidenceClass.C
"""Published standard times; nobody measured a municipality's."""


class MunicipalActivity(StrEnum):
    """What a municipality does with a report, whoever made it."""

    CONFIRM = "confirm"
    """Confirm receipt, and ask once more for what it rejected."""
    FORMAL_CHECK = "formal-check"
    """Whether it can be read, is complete and has known codes."""
    CONTENT_CHECK = "content-check"
    """Whether what it says is right."""


@dataclass(frozen=True, slots=True)
class AdministrativeTime:
    """Minutes for one standard activity of an administration."""

    low: float
    middle: float
    high: float
    source: str


@dataclass(frozen=True, slots=True)
class AdministrativeTimes:
    """The standard table for administrations, by its version."""

    times: Mapping[MunicipalActivity, AdministrativeTime]
    version: str


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One activity: how often, and what the table says of one time."""

    activity: MunicipalActivity
    count: int
    time: AdministrativeTime

    @property
    def minutes(self) -> tuple[float, float, float]:
        """All at their lowest, at their middle, at their highest: bounds, not an interval."""
        return self.count * self.time.low, self.count * self.time.middle, self.count * self.time.high


@dataclass(frozen=True, slots=True)
class MunicipalAccount:
    """What receiving and checking takes a municipality; the service does not do it and spares none of it."""

    lines: tuple[AccountLine, ...]
    version: str

    @property
    def minutes(self) -> tuple[float, float, float]:
        """The bounds of all lines together, and their middle."""
        low, middle, high = (sum(each.minutes[place] for each in self.lines) for place in range(3))
        return low, middle, high


def municipal_account(accepted: int, rejected: int, table: AdministrativeTimes) -> MunicipalAccount:
    """Every report is confirmed and checked in form and content; a rejected one is asked for once more.

    Reading into its own format is no activity here: a municipality knows what it asks itself.
    """
    received = accepted + rejected
    counts = {
        MunicipalActivity.CONFIRM: received + rejected,
        MunicipalActivity.FORMAL_CHECK: received,
        MunicipalActivity.CONTENT_CHECK: received,
    }
    return MunicipalAccount(
        tuple(AccountLine(each, count, table.times[each]) for each, count in counts.items()), table.version
    )
