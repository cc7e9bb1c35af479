"""The bureau's pages: who delivered what to which of its municipalities, and that it adds up."""

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from service.domain.periods import Period
from service.domain.reports import DeliveryMatrix
from service.web.people.visitor import current_viewer
from service.web.reports.balances import balances_by_format
from service.web.reports.matrix import matrix_page
from service.web.shared.current import current_wiring

blueprint = Blueprint("bureau", __name__)


@blueprint.get("/overzicht")
def deliveries() -> str:
    """The matrix of one period: the latest, or the one in `?periode=`."""
    matrix = current_wiring().reports.show_deliveries(current_viewer())
    period = _chosen(matrix, request.args.get("periode"))
    if period is None:
        return render_template("reports/deliveries.html", matrix=matrix, page=None)
    catalogue = current_wiring().catalogue()
    asked = catalogue.asked_reports(
        (code for code, _ in matrix.providers), (code for code, _ in matrix.municipalities), period
    )
    dues = current_wiring().reports.list_dues(current_viewer(), period)
    return render_template(
        "reports/deliveries.html",
        matrix=matrix,
        page=matrix_page(matrix, period, asked, dues),
        titles=catalogue.titles(),
    )


@blueprint.get("/overzicht/telling")
def balances() -> str:
    """The balance of one period per format: of all of it, and per municipality and provider."""
    matrix = current_wiring().reports.show_deliveries(current_viewer())
    period = _chosen(matrix, request.args.get("periode"))
    if period is None:
        raise NotFound
    return render_template(
        "reports/balances.html",
        period=period,
        formats=balances_by_format(matrix, period),
        titles=current_wiring().catalogue().titles(),
    )


def _chosen(matrix: DeliveryMatrix, label: str | None) -> Period | None:
    if label is None:
        return max(matrix.periods, key=lambda period: (period.end, period.begin), default=None)
    for period in matrix.periods:
        if period.label == label:
            return period
    raise NotFound
