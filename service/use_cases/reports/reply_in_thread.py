"""Say something in a thread: its provider answers, and its municipality asks on."""

from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.notices.kinds import QUESTION_ANSWERED, QUESTION_ASKED, Notice
from service.domain.period_words import period_words
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.threads.thread import (
    Message,
    Side,
    Thread,
    ThreadClosedError,
    ThreadId,
    plain_text,
)
from service.domain.wording import Wording
from service.storage.stored_thread import thread_of
from service.storage.stores import Stores, TenantWork
from service.use_cases.reports.read_over import ReadOver


@dataclass(frozen=True, slots=True)
class ReplyInThread:
    """The other side is told once; the same form sent twice is one message."""

    stores: Stores
    read_over: ReadOver

    def __call__(self, viewer: Viewer, thread: ThreadId, text: str) -> None:
        """Raises NotAllowedError, NotFoundError, NoTextError, TellsOfAClientError, ThreadClosedError.

        Then nothing has changed.
        """
        viewer.require(OrganisationKind.MUNICIPALITY, OrganisationKind.PROVIDER)
        words, side = plain_text(text), Side(viewer.organisation.kind.value)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            about = thread_of(work, thread).report.id
        self.read_over(viewer, about, words)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.threads.alone(thread)
            found = thread_of(work, thread)
            if found.state.is_over:
                raise ThreadClosedError(str(thread))
            if found.says_again(side, words):
                return
            said = work.threads.say(thread, side, viewer.login, words)
            _tell(work, viewer, found)
            work.acts.record("question_replied", str(about), thread=str(thread))
            work.log.write(_act(found, said))


def _tell(work: TenantWork, viewer: Viewer, thread: Thread) -> None:
    report = thread.report
    facts: dict[str, str | Wording] = {
        "period": period_words(report.period),
        "thread": str(thread.id),
    }
    if viewer.organisation.kind is OrganisationKind.PROVIDER:
        notice = Notice(QUESTION_ANSWERED, {**facts, "provider": viewer.organisation.name})
        work.notices.tell_municipalities(notice, [report.municipality])
    else:
        notice = Notice(QUESTION_ASKED, {**facts, "municipality": viewer.organisation.name})
        work.notices.tell_provider_of(notice, report.id)


def _act(thread: Thread, said: Message) -> LoggedAct:
    """The words themselves are not in it."""
    return LoggedAct(
        kind=ActKind.REPLIED,
        submission=thread.report.submission,
        report=thread.report.id,
        municipality=thread.report.municipality,
        facts={"thread": str(thread.id), "by": said.side.value, "text_sha256": said.sha256},
    )
