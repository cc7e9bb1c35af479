"""The copies in which a provider repairs, one per language; only the provider knows that they are there."""

from collections.abc import Mapping

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.submissions.annotations import AnnotatedCopy, CopyForm
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import Language
from service.storage.correction_tables import AnnotatedCopyRow


class Copies:
    """The copies of one provider."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def keep(self, submission: SubmissionId, language: Language, copy: AnnotatedCopy, blob: str) -> None:
        """Keep a copy in the place of the one that was there."""
        values = {
            "form": copy.form.value,
            "filename": copy.filename,
            "sha256": copy.sha256,
            "bytes": copy.bytes,
            "blob": blob,
            "findings": copy.findings,
            "marked": copy.marked,
            "made_at": func.now(),
        }
        new = insert_or(AnnotatedCopyRow).values(
            submission_id=submission, provider_id=self._organisation, language=language, **values
        )
        self._connection.execute(
            new.on_conflict_do_update(index_elements=["submission_id", "language"], set_=values)
        )

    def forget(self, submission: SubmissionId) -> None:
        """Of findings that no longer hold."""
        self._connection.execute(delete(AnnotatedCopyRow).where(AnnotatedCopyRow.submission_id == submission))

    def of(self, submission: SubmissionId) -> Mapping[Language, AnnotatedCopy]:
        """The copies of a submission that there are by now."""
        found = self._connection.execute(
            select(AnnotatedCopyRow.__table__).where(AnnotatedCopyRow.submission_id == submission)
        )
        return {
            row.language: AnnotatedCopy(
                form=CopyForm(row.form),
                filename=row.filename,
                sha256=row.sha256,
                bytes=row.bytes,
                findings=row.findings,
                marked=row.marked,
            )
            for row in found
        }

    def blob_of(self, submission: SubmissionId, language: Language) -> str | None:
        """Where the bytes of a copy are; None when there is none that this organisation may see."""
        wanted = select(AnnotatedCopyRow.blob).where(
            AnnotatedCopyRow.submission_id == submission, AnnotatedCopyRow.language == language
        )
        return self._connection.execute(wanted).scalar_one_or_none()
