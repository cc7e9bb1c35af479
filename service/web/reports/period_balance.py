"""One balance of a region, or of one municipality, over a period: all kinds of report together."""

from collections.abc import Iterator

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.period_balance import PeriodBalance
from service.files.tables import Cell
from service.web.people.visitor import current_viewer
from service.web.shared.balance_cells import balance_cells, balance_head
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.equation import equation_of
from service.web.shared.languages import gettext
from service.web.shared.some_lines import some_lines

blueprint = Blueprint("period_balance", __name__)
_ON_A_PAGE = 50


@blueprint.get("/telling")
def show() -> str | Response:
    """Over the latest period, or the one in `?periode=`; `?gemeente=` leaves out all other municipalities."""
    label, municipality = request.args.get("periode"), request.args.get("gemeente", "")
    found = current_wiring().reports.show_period_balance(current_viewer(), label, municipality)
    if found is None or (found.period is None and label is not None):
        raise NotFound
    if found.period is not None:
        whose = municipality or gettext("alles samen")
        name = "-".join((gettext("sluitende telling"), whose, found.period.label))
        table = asked_table(name, _head(), _cells(found, found.period.label))
        if table is not None:
            return table
    chosen = {"periode": found.period.label if found.period else None, "gemeente": municipality or None}
    return render_template(
        "reports/period_balance.html",
        found=found,
        equation=equation_of(found.balance),
        page=some_lines(found.providers, _ON_A_PAGE, **chosen),
    )


def _head() -> tuple[str, ...]:
    return (
        gettext("Periode"),
        gettext("Per"),
        gettext("Naam"),
        gettext("Gemeentecode of AGB-code"),
        *balance_head(),
    )


def _cells(found: PeriodBalance, label: str) -> Iterator[tuple[Cell, ...]]:
    """A line for each municipality and for each provider: either kind adds up to the whole."""
    kinds = ((gettext("Gemeente"), found.municipalities), (gettext("Aanbieder"), found.providers))
    for kind, lines in kinds:
        for each in lines:
            yield (label, kind, each.name, each.code, *balance_cells(each.balance, each.reports))
