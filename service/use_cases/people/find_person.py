"""Find all that is kept of one person, for a request to see it, and write down who asked."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.keeping import KeyDestroyedError
from service.domain.persons import Asked, PersonFile, PersonInSubmission, PersonRows, rows_of_person
from service.domain.pseudonym_keys import Pseudonyms
from service.domain.submissions.submission import Submission
from service.files.export import unpack_tables
from service.storage.blobs import BlobStore
from service.storage.stores import Stores, TenantWork

_ACTION = "person_looked_up"


@dataclass(frozen=True, slots=True)
class FindPerson:
    """For the provider, who has the rows. The record of acts knows the person by a keyed pseudonym only."""

    stores: Stores
    blobs: BlobStore
    pseudonyms: Pseudonyms

    def __call__(self, viewer: Viewer, bsn: str) -> PersonFile:
        """Every submission and report in which this BSN stands. Raises NotAllowedError."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            asked = self._asked(work, bsn)
            kept = {each: _tables_of(work, each) for each in work.submissions.newest_first()}
            reports = {each.id: work.reports.of_submission(each.id) for each, blob in kept.items() if blob}
            work.acts.record(_ACTION, self.pseudonyms.of(bsn))
        read = {each: self._rows(blob, bsn) for each, blob in kept.items()}
        found = tuple(
            PersonInSubmission(
                submission=each,
                found=rows,
                reports=tuple(one for one in reports[each.id] if one.municipality in rows.municipalities),
            )
            for each, rows in read.items()
            if rows and rows.rows
        )
        return PersonFile(found=found, unreadable=list(read.values()).count(None), asked=asked)

    def _asked(self, work: TenantWork, bsn: str) -> tuple[Asked, ...]:
        names = self.pseudonyms.every_of(bsn)
        acts = reversed(work.acts.all_of(_ACTION))
        return tuple(Asked(act.actor, act.happened_at) for act in acts if act.what in names)

    def _rows(self, blob: str | None, bsn: str) -> PersonRows | None:
        try:
            return rows_of_person(unpack_tables(self.blobs.get(blob)), bsn) if blob else None
        except KeyDestroyedError:
            return None


def _tables_of(work: TenantWork, submission: Submission) -> str | None:
    content = work.submissions.content(submission.id)
    return content.tables_blob if content else None
