"""Find out whether answers to warnings stand in a report of a submission."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime

from service.domain.access import Viewer
from service.domain.submissions.jobs import Subject
from service.domain.submissions.submission import SubmissionId
from service.pipeline.engine import Engine
from service.storage.stored_submission import submission_of, translated_as_of
from service.storage.stores import Stores, TenantWork


@dataclass(frozen=True, slots=True)
class Asking:
    """What reports a submission has, and whether one of them holds answers."""

    moment: datetime
    """By the formats of which moment they were made."""
    subjects: AbstractSet[Subject]
    asks_answers: bool

    def is_of(self, work: TenantWork, submission: SubmissionId) -> bool:
        """Whether these are still its reports."""
        return (self.moment, self.subjects) == _made(work, submission)


@dataclass(frozen=True, slots=True)
class FindAsking:
    """In a transaction of its own, because the catalogue is asked after it, which has a connection too."""

    stores: Stores
    engine: Engine

    def __call__(self, viewer: Viewer, submission: SubmissionId) -> Asking:
        """As it is now. Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            submission_of(work, submission)
            moment, subjects = _made(work, submission)
        engine = self.engine.as_of(moment)
        return Asking(moment, subjects, any(map(engine.asks_answers, subjects)))


def _made(work: TenantWork, submission: SubmissionId) -> tuple[datetime, AbstractSet[Subject]]:
    reports = work.reports.of_submission(submission)
    return translated_as_of(work, submission), frozenset(each.subject for each in reports)
