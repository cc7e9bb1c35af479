"""Accept a report or reject it for a reason: only the municipality that it was made for may."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, NotFoundError, OrganisationKind, Viewer
from service.domain.burden.residual import Cause
from service.domain.burden.words import period_words
from service.domain.notices.kinds import REPORT_ACCEPTED, REPORT_REJECTED, Notice, NoticeKind
from service.domain.reports import ReportId, ReportSummary
from service.domain.wording import Wording
from service.storage.stores import Stores, TenantWork

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


@dataclass(frozen=True, slots=True)
class JudgeReport:
    """The last verdict stands, and each is written down. A rejected report is no accepted delivery."""

    stores: Stores

    def __call__(self, viewer: Viewer, report: ReportId, cause: Cause | None, remark: str = "") -> None:
        """Accept without a cause, reject with one. Raises NotAllowedError or NotFoundError.

        The remark is for the provider, at most LONGEST_REMARK characters, and in no record of acts.
        """
        if viewer.organisation.kind is not OrganisationKind.MUNICIPALITY:
            raise NotAllowedError(str(report))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            found = work.reports.get(report)
            if found is not None:
                work.sendings.take(found)
            if not work.residuals.judge(report, cause, remark.strip()[:LONGEST_REMARK] if cause else ""):
                raise NotFoundError(str(report))
            if found is not None:
                _tell(work, viewer, found, REPORT_REJECTED if cause else REPORT_ACCEPTED)
            action = "report_rejected" if cause else "report_accepted"
            work.acts.record(action, str(report), cause=cause.value if cause else "")


def _tell(work: TenantWork, viewer: Viewer, report: ReportSummary, kind: NoticeKind) -> None:
    facts: dict[str, str | Wording] = {
        "municipality": viewer.organisation.name,
        "period": period_words(report.period),
        "report": str(report.id),
    }
    work.notices.tell_provider_of(Notice(kind, facts), report.id)
