"""The bureau's pages: who delivered what to which of its municipalities, and that it adds up."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.delivery_matrix import CellStatus, DeliveryMatrix
from service.domain.region_balances import FormatBalances
from service.files.tables import Cell
from service.web.people.visitor import current_viewer
from service.web.reports.formats_asked import formats_asked, laws
from service.web.reports.region import Asked, region_of
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
_PROVIDERS = 50
"""On a page of balances; the municipalities of a bureau are few."""


@blueprint.get("/overzicht")
def deliveries() -> str | Response:
    """The region over one period: the latest, or the one in `?periode=`; as far as is asked."""
    label = request.args.get("periode")
    matrix = current_wiring().reports.show_deliveries(current_viewer(), label, formats_asked())
    if matrix.period is None and label is not None:
        raise NotFound
    asked = _asked()
    if matrix.period is not None:
        table = asked_table(gettext("overzicht"), _head(), _lines(matrix, asked, matrix.period.label))
        if table is not None:
            return table
    titles = current_wiring().catalogue().titles()
    return render_template(
        "reports/deliveries.html",
        matrix=matrix,
        region=region_of(matrix, asked),
        asked=asked,
        others=_others(asked, matrix.period.label if matrix.period else None),
        formats=sorted((titles.get(each, each), each) for each in matrix.formats),
        laws=laws(),
        cell_words=CELL_WORDS,
        titles=titles,
    )


def _others(asked: Asked, label: str | None) -> dict[str, str | None]:
    """What the address says, but for where the page begins."""
    return {
        "periode": label,
        "gemeente": asked.municipality or None,
        "aanbieder": asked.provider or None,
        "stand": asked.status.value if asked.status else None,
        "formaat": asked.format or None,
        "wet": asked.law or None,
    }


@blueprint.get("/overzicht/<periode>/<aanbieder>/<gemeente>")
def pair(periode: str, aanbieder: str, gemeente: str) -> str:
    """One provider for one municipality over one period: every report, and what is still expected."""
    found = current_wiring().reports.show_pair(current_viewer(), aanbieder, gemeente, periode)
    if found is None:
        raise NotFound
    return render_template(
        "reports/pair.html",
        pair=found,
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


def _lines(matrix: DeliveryMatrix, asked: Asked, label: str) -> Iterator[tuple[Cell, ...]]:
    """A line per provider and municipality of all that is asked, not of one page."""
    region = region_of(matrix, asked, most=None)
    for row in region.rows:
        for (code, name), cell in zip(region.municipalities, row.cells, strict=True):
            closes = (gettext("ja") if cell.closes else gettext("nee")) if cell.reports else None
            state = gettext(CELL_WORDS[cell.status][1])
            yield row.name, row.code, name, code, label, state, cell.reports, closes


def _asked() -> Asked:
    status = request.args.get("stand", "")
    return Asked(
        municipality=request.args.get("gemeente", ""),
        provider=request.args.get("aanbieder", "").strip(),
        status=CellStatus(status) if status in set(CellStatus) else None,
        format=request.args.get("formaat", ""),
        law=request.args.get("wet", ""),
        begin=number_of(request.args.get("vanaf", "")),
    )


@blueprint.get("/overzicht/telling")
def balances() -> str | Response:
    """The balance of one period per format: of all of it, and per municipality and provider."""
    found = current_wiring().reports.show_balances(current_viewer(), request.args.get("periode"))
    if found is None:
        raise NotFound
    period, formats = found
    titles = current_wiring().catalogue().titles()
    table = asked_table(
        gettext("sluitende telling"), _balance_head(), _balance_lines(period.label, formats, titles)
    )
    if table is not None:
        return table
    most = max((len(each.providers) for each in formats), default=0)
    begin = number_of(request.args.get("vanaf", ""))
    begin = begin if begin < most else 0
    return render_template(
        "reports/balances.html",
        period=period,
        formats=formats,
        equation_of=equation_of,
        begin=begin,
        end=begin + _PROVIDERS,
        most=most,
        titles=titles,
    )


def _balance_head() -> tuple[str, ...]:
    return (
        gettext("Periode"),
        gettext("Rapportage"),
        gettext("Naam"),
        gettext("Gemeentecode of AGB-code"),
        gettext("Aangeleverd"),
        gettext("In rapportages"),
        gettext("Uitgesloten"),
        gettext("Wacht"),
        gettext("Niet gemaakt"),
        gettext("Afgekeurd"),
        gettext("Euro"),
        gettext("Telling sluit"),
        gettext("Rapportages"),
    )


def _balance_lines(
    label: str, formats: Iterable[FormatBalances], titles: Mapping[str, str]
) -> Iterator[tuple[Cell, ...]]:
    """A line for each municipality and each provider of each format: the two count the same rows."""
    for each in formats:
        for one in (*each.municipalities, *each.providers):
            rows, cents = one.balance.rows, one.balance.cents
            parts = (rows.excluded, rows.quarantined, rows.not_made, rows.rejected)
            yield (
                label,
                titles.get(each.format, each.format),
                one.name,
                one.code,
                rows.came_in,
                rows.reported,
                *(sum(part.values()) for part in parts),
                Decimal(cents.reported) / 100,
                gettext("ja") if one.balance.closes else gettext("nee"),
                one.reports,
            )
