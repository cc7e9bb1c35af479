"""The municipality's page: the reports made for it."""

from flask import Blueprint, render_template

from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = Blueprint("municipality", __name__)


@blueprint.get("/rapportages")
def reports() -> str:
    """All reports for this municipality, those that were replaced marked as such."""
    found = current_wiring().reports.list(current_viewer())
    return render_template(
        "reports/reports.html",
        reports=[report for report in found if not report.is_superseded],
        superseded=[report for report in found if report.is_superseded and report.successor],
        lapsed=[report for report in found if report.is_superseded and not report.successor],
        titles=current_wiring().catalogue().titles() if found else {},
    )
