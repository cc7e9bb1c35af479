"""Find what was kept of a submission, or say plainly that it is not there."""

from datetime import datetime

from service.domain.access import NotFoundError
from service.domain.keeping import KeptKind
from service.domain.reports import ReportSummary
from service.domain.submissions.submission import Submission, SubmissionId
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace
from service.storage.stores import TenantWork
from service.storage.submissions import SubmissionContent


def submission_of(work: TenantWork, submission: SubmissionId) -> Submission:
    """The submission itself. Raises NotFoundError for one that is not there for who asks."""
    found = work.submissions.get(submission)
    if found is None:
        raise NotFoundError(str(submission))
    return found


def is_still_needed(work: TenantWork, place: KeyPlace) -> bool:
    """Whether it is worked on, or a state that can still be read was made from it and may be made again.

    Raises NotFoundError.
    """
    if not submission_of(work, place.submission).state.is_final:
        return True
    return place.kind is KeptKind.UPLOAD and any(
        place.submission in adding.made_of and KeptKind.UPLOAD not in work.data_keys.destroyed_of(one.id)
        for one, adding in work.additions.every()
    )


def content_of(work: TenantWork, submission: SubmissionId) -> SubmissionContent:
    """What the provider may know of it. Raises NotFoundError."""
    content = work.submissions.content(submission)
    if content is None:
        raise NotFoundError(str(submission))
    return content


def received_at(work: TenantWork, submission: SubmissionId) -> datetime:
    """When it came in, which decides by which versions of formats it is translated. Raises NotFoundError."""
    return submission_of(work, submission).received_at


def translated_as_of(work: TenantWork, submission: SubmissionId) -> datetime:
    """By the formats of which moment its reports of now were made: its last release, or when it came in."""
    releases = work.releases.of(submission)
    return releases[0].released_at if releases else received_at(work, submission)


def tables_blob_of(work: TenantWork, submission: SubmissionId) -> str:
    """Where the typed tables are. Raises NotFoundError before the check is done."""
    blob = content_of(work, submission).tables_blob
    if blob is None:
        raise NotFoundError(f"tables of {submission}")
    return blob


def tables_of_report(work: TenantWork, report: ReportSummary, blobs: BlobStore) -> str:
    """Where the typed tables are that a report was made of; of one of long ago, those of its submission."""
    now = tables_blob_of(work, report.submission)
    source = work.reports.source_of(report.id)
    return blobs.beside(now, source[1]) if source and source[1] else now
