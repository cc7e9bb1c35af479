"""Who owes which statement over a year: the page and the table."""

from decimal import Decimal

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.contracts.statements import (
    OwedStatement,
    StatementKind,
    ThresholdScope,
    counted_statements,
)
from service.domain.periods import Period, parse_period
from service.files.tables import Cell
from service.process.clock import today_in_the_netherlands
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, message
from service.web.shared.municipality_names import municipality_name
from service.web.shared.plain_values import number_of
from service.web.shared.some_lines import some_lines

blueprint = Blueprint("statements", __name__)
KIND_WORDS = {
    StatementKind.AUDITOR: message("controleverklaring van een accountant"),
    StatementKind.BOARD: message("bestuursverklaring"),
}
SCOPE_WORDS = {
    ThresholdScope.EVERYWHERE: message("alle gemeenten samen"),
    ThresholdScope.MUNICIPALITY: message("deze gemeente"),
    ThresholdScope.CONTRACT: message("deze overeenkomst"),
}
_ON_A_PAGE = 100
_FIRST_YEAR = 2015
"""In which municipalities became responsible."""


@blueprint.get("/verklaringen")
def every() -> str | Response:
    """Over the year in `?jaar=`, or else this one; `?verklaring=` leaves one kind."""
    year, kind = _year(), request.args.get("verklaring", "")
    found = current_wiring().reports.list_statements(current_viewer(), year)
    lines = [each for each in found if kind in ("", each.kind.value)]
    called = gettext("verklaringen")
    table = asked_table(f"{called}-{year.label}", _head(), map(_cells, lines))
    if table is not None:
        return table
    this_year = today_in_the_netherlands().year
    return render_template(
        "reports/statements.html",
        year=year,
        years=[str(each) for each in range(this_year, this_year - 4, -1)],
        page=some_lines(lines, _ON_A_PAGE, jaar=year.label, verklaring=kind or None),
        counts=counted_statements(found),
        kind=kind,
        kind_words=KIND_WORDS,
        scope_words=SCOPE_WORDS,
        sources=dict.fromkeys(each.threshold.source for each in found),
    )


def _year() -> Period:
    today = today_in_the_netherlands()
    written = request.args.get("jaar", str(today.year))
    if not (
        written.isascii() and written.isdecimal() and _FIRST_YEAR <= number_of(written) <= today.year + 1
    ):
        raise NotFound
    return parse_period(written)


def _head() -> tuple[str, ...]:
    return (
        gettext("Aanbieder"),
        gettext("AGB-code"),
        gettext("Gemeente"),
        gettext("Gemeentecode"),
        gettext("Wet"),
        gettext("Productcategorie"),
        gettext("Euro voor deze gemeente"),
        gettext("Euro die telt"),
        gettext("Grens in euro"),
        gettext("Grens over"),
        gettext("Verklaring"),
        gettext("Bron"),
    )


def _cells(line: OwedStatement) -> tuple[Cell, ...]:
    return (
        line.name,
        line.provider,
        municipality_name(line.municipality),
        line.municipality,
        line.law,
        line.category,
        None if line.cents is None else Decimal(line.cents) / 100,
        None if line.held is None else Decimal(line.held) / 100,
        Decimal(line.threshold.cents) / 100,
        gettext(SCOPE_WORDS[line.threshold.scope]),
        gettext(KIND_WORDS[line.kind]),
        line.threshold.source,
    )
