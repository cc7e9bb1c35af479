"""Close a thread: only the municipality that asked does."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.notices.kinds import QUESTION_CLOSED, Notice
from service.domain.period_words import period_words
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.threads.thread import ThreadId
from service.domain.wording import Wording
from service.storage.stored_thread import thread_of
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class CloseThread:
    """Closing what is closed, or what a new report closed, changes nothing."""

    stores: Stores

    def __call__(self, viewer: Viewer, thread: ThreadId) -> None:
        """Raises NotAllowedError or NotFoundError."""
        viewer.require(OrganisationKind.MUNICIPALITY)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.threads.alone(thread)
            found = thread_of(work, thread)
            if found.state.is_over or not work.threads.close(thread):
                return
            report = found.report
            facts: dict[str, str | Wording] = {
                "municipality": viewer.organisation.name,
                "period": period_words(report.period),
                "thread": str(thread),
            }
            work.notices.tell_provider_of(Notice(QUESTION_CLOSED, facts), report.id)
            work.acts.record("question_closed", str(report.id), thread=str(thread))
            work.log.write(
                LoggedAct(
                    kind=ActKind.CLOSED,
                    submission=report.submission,
                    report=report.id,
                    municipality=report.municipality,
                    facts={"thread": str(thread), "by": "municipality"},
                )
            )
