"""What the columns of a report add up to: in its rows, in its file, and why these differ."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service.domain.explanation.written_totals import CAUSES
from service.domain.reports import ReportId
from service.files.tables import Cell
from service.use_cases.reports.show_totals import ReportTotals
from service.web.people.visitor import current_viewer
from service.web.reports.explained_values import text_of_number
from service.web.shared.current import current_wiring
from service.web.shared.downloads import asked_table
from service.web.shared.languages import gettext, in_language

blueprint = Blueprint("totals", __name__)


@blueprint.get("/rapportages/<uuid:report_id>/totalen")
def show(report_id: UUID) -> str | Response:
    """Every column that adds up, or the same as a file with `?als=`."""
    found = current_wiring().reports.show_totals(current_viewer(), ReportId(report_id))
    table = asked_table(gettext("totalen"), _head(), _lines(found))
    if table is not None:
        return table
    titles = current_wiring().catalogue().titles()
    return render_template(
        "reports/totals.html",
        found=found,
        title=titles.get(found.report.format, found.report.format),
        cause_names={cause: in_language(words) for cause, words in CAUSES.items()},
        number_text=text_of_number,
    )


def _head() -> tuple[str, ...]:
    return (
        gettext("Tabel"),
        gettext("Kolom"),
        gettext("In de rijen"),
        gettext("In het bestand"),
        gettext("Oorzaak"),
    )


def _lines(found: ReportTotals) -> Iterator[tuple[Cell, ...]]:
    for each in found.totals:
        causes = (
            f"{in_language(CAUSES[cause])} {text_of_number(by)}" for cause, by in each.differences.items()
        )
        exact = "" if each.exact is None else text_of_number(each.exact)
        yield each.block, each.column, exact, text_of_number(each.written), "; ".join(causes)
