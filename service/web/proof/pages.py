"""The page of the log, and evidence over a period or about one report."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import Blueprint, render_template, request, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from service.domain.access import OrganisationKind, Viewer
from service.domain.periods import Period, PeriodKind, parse_period
from service.domain.proof.acts import ACT_WORDS, ActKind
from service.domain.proof.entries import LogEntry
from service.domain.replays import ReplaySample
from service.domain.reports import ReportId
from service.files.evidence import for_portal
from service.use_cases.proof.show_log import LogPage
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import gettext, in_language
from service.web.shared.words import organisation_kind_name

blueprint = Blueprint("proof", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogLine:
    """One entry, as the page shows it."""

    index: int
    act: str
    by: str
    about: str
    address: str
    """Where what it is about is shown; empty when that is nowhere."""
    municipality: str
    at: datetime
    is_witnessed: bool
    proof: UUID | None
    """The report of which this is the proof; None for any other act."""


@blueprint.get("/logboek")
def log() -> str:
    """What was done to what one may see, what the log signed of itself, and who signed with it."""
    viewer = current_viewer()
    page = current_wiring().proof.show(viewer, request.args.get("voor", type=int))
    names = current_wiring().catalogue().municipalities
    return render_template(
        "proof/log.html",
        page=page,
        lines=[
            _line(each, viewer, names.get(each.municipality, each.municipality), page)
            for each in page.entries
        ],
        periods=_periods(each.period for each in current_wiring().reports.list(viewer) if each.sent_at),
        begins=request.args.get("voor") is None,
        sample=_sample(viewer),
    )


def _sample(viewer: Viewer) -> ReplaySample | None:
    """What came of the last night, for a bureau: it answers for what others deliver."""
    is_bureau = viewer.organisation.kind is OrganisationKind.BUREAU
    return current_wiring().jobs.measure_replays() if is_bureau else None


@blueprint.post("/bewijs")
def make() -> Response:
    """The package over a period, to be saved."""
    try:
        period = parse_period(request.form.get("periode", ""))
    except ValueError as error:
        raise NotFound from error
    made = current_wiring().proof.make_evidence(current_viewer(), period)
    return as_attachment(for_portal(made) if request.form.get("vorm") == "portaal" else made)


@blueprint.get("/rapportages/<uuid:report_id>/bewijs")
def prove(report_id: UUID) -> Response:
    """That a report was made as it is: one text file."""
    return as_attachment(current_wiring().proof.prove_report(current_viewer(), ReportId(report_id)))


def _periods(periods: Iterable[Period]) -> Sequence[Period]:
    """Those of the reports and the years they are in, the latest first."""
    found = set(periods)
    found |= {each for one in tuple(found) for each in one.overlapping(PeriodKind.YEAR)}
    return sorted(found, key=lambda each: (each.end, each.begin), reverse=True)


def _line(entry: LogEntry, viewer: Viewer, municipality: str, page: LogPage) -> LogLine:
    return LogLine(
        index=entry.index,
        act=in_language(ACT_WORDS[entry.kind]),
        by=_by(*entry.who),
        about=_about(entry),
        address=_address(entry, viewer),
        municipality=municipality,
        at=entry.at,
        is_witnessed=page.is_witnessed(entry),
        proof=entry.report if entry.kind is ActKind.TRANSLATED else None,
    )


def _by(kind: str, code: str) -> str:
    if kind not in set(OrganisationKind):
        return gettext("de dienst")
    return f"{organisation_kind_name(OrganisationKind(kind))} {code}"


def _about(entry: LogEntry) -> str:
    if entry.report:
        return gettext("rapportage %(id)s") % {"id": str(entry.report)[:8]}
    if entry.submission:
        return gettext("aanlevering %(id)s") % {"id": str(entry.submission)[:8]}
    return entry.object.partition(" ")[2]


def _address(entry: LogEntry, viewer: Viewer) -> str:
    if entry.report:
        return url_for("report.show", report_id=entry.report)
    if entry.submission and viewer.organisation.kind is OrganisationKind.PROVIDER:
        return url_for("provider.submission", submission_id=entry.submission)
    return ""
