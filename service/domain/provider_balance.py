"""The balance of one provider over one period, put together of all its submissions that count."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from service.domain.periods import Period
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.balance import Balance, together


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedBalance:
    """What became of the rows of one municipality in the one submission that counts for it."""

    submission: SubmissionId
    received_at: datetime
    filename: str
    """Empty for who is not its provider."""
    municipality: str
    """Gemeentecode; empty for rows that have none, and for all rows of a submission that was refused."""
    is_asked: bool
    """Whether the municipality asks anything of it, and so has it."""
    is_refused: bool = False
    reports: int = 0
    """How many reports about care delivered ask its rows: one that is in several counts once."""
    balance: Balance


@dataclass(frozen=True, slots=True)
class CountedPart:
    """The rows of one submission behind some of its lines: what is counted of it over a period."""

    period: Period
    municipalities: frozenset[str]
    """Gemeentecodes; the empty one for rows that have none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedSubmission:
    """The part of one submission that counts."""

    submission: SubmissionId
    received_at: datetime
    filename: str
    is_refused: bool
    lines: tuple[CountedBalance, ...]
    """Of each municipality for which it is this submission that counts."""

    @property
    def balance(self) -> Balance:
        """Of all these lines."""
        return together(each.balance for each in self.lines)

    @property
    def asked(self) -> int:
        """How many municipalities have it."""
        return sum(each.is_asked for each in self.lines)

    @property
    def reports(self) -> int:
        """That ask these rows."""
        return sum(each.reports for each in self.lines)

    def of(self, municipality: str) -> "CountedSubmission":
        """Only the line of one gemeentecode, empty for rows that have none."""
        return replace(self, lines=tuple(each for each in self.lines if each.municipality == municipality))


def by_submission(lines: Iterable[CountedBalance]) -> tuple[CountedSubmission, ...]:
    """The latest first; no row is in two of them, so that they may be added up."""
    found: dict[SubmissionId, list[CountedBalance]] = defaultdict(list)
    for each in lines:
        found[each.submission].append(each)
    parts = (
        CountedSubmission(
            submission=name,
            received_at=own[0].received_at,
            filename=own[0].filename,
            is_refused=own[0].is_refused,
            lines=tuple(own),
        )
        for name, own in found.items()
    )
    return tuple(sorted(parts, key=lambda each: (each.received_at, each.submission), reverse=True))
