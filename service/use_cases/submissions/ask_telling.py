"""Ask that reports are made again in which answers to warnings stand."""

from dataclasses import dataclass
from uuid import uuid4

from service.domain.submissions.jobs import JobKind
from service.domain.submissions.submission import SubmissionId
from service.pipeline.engine import Engine
from service.storage.stored_submission import translated_as_of
from service.storage.stores import TenantWork


@dataclass(frozen=True, slots=True)
class AskTelling:
    """Works in the transaction of whoever changed an answer."""

    engine: Engine

    def __call__(self, work: TenantWork, submission: SubmissionId) -> bool:
        """Whether there is such a report: then a job was added, also when another one waits already.

        That one may have read the answers before they changed.
        """
        made = work.reports.of_submission(submission)
        if not made:
            return False
        engine = self.engine.as_of(translated_as_of(work, submission))
        is_asked = any(map(engine.asks_answers, {each.subject for each in made}))
        if is_asked:
            work.jobs.add(submission, JobKind.TELL_ANSWERS, key=str(uuid4()))
        return is_asked
