"""Where rows of a submission went: one by its number, or all that go by one name in the balance."""

from uuid import UUID

from flask import Blueprint, render_template, request
from werkzeug.exceptions import NotFound

from service.domain.reports import ReportId
from service.domain.submissions.submission import SubmissionId
from service.use_cases.submissions.list_rows import WantedRows
from service.use_cases.submissions.trace_row import TracedRow
from service.web.people.visitor import current_viewer
from service.web.shared import words
from service.web.shared.current import current_wiring
from service.web.shared.plain_values import number_of

blueprint = Blueprint("trace", __name__)
Key = tuple[str, str, str]
"""Municipality, format and period of a report."""
_MOST_ROWS = 1_000


@blueprint.get("/aanleveringen/<uuid:submission_id>/regel")
def show(submission_id: UUID) -> str:
    """Every cell that `?tabel=…&rij=…` went to, by report, and every reason for which it did not."""
    table, row = request.args.get("tabel", ""), request.args.get("rij", "").strip()
    found = current_wiring().submissions.trace_row(
        current_viewer(),
        SubmissionId(submission_id),
        table,
        number_of(row),
        number_of(request.args.get("deel", "")),
    )
    stand = list(dict.fromkeys(each.place for each in found.traces))
    catalogue = current_wiring().catalogue()
    return render_template(
        "submissions/trace.html",
        found=found,
        submission=found.submission,
        tables=words.tables_in_order(found.rows),
        table=table,
        row=row,
        is_asked=bool(row),
        stand=stand,
        places=_by_report(found),
        periods={cell.period.label: cell.period for each in found.traces for cell in each.cells},
        reasons=[reason for each in found.traces for reason in each.reasons],
        titles=catalogue.titles(),
        names=catalogue.municipalities,
    )


@blueprint.get("/aanleveringen/<uuid:submission_id>/regels")
def rows(submission_id: UUID) -> str:
    """The rows that go by `?reden=` in the balance, each with a way to where it went.

    Of all of it, of one report (`?rapportage=`), or of what counts over a period (`?telling=`, `?gemeente=`).
    """
    wanted = WantedRows(
        name=request.args.get("reden", ""),
        report=_report_asked(),
        period=request.args.get("telling"),
        municipality=request.args.get("gemeente"),
    )
    found = current_wiring().submissions.list_rows(current_viewer(), SubmissionId(submission_id), wanted)
    lines = list(zip(found.rows.places, found.rows.cents, strict=True))
    return render_template(
        "submissions/rows.html",
        submission=found.submission,
        report=found.report,
        counted=found.counted,
        provider=current_viewer().organisation.code,
        municipality=wanted.municipality,
        name=wanted.name,
        lines=lines[:_MOST_ROWS],
        count=len(lines),
        cents=sum(found.rows.cents),
        most=_MOST_ROWS,
    )


def _report_asked() -> ReportId | None:
    written = request.args.get("rapportage", "")
    try:
        return ReportId(UUID(written)) if written else None
    except ValueError:
        raise NotFound from None


def _by_report(found: TracedRow) -> dict[Key, tuple[ReportId | None, list[str]]]:
    """Per report its id, when it was published, and the addresses of the cells."""
    ids = {_key(each.municipality, each.format, each.period.label): each.id for each in found.reports}
    places: dict[Key, tuple[ReportId | None, list[str]]] = {}
    for trace in found.traces:
        for cell in trace.cells:
            key = _key(cell.municipality, cell.format, cell.period.label)
            places.setdefault(key, (ids.get(key), []))[1].append(cell.address)
    return places


def _key(municipality: str, name: str, period: str) -> Key:
    return municipality, name, period
