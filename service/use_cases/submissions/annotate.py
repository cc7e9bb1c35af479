"""Make the copies in which a provider repairs its upload, in the background and in a separate process."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.access import Actor
from service.domain.failures import TerminalError
from service.domain.keeping import KeptKind, KeyDestroyedError
from service.domain.submissions.annotations import AnnotatedCopy
from service.domain.submissions.answers import with_answers
from service.domain.submissions.jobs import Job
from service.domain.submissions.submission import SubmissionId
from service.domain.wording import LANGUAGES, Language
from service.files.repair import MadeCopy, UploadedFile, make_copies
from service.files.separate_process import Died, ParsingLimits, do_separately
from service.storage.blobs import BlobStore
from service.storage.keys.data_keys import KeyPlace
from service.storage.stored_submission import content_of, submission_of
from service.storage.stores import Stores, TenantWork
from service.storage.submissions import SubmissionContent


class CopyNotMadeError(TerminalError):
    """Making the copy took more than a copy may take; the list of findings is there all the same."""


@dataclass(frozen=True, slots=True)
class AnnotateSubmission:
    """The copies follow from the stored upload and its stored findings: made twice, they are the same."""

    stores: Stores
    blobs: BlobStore
    limits: ParsingLimits
    actor: Actor

    def __call__(self, job: Job) -> None:
        """Do the annotate job; raises LostLeaseError when it was not ours any more, keeping nothing."""
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            held = content_of(work, job.submission)
            is_read = submission_of(work, job.submission).state.is_final
            findings = with_answers(work.submissions.all_findings(job.submission), work.answers.every())
            earlier = _earlier(work, job.submission)
        last = UploadedFile(held.upload.filename, self.blobs.get(held.upload.blob))
        files = [*(self._file(each) for each in earlier), last]
        made = [(language, self._made(files, findings, language)) for language in LANGUAGES]
        place = KeyPlace(job.organisation, job.submission, KeptKind.COPY)
        kept = [(*each, self.blobs.put(place, [each[1].content])) for each in made]
        with self.stores.as_organisation(job.organisation, self.actor) as work:
            work.submissions.lock(job.submission)
            work.jobs.finish(job)
            if not is_read or content_of(work, job.submission).times_read != held.times_read:
                return  # it is read again, and then gets its own copies
            for language, copy, blob in kept:
                described = AnnotatedCopy(
                    form=copy.form,
                    filename=copy.filename,
                    sha256=blob.sha256,
                    bytes=blob.bytes,
                    findings=copy.findings,
                    marked=copy.marked,
                )
                work.copies.keep(job.submission, language, described, blob.key)
            work.acts.record("copy_made", str(job.submission), findings=len(findings))

    def _made(
        self, files: Sequence[UploadedFile], findings: Sequence[Mapping[str, object]], language: Language
    ) -> MadeCopy:
        *earlier, last = files
        answer = do_separately(
            lambda: make_copies(earlier, last, findings, language, self.limits.unpacked), self.limits
        )
        if isinstance(answer, Died):
            raise CopyNotMadeError(answer.reason)
        return answer

    def _file(self, held: SubmissionContent) -> UploadedFile:
        """An earlier one, which may be destroyed by now."""
        try:
            return UploadedFile(held.upload.filename, self.blobs.get(held.upload.blob))
        except KeyDestroyedError:
            return UploadedFile(held.upload.filename, None)


def _earlier(work: TenantWork, submission: SubmissionId) -> list[SubmissionContent]:
    """What an addition was added to, oldest first."""
    return [content_of(work, each) for each in work.additions.of(submission).made_of]
