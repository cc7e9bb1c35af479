"""Where a report and a submission stand, the same for all who may see them, and whose turn it is then."""

from dataclasses import dataclass
from enum import StrEnum


class Turn(StrEnum):
    """Who has the next step."""

    SERVICE = "service"
    PROVIDER = "provider"
    MUNICIPALITY = "municipality"
    NOBODY = "nobody"


class ReportStanding(StrEnum):
    """Where one report stands."""

    UNSENT = "unsent"
    """Made, and seen by its provider alone."""
    SENT = "sent"
    """Its municipality has it and took nothing of it yet."""
    TAKEN = "taken"
    """Its municipality downloaded it and said nothing of it."""
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    """Its provider hands in a file that is repaired."""
    REPLACED = "replaced"
    LAPSED = "lapsed"
    """It no longer holds, and nothing came in its place."""

    @property
    def turn(self) -> Turn:
        """Who has the next step."""
        return _TURN_ON_REPORT[self]


_TURN_ON_REPORT = {
    ReportStanding.UNSENT: Turn.PROVIDER,
    ReportStanding.SENT: Turn.MUNICIPALITY,
    ReportStanding.TAKEN: Turn.MUNICIPALITY,
    ReportStanding.ACCEPTED: Turn.NOBODY,
    ReportStanding.REJECTED: Turn.PROVIDER,
    ReportStanding.REPLACED: Turn.NOBODY,
    ReportStanding.LAPSED: Turn.NOBODY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """All that decides where a report stands."""

    is_sent: bool
    is_taken: bool = False
    is_judged: bool = False
    is_rejected: bool = False
    """Whether the verdict that stands gives a cause."""
    is_superseded: bool = False
    has_successor: bool = False


def standing_of_report(facts: ReportFacts) -> ReportStanding:
    """What no longer holds has no verdict that matters; of what holds, the verdict goes before all else."""
    if facts.is_superseded:
        return ReportStanding.REPLACED if facts.has_successor else ReportStanding.LAPSED
    if not facts.is_sent:
        return ReportStanding.UNSENT
    if facts.is_judged:
        return ReportStanding.REJECTED if facts.is_rejected else ReportStanding.ACCEPTED
    return ReportStanding.TAKEN if facts.is_taken else ReportStanding.SENT


class SubmissionStanding(StrEnum):
    """Where one submission stands."""

    CHECKING = "checking"
    TRANSLATING = "translating"
    REFUSED = "refused"
    """The check found what blocks it; nothing was made of it."""
    FAILED = "failed"
    """A fault of ours."""
    NOT_ASKED = "not-asked"
    """Nobody asks for anything of it."""
    TO_SEND = "to-send"
    """Someone whom it concerns does not have it yet."""
    SENT = "sent"
    REJECTED = "rejected"
    """A municipality rejected a report of it that still holds."""
    REPLACED = "replaced"

    @property
    def turn(self) -> Turn:
        """Who has the next step."""
        return _TURN_ON_SUBMISSION[self]


_TURN_ON_SUBMISSION = {
    SubmissionStanding.CHECKING: Turn.SERVICE,
    SubmissionStanding.TRANSLATING: Turn.SERVICE,
    SubmissionStanding.REFUSED: Turn.PROVIDER,
    SubmissionStanding.FAILED: Turn.SERVICE,
    SubmissionStanding.NOT_ASKED: Turn.NOBODY,
    SubmissionStanding.TO_SEND: Turn.PROVIDER,
    SubmissionStanding.SENT: Turn.MUNICIPALITY,
    SubmissionStanding.REJECTED: Turn.PROVIDER,
    SubmissionStanding.REPLACED: Turn.NOBODY,
}
