"""What was published of a provider before, for reports that look back."""

from dataclasses import dataclass
from datetime import datetime

from service.domain.formats.earlier import PublishedReport
from service.domain.submissions.submission import SubmissionId
from service.files.reports import figures_from_json
from service.storage.blobs import BlobStore
from service.storage.stored_submission import submission_of
from service.storage.stores import TenantWork


@dataclass(frozen=True, slots=True)
class LookBack:
    """Reads what held at a moment: whoever asks again gets the same, whatever was published since."""

    blobs: BlobStore

    def __call__(
        self, work: TenantWork, submission: SubmissionId, moment: datetime
    ) -> tuple[PublishedReport, ...]:
        """The lines of every report of its provider that a submission can look back on."""
        period = submission_of(work, submission).period
        if period is None:
            return ()
        places = work.reports.lines_published(moment, period.looked_back_on())
        return tuple(figures_from_json(self.blobs.get(place)) for place in places)
