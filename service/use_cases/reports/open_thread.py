"""Ask something about a report, a column or a cell: only the municipality that it was made for does."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.notices.kinds import QUESTION_ASKED, Notice
from service.domain.period_words import period_words
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.reports import ReportId, ReportSummary
from service.domain.threads.thread import (
    Message,
    NoSuchPlaceError,
    Side,
    ThreadId,
    ThreadPlace,
    plain_text,
)
from service.domain.wording import Wording
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.stores import Stores, TenantWork
from service.use_cases.reports.explain import ExplainReport
from service.use_cases.reports.judge import NoLongerHoldsError
from service.use_cases.reports.read_over import ReadOver


@dataclass(frozen=True, slots=True)
class OpenThread:
    """Its provider is told once; the same question asked twice is one question."""

    stores: Stores
    read_over: ReadOver
    explain: ExplainReport
    catalogue: CurrentCatalogue

    def __call__(self, viewer: Viewer, report: ReportId, place: ThreadPlace, text: str) -> ThreadId:
        """Who asks about a report has it, so that it cannot be taken back.

        Raises NotAllowedError, NotFoundError, NoTextError, TellsOfAClientError, NoSuchPlaceError,
        NoLongerHoldsError; then nothing has changed.
        """
        viewer.require(OrganisationKind.MUNICIPALITY)
        words = plain_text(text)
        self.read_over(viewer, report, words)
        proven = self._proven(viewer, report, place)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.threads.alone(report)
            work.threads.hold(report)
            found = _found(work, report)
            known = _known(work, report, proven, words)
            if known is not None:
                return known
            work.sendings.take(found)
            thread = work.threads.open(report, proven)
            said = work.threads.say(thread, Side.MUNICIPALITY, viewer.login, words)
            _tell(work, viewer, found, thread)
            work.acts.record("question_asked", str(report), thread=str(thread))
            work.log.write(_act(found, thread, proven, said))
        return thread

    def _proven(self, viewer: Viewer, report: ReportId, place: ThreadPlace) -> ThreadPlace:
        """The place as the file itself names it."""
        if place.cell:
            told = self.explain(viewer, report).explain(place.cell)
            if told is None:
                raise NoSuchPlaceError(place.cell)
            return ThreadPlace(cell=told.address)
        is_whole = place == ThreadPlace()
        if not is_whole and (place.block, place.column) not in self._columns(viewer, report):
            raise NoSuchPlaceError(place.column)
        return place

    def _columns(self, viewer: Viewer, report: ReportId) -> frozenset[tuple[str, str]]:
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = _found(work, report)
        plan = self.catalogue().plan(found.format, found.format_sha256)
        return frozenset() if plan is None else frozenset(plan.columns_by_place)


def _found(work: TenantWork, report: ReportId) -> ReportSummary:
    found = work.reports.get(report)
    if found is None:
        raise NotFoundError(str(report))
    if found.is_superseded:
        raise NoLongerHoldsError(str(report))
    return found


def _known(work: TenantWork, report: ReportId, place: ThreadPlace, words: str) -> ThreadId | None:
    """The thread that is this very question, as long as nothing else was said in it."""
    for each in work.threads.at_one_report(report):
        is_same = each.report.id == report and each.place == place and not each.state.is_over
        if is_same and len(each.messages) == 1 and each.says_again(Side.MUNICIPALITY, words):
            return each.id
    return None


def _tell(work: TenantWork, viewer: Viewer, report: ReportSummary, thread: ThreadId) -> None:
    facts: dict[str, str | Wording] = {
        "municipality": viewer.organisation.name,
        "period": period_words(report.period),
        "thread": str(thread),
    }
    work.notices.tell_provider_of(Notice(QUESTION_ASKED, facts), report.id)


def _act(report: ReportSummary, thread: ThreadId, place: ThreadPlace, said: Message) -> LoggedAct:
    """The words themselves are not in it."""
    return LoggedAct(
        kind=ActKind.ASKED,
        submission=report.submission,
        report=report.id,
        municipality=report.municipality,
        facts={"thread": str(thread), "about": place.kind, "text_sha256": said.sha256},
    )
