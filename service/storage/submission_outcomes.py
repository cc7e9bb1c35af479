"""What a check and a settling found of a submission, ready to be kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.findings import Verdict
from service.domain.periods import Period
from service.domain.translation.balance import Balance
from service.domain.translation.waiting import WaitingAmount
from service.domain.translation.waiting_codes import WaitingCode


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledOutcome:
    """What settling found, ready to be kept."""

    balance: Balance
    burden: Mapping[str, int]
    findings: Sequence[Mapping[str, object]]
    """Finding.as_json() of each that is added to those of the check."""
    waiting: Sequence[WaitingAmount]
    codes: Sequence[WaitingCode]
    """What waits per municipality, for the codes that its own code tables lack."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """What a check found, ready to be kept."""

    verdict: Verdict
    period: Period | None
    rows: Mapping[str, int]
    findings: Sequence[Mapping[str, object]]
    """Finding.as_json() of each."""
    tables_blob: str
    catalogue_sha256: str
    """Of the catalogue under which it was checked."""
    municipalities: Iterable[str]
    """Those for which a format asks something of this submission."""
    balance: Balance | None = None
    """Of a rejected submission; that of any other follows when it is settled."""
