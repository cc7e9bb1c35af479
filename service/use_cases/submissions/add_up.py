"""Find what an addition is added to, and check what they are together."""

from dataclasses import dataclass, replace

from service.domain.access import Actor
from service.domain.findings import Finding, Verdict
from service.domain.standard.handing_in import Handing
from service.domain.submissions.adding_up import AddingUp
from service.domain.submissions.jobs import Job
from service.pipeline.engine import CheckedUpload, Engine
from service.storage.blobs import BlobStore
from service.storage.stored_submission import content_of
from service.storage.stores import Stores
from service.storage.submissions import SubmissionContent
from service.use_cases.submissions.find_former import FindFormer
from service.use_cases.submissions.read_earlier import ReadEarlier


@dataclass(frozen=True, slots=True)
class AddUp:
    """A whole delivery stays what it is."""

    stores: Stores
    blobs: BlobStore
    actor: Actor

    def __call__(
        self, job: Job, engine: Engine, content: SubmissionContent, checked: CheckedUpload
    ) -> tuple[CheckedUpload, AddingUp]:
        """What was found in the state of the period, and what that is made from.

        Raises EarlierNotCheckedError as long as something before it is not checked.
        """
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            said = work.additions.of(job.submission)
            adding = AddingUp(
                is_addition=_is_addition(checked.handing, chosen=said.is_addition),
                of_messages=checked.is_of_messages,
            )
            former = FindFormer()(work, job, checked, adding)
            held = [content_of(work, each.id) for each in former.submissions]
        if former.findings:
            return _refused(checked, former.findings), adding
        if not adding.is_addition:
            return checked, adding
        before, upload = ReadEarlier(self.blobs)(held), content.upload
        found = engine.check(self.blobs.get(upload.blob), upload.filename, content.reading, before)
        return found, replace(adding, made_of=tuple(each.id for each in former.submissions))


def _is_addition(handing: Handing, *, chosen: bool) -> bool:
    """What the export says goes before what was chosen at its upload."""
    return chosen if handing is Handing.UNSAID else handing is Handing.ADDITION


def _refused(checked: CheckedUpload, findings: tuple[Finding, ...]) -> CheckedUpload:
    return replace(
        checked, verdict=Verdict.REJECTED, findings=findings, subjects=(), municipalities=frozenset()
    )
