"""The bureau's page: who delivered what to which of its municipalities, and that it adds up."""

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from service.domain.periods import Period
from service.domain.reports import DeliveryMatrix
from service.web.people.visitor import current_viewer
from service.web.reports.matrix import matrix_page
from service.web.shared.house import house

blueprint = Blueprint("bureau", __name__)


@blueprint.get("/overzicht")
def deliveries() -> str:
    """The matrix of one period: the latest, or the one in `?periode=`."""
    matrix = house().wiring.show_deliveries(current_viewer())
    period = _chosen(matrix, request.args.get("periode"))
    if period is None:
        return render_template("deliveries.html", matrix=matrix, page=None)
    calendar = house().calendar
    asked = calendar.asked(
        (code for code, _ in matrix.providers), (code for code, _ in matrix.municipalities), period
    )
    return render_template(
        "deliveries.html", matrix=matrix, page=matrix_page(matrix, period, asked), titles=calendar.titles()
    )


def _chosen(matrix: DeliveryMatrix, label: str | None) -> Period | None:
    if label is None:
        return max(matrix.periods, key=lambda period: (period.end, period.begin), default=None)
    for period in matrix.periods:
        if period.label == label:
            return period
    raise NotFound
