"""A replay: a published report made again, to see that the same bytes come out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from service.domain.made_report import MadeReport
from service.domain.reports import ReportId, ReportSummary


class ReplayOutcome(StrEnum):
    """What came of making a report again."""

    SAME = "same"
    DIFFERENT = "different"
    NO_SOURCE = "no-source"
    """The rows that it was made of are not kept any more."""
    NO_FORMAT = "no-format"
    """This installation does not have the version of the format that it was made by."""
    OTHER_TOTALS = "other-totals"
    """The same bytes, but what is kept of what they add up to is something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A report beside what was made of the same rows, by the same version of its format."""

    report: ReportSummary
    made: MadeReport | None = None
    """The file that was made now, with what it adds up to and its figures; None when none could be."""
    is_source_there: bool = True
    has_other_totals: bool = False
    """Whether that was kept otherwise when it was published."""

    @property
    def sha256(self) -> str:
        """Of the file that was made now; empty when none could be."""
        return self.made.sha256 if self.made else ""

    @property
    def outcome(self) -> ReplayOutcome:
        """In one word."""
        if not self.is_source_there:
            return ReplayOutcome.NO_SOURCE
        if not self.sha256:
            return ReplayOutcome.NO_FORMAT
        if not self.is_the_same:
            return ReplayOutcome.DIFFERENT
        return ReplayOutcome.OTHER_TOTALS if self.has_other_totals else ReplayOutcome.SAME

    @property
    def is_the_same(self) -> bool:
        """Whether every byte is as it was published."""
        return self.is_source_there and self.sha256 == self.report.sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaySample:
    """What came of making some reports again, drawn by lot over everyone."""

    day: date
    finished_at: datetime
    counts: Mapping[ReplayOutcome, int]
    different: tuple[ReportId, ...]
    """Those that came out otherwise, or with other totals than are kept: the service has a fault, or somebody
    changed what it keeps."""

    @property
    def total(self) -> int:
        """How many were drawn."""
        return sum(self.counts.values())

    @property
    def same(self) -> int:
        """How many came out byte for byte as they were published."""
        return self.counts.get(ReplayOutcome.SAME, 0)
