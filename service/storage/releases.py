"""Which submissions have rows that wait, under which catalogue, and what was released of them."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.submissions.releases import Release
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.waiting import WaitingAmount
from service.storage.correction_tables import ReleaseRow, WaitingSubmissionRow


class Releases:
    """What waits and was released of one provider."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def wait(self, submission: SubmissionId, catalogue_sha256: str) -> None:
        """Remember that rows of this submission wait, as far as this catalogue goes."""
        new = insert_or(WaitingSubmissionRow).values(
            submission_id=submission, organisation_id=self._organisation, catalogue_sha256=catalogue_sha256
        )
        again = {"catalogue_sha256": catalogue_sha256}
        self._connection.execute(new.on_conflict_do_update(index_elements=["submission_id"], set_=again))

    def waits(self, submission: SubmissionId) -> bool:
        """Whether rows of it wait."""
        wanted = select(WaitingSubmissionRow.submission_id).where(
            WaitingSubmissionRow.submission_id == submission
        )
        return self._connection.execute(wanted).one_or_none() is not None

    def forget(self, submission: SubmissionId) -> None:
        """Nothing of this submission waits any more, or nobody waits for it."""
        gone = delete(WaitingSubmissionRow).where(WaitingSubmissionRow.submission_id == submission)
        self._connection.execute(gone)

    def record(
        self, submission: SubmissionId, catalogue_sha256: str, released: Sequence[WaitingAmount], reports: int
    ) -> None:
        """Keep what was released; once per submission and catalogue."""
        self._connection.execute(
            insert(ReleaseRow).values(
                submission_id=submission,
                provider_id=self._organisation,
                catalogue_sha256=catalogue_sha256,
                released=[each.as_json() for each in released],
                reports=reports,
                released_at=func.now(),
            )
        )

    def of(self, submission: SubmissionId) -> tuple[Release, ...]:
        """What was released of a submission, the latest first."""
        found = self._connection.execute(
            select(ReleaseRow.released, ReleaseRow.reports, ReleaseRow.released_at)
            .where(ReleaseRow.submission_id == submission)
            .order_by(ReleaseRow.released_at.desc())
        )
        return tuple(
            Release(tuple(map(WaitingAmount.from_json, released)), reports, moment)
            for released, reports, moment in found
        )
