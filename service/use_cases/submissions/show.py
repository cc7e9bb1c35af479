"""Show everything there is to see about one submission."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.keeping import KeptKind, Retention
from service.domain.standard.grouping import FaultChange, compare_findings, without_repairs
from service.domain.submissions.jobs import JobKind
from service.domain.submissions.page import SubmissionPage
from service.domain.submissions.submission import Submission, SubmissionId, former_of
from service.storage.stored_submission import content_of, submission_of
from service.storage.stores import Stores, TenantWork


@dataclass(frozen=True, slots=True)
class ShowSubmission:
    """The page of one submission."""

    stores: Stores
    retention: Retention

    def __call__(self, viewer: Viewer, submission: SubmissionId) -> SubmissionPage:
        """State, progress, findings, reports, balance and burden. Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = submission_of(work, submission)
            # Before what waits is read: a release in between must not be told beside what it let go.
            releases = work.releases.of(submission)
            content = content_of(work, submission)
            others = work.submissions.newest_first()
            former, adding_up = former_of(found, others), work.additions.of(submission)
            destroyed = work.data_keys.destroyed_of(submission)
            has_copies = KeptKind.COPY not in destroyed
            return SubmissionPage(
                submission=found,
                progress=work.jobs.progress(submission),
                rows=content.rows,
                findings=work.submissions.grouped_findings(submission),
                reading=content.reading,
                reading_now=work.readings.now(),
                reports=work.reports.of_submission(submission),
                balance=content.balance,
                burden=content.burden,
                waiting=content.waiting,
                releases=releases,
                copies=work.copies.of(submission) if has_copies else {},
                copy_state=work.jobs.state_of(submission, JobKind.ANNOTATE) if has_copies else None,
                destroyed=destroyed,
                kept_until={each: self.retention.until(each, found.received_at) for each in KeptKind},
                former=former,
                repairs=_repairs(work, former, found),
                is_former_half_read=former is not None
                and work.submissions.fault_counts(former.id).is_structural,
                is_addition=adding_up.is_addition,
                made_of=tuple(each for each in reversed(others) if each.id in adding_up.made_of),
                successor=work.submissions.get(found.superseded_by) if found.superseded_by else None,
            )


def _repairs(work: TenantWork, former: Submission | None, later: Submission) -> tuple[FaultChange, ...]:
    """What became of the faults of the former upload: what remains first, then what is new."""
    if former is None:
        return ()
    changes = compare_findings(
        without_repairs(work.submissions.fault_counts(former.id).rows),
        without_repairs(work.submissions.fault_counts(later.id).rows),
    )
    return tuple(sorted(changes, key=lambda each: (-each.remaining, -each.new, -each.repaired)))
