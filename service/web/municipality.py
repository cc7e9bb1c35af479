"""The municipality's pages: the reports made for it."""

from uuid import UUID

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service.domain.reports import ReportId
from service.web.downloads import as_attachment
from service.web.equation import equation_of
from service.web.house import house
from service.web.visitor import current_viewer

blueprint = Blueprint("municipality", __name__)


@blueprint.get("/rapportages")
def reports() -> str:
    """All reports for this municipality, those that were replaced marked as such."""
    found = house().wiring.list_reports(current_viewer())
    return render_template(
        "reports.html",
        reports=[report for report in found if not report.is_superseded],
        superseded=[report for report in found if report.is_superseded],
        report_equations={report.id: equation_of(report.balance) for report in found},
        titles=house().calendar.titles() if found else {},
    )


@blueprint.get("/rapportages/<uuid:report_id>/bestand")
def download(report_id: UUID) -> Response:
    """The file, for the municipality it is meant for and for the provider it came from."""
    return as_attachment(house().wiring.download_report(current_viewer(), ReportId(report_id)))
