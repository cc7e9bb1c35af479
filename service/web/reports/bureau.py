"""The bureau's pages: who delivered what to which of its municipalities, and that it adds up."""

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from service.domain.periods import Period
from service.domain.reports import DeliveryMatrix
from service.web.people.visitor import current_viewer
from service.web.reports.balances import balances_by_format
from service.web.reports.matrix import CellStatus, MatrixPage, matrix_page
from service.web.reports.region import Asked, pair_of, region_of
from service.web.shared.current import current_wiring
from service.web.shared.languages import message
from service.web.shared.plain_values import number_of

blueprint = Blueprint("bureau", __name__)
CELL_WORDS = {
    CellStatus.DELIVERED: ("done", message("Geleverd")),
    CellStatus.DELIVERED_LATE: ("warning", message("Te laat geleverd")),
    CellStatus.PARTLY: ("warning", message("Deels geleverd")),
    CellStatus.IN_PROGRESS: ("busy", message("Bezig")),
    CellStatus.FAILED: ("warning", message("Storing bij ons")),
    CellStatus.REJECTED: ("stopped", message("Afgekeurd door de gemeente")),
    CellStatus.MISSING: ("stopped", message("Ontbreekt")),
    CellStatus.EXTENDED: ("paused", message("Uitstel")),
    CellStatus.DUE: ("busy", message("Nu aan de beurt")),
    CellStatus.NOT_YET: ("waiting", message("Nog niet aan de beurt")),
    CellStatus.NOT_EXPECTED: ("none", message("Niet verwacht")),
    CellStatus.NOT_ASKED: ("none", message("Niet gevraagd")),
}
"""The mark and the words of what a cell says."""


@blueprint.get("/overzicht")
def deliveries() -> str:
    """The region over one period: the latest, or the one in `?periode=`; as far as is asked."""
    matrix = current_wiring().reports.show_deliveries(current_viewer())
    period = _chosen(matrix, request.args.get("periode"))
    if period is None:
        return render_template("reports/deliveries.html", matrix=matrix, page=None)
    page, asked = _page(matrix, period), _asked()
    return render_template(
        "reports/deliveries.html",
        matrix=matrix,
        page=page,
        region=region_of(page, asked),
        asked=asked,
        cell_words=CELL_WORDS,
        titles=current_wiring().catalogue().titles(),
    )


@blueprint.get("/overzicht/levering")
def pair() -> str:
    """One provider for one municipality over one period: every report, and what is still expected."""
    matrix = current_wiring().reports.show_deliveries(current_viewer())
    period = _chosen(matrix, request.args.get("periode"))
    if period is None:
        raise NotFound
    page, municipality = _page(matrix, period), request.args.get("gemeente", "")
    row = pair_of(page, request.args.get("aanbieder", ""), municipality)
    if row is None:
        raise NotFound
    return render_template(
        "reports/pair.html",
        page=page,
        row=row,
        cell=row.cells[0],
        municipality=dict(matrix.municipalities)[municipality],
        cell_words=CELL_WORDS,
        titles=current_wiring().catalogue().titles(),
    )


def _page(matrix: DeliveryMatrix, period: Period) -> MatrixPage:
    asked = (
        current_wiring()
        .catalogue()
        .asked_reports(
            (code for code, _ in matrix.providers), (code for code, _ in matrix.municipalities), period
        )
    )
    dues = current_wiring().reports.list_dues(current_viewer(), period)
    return matrix_page(matrix, period, asked, dues)


def _asked() -> Asked:
    status = request.args.get("stand", "")
    return Asked(
        municipality=request.args.get("gemeente", ""),
        provider=request.args.get("aanbieder", "").strip(),
        status=CellStatus(status) if status in set(CellStatus) else None,
        begin=number_of(request.args.get("vanaf", "")),
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
