"""One report: its balance, what changed since the one before it, and its file for both its ends."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response

from service.domain.burden.residual import Cause
from service.domain.burden.words import cause_words
from service.domain.reports import ReportId
from service.domain.submissions.submission import SubmissionId
from service.use_cases.reports.judge import REASONS
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.equation import equation_of
from service.web.shared.languages import current_language, in_language

blueprint = Blueprint("report", __name__)


@blueprint.get("/rapportages/<uuid:report_id>")
def show(report_id: UUID) -> str:
    """What is in the report and what is not, what it took the place of, and its fingerprint."""
    page = current_wiring().reports.show(current_viewer(), ReportId(report_id))
    found, catalogue = page.report, current_wiring().catalogue()
    return render_template(
        "reports/report.html",
        report=found,
        page=page,
        verdict=current_wiring().reports.show_verdict(current_viewer(), found.id),
        causes={each.value: in_language(cause_words(each)) for each in REASONS},
        language=current_language(),
        equation=equation_of(found.balance),
        title=catalogue.titles().get(found.format, found.format),
        municipality=catalogue.municipalities.get(found.municipality, found.municipality_name),
    )


@blueprint.post("/rapportages/<uuid:report_id>/oordeel")
def judge(report_id: UUID) -> Response:
    """Accept it, or reject it for one reason."""
    verdict, cause = request.form.get("oordeel", ""), request.form.get("reden", "")
    if verdict not in ("aanvaard", "afgekeurd") or (verdict == "afgekeurd" and cause not in set(REASONS)):
        raise BadRequest
    reason = Cause(cause) if verdict == "afgekeurd" else None
    remark = request.form.get("toelichting", "")
    current_wiring().reports.judge(current_viewer(), ReportId(report_id), reason, remark)
    return redirect(url_for(".show", report_id=report_id), code=303)


@blueprint.post("/rapportages/<uuid:report_id>/opnieuw")
def replay(report_id: UUID) -> str:
    """Make it again as it was made then, and say whether the same bytes come out."""
    found = current_wiring().reports.replay(current_viewer(), ReportId(report_id))
    return render_template(
        "reports/replay.html",
        replay=found,
        report=found.report,
        title=current_wiring().catalogue().titles().get(found.report.format, found.report.format),
    )


@blueprint.get("/rapportages/alle.zip")
def download_all() -> Response:
    """Every report that holds for this municipality, in a folder per provider."""
    return as_attachment(current_wiring().reports.download_all(current_viewer()))


@blueprint.get("/aanleveringen/<uuid:submission_id>/rapportages.zip")
def download_submission(submission_id: UUID) -> Response:
    """Every report that holds of one submission, in a folder per municipality."""
    found = SubmissionId(submission_id)
    return as_attachment(current_wiring().reports.download_all(current_viewer(), submission=found))


@blueprint.get("/rapportages/<uuid:report_id>/bestand")
def download(report_id: UUID) -> Response:
    """The file, as it was published."""
    return as_attachment(current_wiring().reports.download(current_viewer(), ReportId(report_id)))
