"""What was published of a provider before, for reports that look back."""

from collections.abc import Sequence
from datetime import datetime

from service.domain.formats.earlier import PublishedReport
from service.domain.submissions.jobs import Job
from service.files.reports import figures_from_json
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of
from service.storage.stores import TenantWork


def places_of_earlier(work: TenantWork, job: Job, moment: datetime) -> tuple[str, ...]:
    """Where the lines are of every report of its provider that a submission can look back on.

    Those that held at `moment`: whoever asks again gets the same, whatever was published since.
    """
    period = submission_of(work, job.submission).period
    return () if period is None else work.reports.lines_published(moment, period.looked_back_on())


def read_earlier_lines(blobs: BlobStore, places: Sequence[str]) -> tuple[PublishedReport, ...]:
    """The lines of those reports."""
    return tuple(figures_from_json(blobs.get(place)) for place in places)
