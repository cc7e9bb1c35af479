"""The bureau's pages: who delivered what to which of its municipalities, and that it adds up."""

from collections.abc import Iterator, Mapping

from flask import Blueprint, get_template_attribute, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.delivery_matrix import DeliveryMatrix
from service.files.tables import Cell
from service.web.people.visitor import current_viewer
from service.web.reports.matrix import CellStatus, MatrixPage, matrix_page
from service.web.reports.region import Asked, pair_of, region_of
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.equation import equation_of
from service.web.shared.languages import gettext, message
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
_MOST_LINKS = 12
"""Of more reports than this, their number stands in the line of a table, and they a page further."""


@blueprint.get("/overzicht")
def deliveries() -> str | Response:
    """The region over one period: the latest, or the one in `?periode=`; as far as is asked."""
    matrix, page = _matrix()
    if page is None:
        return render_template("reports/deliveries.html", matrix=matrix, page=None)
    asked = _asked()
    table = asked_table(gettext("overzicht"), _head(), _lines(page, asked))
    if table is not None:
        return table
    return render_template(
        "reports/deliveries.html",
        matrix=matrix,
        page=page,
        region=region_of(page, asked),
        asked=asked,
        cell_words=CELL_WORDS,
        cell_marks=_marks(),
        titles=current_wiring().catalogue().titles(),
    )


@blueprint.get("/overzicht/levering")
def pair() -> str:
    """One provider for one municipality over one period: every report, and what is still expected."""
    matrix, page = _matrix()
    provider, municipality = request.args.get("aanbieder", ""), request.args.get("gemeente", "")
    row = pair_of(page, provider, municipality) if page else None
    if page is None or row is None:
        raise NotFound
    found = current_wiring().reports.list_of_pair(current_viewer(), provider, municipality, page.period)
    return render_template(
        "reports/pair.html",
        page=page,
        row=row,
        cell=row.cells[0],
        reports=found,
        municipality=dict(matrix.municipalities)[municipality],
        cell_words=CELL_WORDS,
        titles=current_wiring().catalogue().titles(),
    )


def _head() -> tuple[str, ...]:
    return (
        gettext("Aanbieder"),
        gettext("AGB-code"),
        gettext("Gemeente"),
        gettext("Gemeentecode"),
        gettext("Periode"),
        gettext("Stand"),
        gettext("Rapportages"),
        gettext("Telling sluit"),
    )


def _lines(page: MatrixPage, asked: Asked) -> Iterator[tuple[Cell, ...]]:
    """A line per provider and municipality of all that is asked, not of one page."""
    region = region_of(page, asked, most=None)
    for row in region.rows:
        for (code, name), cell in zip(region.municipalities, row.cells, strict=True):
            closes = (gettext("ja") if cell.closes else gettext("nee")) if cell.reports else None
            state = gettext(CELL_WORDS[cell.status][1])
            yield row.name, row.code, name, code, page.period.label, state, len(cell.reports), closes


def _matrix() -> tuple[DeliveryMatrix, MatrixPage | None]:
    """Over the period that is asked, or else the latest; 404 for one over which nothing came."""
    label = request.args.get("periode")
    matrix, dues = current_wiring().reports.show_deliveries(current_viewer(), label)
    if matrix.period is None:
        if label is not None:
            raise NotFound
        return matrix, None
    providers = (code for code, _ in matrix.providers)
    municipalities = (code for code, _ in matrix.municipalities)
    asked = current_wiring().catalogue().asked_reports(providers, municipalities, matrix.period)
    return matrix, matrix_page(matrix, matrix.period, asked, dues)


def _marks() -> Mapping[CellStatus, str]:
    """What each cell that says something shows: made once for a page of hundreds of them."""
    mark = get_template_attribute("shared/marks.html", "status")
    return {status: mark(name, gettext(words)) for status, (name, words) in CELL_WORDS.items()}


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
    found = current_wiring().reports.show_balances(current_viewer(), request.args.get("periode"))
    if found is None:
        raise NotFound
    period, formats = found
    return render_template(
        "reports/balances.html",
        period=period,
        formats=formats,
        equation_of=equation_of,
        most=_MOST_LINKS,
        titles=current_wiring().catalogue().titles(),
    )
