"""Answer a warning, or every warning of one sort: it is right as it stands, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.submissions.answers import GivenAnswer, plain_answer, require_no_client
from service.domain.submissions.submission import SubmissionId
from service.files.export import unpack_tables
from service.storage.blobs import BlobStore
from service.storage.stores import Stores, TenantWork
from service.use_cases.jobs.relay_outbox import RelayOutbox
from service.use_cases.submissions.ask_telling import AskTelling
from service.use_cases.submissions.find_asking import FindAsking


@dataclass(frozen=True, slots=True)
class AnswerWarnings:
    """Only warnings of one's own submission: what blocks or waits is repaired, not answered."""

    stores: Stores
    blobs: BlobStore
    find_asking: FindAsking
    relay_outbox: RelayOutbox

    def __call__(
        self, viewer: Viewer, submission: SubmissionId, code: str, about: str | tuple[str, str], said: str
    ) -> int:
        """How many were answered. `about`: the identity of one, or table and field of all without an answer.

        Raises NotFoundError when the submission has no such warning, NotAllowedError, NotAnAnswerError;
        PersonalAnswerError when it names a person, also by a client number of this submission.
        """
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider answers its warnings")
        text = plain_answer(said)
        asking = self.find_asking(viewer, submission)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.submissions.lock(submission)
            require_no_client(text, self._clients(work, submission))
            if isinstance(about, str):
                answer = GivenAnswer(code=code, identity=about, text=text)
                count = work.answers.answer(submission, answer)
                if not count:
                    raise NotFoundError(code)
            else:
                count = work.answers.answer_rule(submission, code, *about, text)
            work.acts.record("warnings_answered", str(submission), code=code, count=count)
            facts = {"code": code, "count": count}
            work.log.write(LoggedAct(kind=ActKind.ANSWERED, submission=submission, facts=facts))
            is_told = bool(count) and AskTelling()(work, submission, asking)
        if is_told:
            self.relay_outbox()
        return count

    def _clients(self, work: TenantWork, submission: SubmissionId) -> Iterable[str]:
        """The client numbers of the submission; none of one that is not checked yet."""
        content = work.submissions.content(submission)
        if content is None or content.tables_blob is None:
            return ()
        tables = unpack_tables(self.blobs.get(content.tables_blob)).tables
        return {str(each) for each in tables["toewijzing"]["clientnummer"].dropna().unique()}
