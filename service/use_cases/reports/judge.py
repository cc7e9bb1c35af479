"""Accept a report or reject it for a reason: only the municipality that it was made for may."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, OrganisationKind, Viewer
from service.domain.burden.residual import Cause
from service.domain.failures import TerminalError
from service.domain.notices.kinds import REPORT_ACCEPTED, REPORT_REJECTED, Notice, NoticeKind
from service.domain.period_words import period_words
from service.domain.proof.acts import ActKind, LoggedAct
from service.domain.reports import ReportId, ReportSummary
from service.domain.wording import Wording
from service.storage.stores import Stores, TenantWork
from service.use_cases.reports.read_over import ReadOver

LONGEST_REMARK = 1000
REASONS = (
    Cause.DATA_QUALITY,
    Cause.DEFINITION_DIFFERS,
    Cause.NOT_IN_STANDARD,
    Cause.NARRATIVE,
    Cause.CHANGED_WITHOUT_NOTICE,
    Cause.PORTAL_OR_SIGNATURE,
    Cause.ACCOUNTANT,
    Cause.MAY_NOT_BE_SHARED,
    Cause.OUR_DEFECT,
    Cause.REJECTED,
)
"""What a municipality chooses from; the last is any other reason."""


class NoReasonError(TerminalError):
    """A rejection without a sentence that says why, or with one that is longer than LONGEST_REMARK."""


class NoLongerHoldsError(TerminalError):
    """Another report took its place meanwhile: there is nothing left to judge."""


@dataclass(frozen=True, slots=True)
class JudgeReport:
    """The last verdict stands, and each is written down. A rejected report is no accepted delivery."""

    stores: Stores
    read_over: ReadOver

    def __call__(self, viewer: Viewer, report: ReportId, cause: Cause | None, remark: str = "") -> None:
        """Accept without a cause, reject with one and a sentence that says why.

        The remark is for the provider, and in no record of acts. Raises NotAllowedError, NotFoundError,
        NoReasonError, TellsOfAClientError, NoLongerHoldsError; then nothing has changed.
        """
        viewer.require(OrganisationKind.MUNICIPALITY)
        said = _plain(remark) if cause else ""
        self.read_over(viewer, report, said)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.reports.get(report)
            if found is None:
                raise NotFoundError(str(report))
            if found.is_superseded:
                raise NoLongerHoldsError(str(report))
            work.sendings.take(found)
            if not work.residuals.judge(report, cause, said):
                raise NotFoundError(str(report))
            _tell(work, viewer, found, REPORT_REJECTED if cause else REPORT_ACCEPTED)
            action = "report_rejected" if cause else "report_accepted"
            work.acts.record(action, str(report), cause=cause.value if cause else "")
            work.log.write(_act(found, cause))


def _act(report: ReportSummary, cause: Cause | None) -> LoggedAct:
    """The words of the municipality are not in it."""
    return LoggedAct(
        kind=ActKind.JUDGED,
        submission=report.submission,
        report=report.id,
        municipality=report.municipality,
        facts={"verdict": "rejected" if cause else "accepted", "cause": cause.value if cause else ""},
    )


def _plain(text: str) -> str:
    """The text of an explanation, without signs that nobody sees. Raises NoReasonError."""
    plain = "".join(sign for sign in text if sign.isprintable() or sign == "\n").strip()
    if not plain or len(plain) > LONGEST_REMARK:
        raise NoReasonError(f"an explanation has 1 to {LONGEST_REMARK} characters")
    return plain


def _tell(work: TenantWork, viewer: Viewer, report: ReportSummary, kind: NoticeKind) -> None:
    facts: dict[str, str | Wording] = {
        "municipality": viewer.organisation.name,
        "period": period_words(report.period),
        "report": str(report.id),
    }
    work.notices.tell_provider_of(Notice(kind, facts), report.id)
