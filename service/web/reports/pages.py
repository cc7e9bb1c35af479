"""One report: its balance, what changed since the one before it, and its file for both its ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from service.domain.burden.residual import Cause
from service.domain.burden.words import cause_words
from service.domain.channels.channel import CHANNEL_WORDS
from service.domain.channels.outcomes import OUTCOME_WORDS
from service.domain.dues import Due
from service.domain.private_words import TellsOfAClientError
from service.domain.reports import ReportId, ReportSummary
from service.domain.submissions.submission import SubmissionId
from service.use_cases.reports.judge import LONGEST_REMARK, REASONS, NoLongerHoldsError
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.equation import equation_of
from service.web.shared.languages import current_language, gettext, in_language
from service.web.shared.municipality_names import municipality_of
from service.web.shared.private_words import telling_words

blueprint = Blueprint("report", __name__)

AnyResponse = Response | str | tuple[str, int]
_ACCEPTED, _REJECTED = "aanvaard", "afgekeurd"
_MOST_CELLS = 500
_REASONS = frozenset(each.value for each in REASONS)


@dataclass(frozen=True, slots=True)
class GivenVerdict:
    """What a municipality filled in so far."""

    oordeel: str = ""
    reden: str = ""
    toelichting: str = ""

    @property
    def cause(self) -> Cause | None:
        """Why it rejects; None when it accepts, or as long as no reason is chosen."""
        return Cause(self.reden) if self.oordeel == _REJECTED and self.reden in _REASONS else None


@blueprint.get("/rapportages/<uuid:report_id>")
def show(report_id: UUID) -> str:
    """What is in the report and what is not, what it took the place of, and its fingerprint."""
    return _page(ReportId(report_id), GivenVerdict(), {})


@blueprint.post("/rapportages/<uuid:report_id>/oordeel")
def judge(report_id: UUID) -> AnyResponse:
    """Look at what the provider will read, go back to change it, or confirm it."""
    report, given = ReportId(report_id), _given()
    faults = _faults(report, given)
    if faults:
        return _page(report, given, faults), 400
    match request.form.get("stap", ""):
        case "wijzigen":
            return _page(report, given, {})
        case "bevestigen":
            return redirect(
                url_for(".show", report_id=report_id, gezegd=_told(report, given), _anchor="oordeel"), 303
            )
        case _:
            return _preview(report, given)


def _told(report: ReportId, given: GivenVerdict) -> str:
    try:
        current_wiring().reports.judge(current_viewer(), report, given.cause, given.toelichting)
    except NoLongerHoldsError:
        return "geldt-niet-meer"
    return "doorgegeven"


def _given() -> GivenVerdict:
    form = request.form
    remark = form.get("toelichting", "").replace("\r\n", "\n").strip()
    return GivenVerdict(form.get("oordeel", ""), form.get("reden", ""), remark)


def _faults(report: ReportId, given: GivenVerdict) -> Mapping[str, str]:
    """By field, what is still missing or may not stand there."""
    if given.oordeel not in (_ACCEPTED, _REJECTED):
        return {"aanvaard": gettext("Kies of u de rapportage aanvaardt of afkeurt.")}
    if given.oordeel == _ACCEPTED:
        return {}
    faults = {}
    if given.cause is None:
        faults["reden"] = gettext("Kies het soort reden waarom u afkeurt.")
    if not 1 <= len(given.toelichting) <= LONGEST_REMARK:
        faults["toelichting"] = gettext("Schrijf in ten hoogste 1.000 tekens op wat er niet klopt.")
        return faults
    try:
        current_wiring().reports.read_over(current_viewer(), report, given.toelichting)
    except TellsOfAClientError as telling:
        faults["toelichting"] = telling_words(telling)
    return faults


def _preview(report: ReportId, given: GivenVerdict) -> str:
    found = current_wiring().reports.show(current_viewer(), report).report
    return render_template(
        "reports/judge.html", report=found, given=given, cause=given.cause, title=_title(found.format)
    )


def _page(report: ReportId, given: GivenVerdict, faults: Mapping[str, str]) -> str:
    page = current_wiring().reports.show(current_viewer(), report)
    found = page.report
    return render_template(
        "reports/report.html",
        report=found,
        page=page,
        verdict=found.verdict,
        given=given,
        faults=faults,
        said=request.args.get("gezegd", ""),
        reasons={each.value: in_language(cause_words(each)) for each in REASONS},
        language=current_language(),
        equation=equation_of(found.balance),
        title=_title(found.format),
        channel_words={each.value: in_language(words) for each, words in CHANNEL_WORDS.items()},
        outcome_words={each.value: in_language(words) for each, words in OUTCOME_WORDS.items()},
        municipality=municipality_of(found),
        due=_due_of(found),
        threads=current_wiring().reports.list_threads(current_viewer(), report),
    )


def _due_of(report: ReportSummary) -> Due | None:
    """How it stands in time; None for what nobody expects, or what no longer holds."""
    dues = current_wiring().reports.list_dues(current_viewer(), report.period)
    return next((each for each in dues if each.report is not None and each.report.id == report.id), None)


def _title(name: str) -> str:
    return current_wiring().catalogue().titles().get(name, name)


@blueprint.post("/rapportages/<uuid:report_id>/opnieuw")
def replay(report_id: UUID) -> str:
    """Make it again as it was made then, and say whether the same bytes come out."""
    found = current_wiring().reports.replay(current_viewer(), ReportId(report_id))
    return render_template(
        "reports/replay.html",
        replay=found,
        report=found.report,
        title=current_wiring().catalogue().titles().get(found.report.format, found.report.format),
    )


@blueprint.post("/rapportages/<uuid:report_id>/met-het-formaat-van-nu")
def compare_with_now(report_id: UUID) -> str:
    """What would differ, cell by cell, when it were made with the format of now."""
    found = current_wiring().reports.compare_with_now(current_viewer(), ReportId(report_id))
    return render_template(
        "reports/compared_with_now.html",
        found=found,
        report=found.report,
        title=_title(found.report.format),
        most=_MOST_CELLS,
    )


@blueprint.get("/rapportages/alle.zip")
def download_all() -> Response:
    """Every report that holds for this municipality, in a folder per provider."""
    return as_attachment(current_wiring().reports.download_all(current_viewer()))


@blueprint.get("/aanleveringen/<uuid:submission_id>/rapportages.zip")
def download_submission(submission_id: UUID) -> Response:
    """Every report that holds of one submission, in a folder per municipality."""
    found = SubmissionId(submission_id)
    return as_attachment(current_wiring().reports.download_all(current_viewer(), submission=found))


@blueprint.get("/rapportages/<uuid:report_id>/bestand")
def download(report_id: UUID) -> Response:
    """The file, as it was published."""
    return as_attachment(current_wiring().reports.download(current_viewer(), ReportId(report_id)))
