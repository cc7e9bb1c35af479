"""One report: its balance, what changed since the one before it, and its file for both its ends."""

from uuid import UUID

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service.domain.reports import ReportId
from service.web.downloads import as_attachment
from service.web.equation import equation_of
from service.web.house import house
from service.web.languages import current_language
from service.web.visitor import current_viewer

blueprint = Blueprint("report", __name__)


@blueprint.get("/rapportages/<uuid:report_id>")
def show(report_id: UUID) -> str:
    """What is in the report and what is not, what it took the place of, and its fingerprint."""
    page = house().wiring.show_report(current_viewer(), ReportId(report_id))
    found, calendar = page.report, house().calendar
    return render_template(
        "report.html",
        report=found,
        page=page,
        language=current_language(),
        equation=equation_of(found.balance),
        title=calendar.titles().get(found.format, found.format),
        municipality=calendar.municipalities().get(found.municipality, found.municipality_name),
    )


@blueprint.get("/rapportages/<uuid:report_id>/bestand")
def download(report_id: UUID) -> Response:
    """The file, as it was published."""
    return as_attachment(house().wiring.download_report(current_viewer(), ReportId(report_id)))
