"""Two periods beside each other: the page and the table."""

from collections.abc import Iterator
from decimal import Decimal

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.contracts.comparison import ComparedLine
from service.domain.contracts.figures import FEWEST_CLIENTS, ContractFigures
from service.files.tables import Cell
from service.use_cases.reports.compare_periods import Comparison
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext
from service.web.shared.some_lines import some_lines

blueprint = Blueprint("periods", __name__)
_ON_A_PAGE = 100
_BY_MUNICIPALITY = "gemeente"


@blueprint.get("/vergelijken")
def compare() -> str | Response:
    """`?van=` beside `?naar=`, by provider or, with `?per=gemeente`, by municipality."""
    before, after = request.args.get("van") or None, request.args.get("naar") or None
    found = current_wiring().reports.compare_periods(
        current_viewer(), before, after, by_municipality=request.args.get("per") == _BY_MUNICIPALITY
    )
    if (before and found.before is None) or (after and found.after is None):
        raise NotFound
    if found.before and found.after:
        called = gettext("vergelijking")
        name = f"{called}-{found.before.label}-{found.after.label}"
        table = asked_table(name, _head(), map(_cells, found.lines))
        if table is not None:
            return table
    return _page(found)


def _page(found: Comparison) -> str:
    per = _BY_MUNICIPALITY if found.by_municipality else None
    before, after = (each.label if each else None for each in (found.before, found.after))
    return render_template(
        "reports/periods_compared.html",
        found=found,
        page=some_lines(found.lines, _ON_A_PAGE, van=before, naar=after, per=per),
        per=per,
        fewest=FEWEST_CLIENTS,
    )


def _head() -> tuple[str, ...]:
    return (
        gettext("Naam"),
        gettext("Gemeentecode of AGB-code"),
        gettext("Prestaties eerst"),
        gettext("Prestaties nu"),
        gettext("Verschil in prestaties"),
        gettext("Euro eerst"),
        gettext("Euro nu"),
        gettext("Verschil in euro"),
        gettext("Verschil in procenten"),
    )


def _cells(line: ComparedLine) -> tuple[Cell, ...]:
    if line.is_hidden:
        return line.name, line.code, *((None,) * 7)
    rows, cents = line.difference
    return (
        line.name,
        line.code,
        *_numbers(line),
        rows,
        *_euros(line),
        Decimal(cents) / 100,
        line.per_cent,
    )


def _numbers(line: ComparedLine) -> Iterator[int]:
    yield from ((each or ContractFigures()).rows for each in (line.before, line.after))


def _euros(line: ComparedLine) -> Iterator[Decimal]:
    yield from (Decimal((each or ContractFigures()).cents) / 100 for each in (line.before, line.after))
