"""The provider's pages: hand in an export, follow it, read its findings, take its reports."""

from hashlib import sha256
from uuid import UUID

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.reports import Download
from service.domain.standing import SubmissionStanding
from service.domain.submissions.page import SubmissionPage
from service.domain.submissions.submission import Submission, SubmissionId, SubmissionState
from service.domain.translation.unmade import REPORT_NOT_MADE
from service.web.people.visitor import current_viewer
from service.web.shared import words
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.equation import Equation, equation_of
from service.web.shared.languages import current_language, gettext
from service.web.shared.lists import Filter, list_page, period_filter
from service.web.shared.municipality_names import municipality_of
from service.web.shared.uploads import together
from service.web.shared.words import submission_standing_name
from service.web.submissions.findings_csv import findings_csv
from service.web.submissions.reading import repairs_at_upload
from service.web.submissions.repairs import repair_totals
from service.web.submissions.steps import announcement, steps_of

blueprint = Blueprint("provider", __name__)


@blueprint.get("/aanleveringen")
def submissions() -> str:
    """The upload form and everything handed in before."""
    return _home()


@blueprint.post("/aanleveringen")
def receive() -> AnyResponse | tuple[str, int]:
    """Keep the file and go to its page; without a file the form once more, with what is missing.

    Several files at once (a csv per table, messages) are kept as one zip of them.
    """
    uploads = [each for each in request.files.getlist("bestand") if each.filename]
    if not uploads:
        return _home(is_file_missing=True), 400
    received = current_wiring().submissions.receive(
        current_viewer(),
        *together(uploads),
        repairs=repairs_at_upload(),
        is_addition="aanvulling" in request.form,
    )
    known = None if received.is_new or received.is_read_again else "ja"
    again = "opnieuw" if received.is_read_again else None
    address = url_for(".submission", submission_id=received.submission, eerder=known, lezing=again)
    return redirect(address, code=303)


@blueprint.get("/aanleveringen/<uuid:submission_id>")
def submission(submission_id: UUID) -> str:
    """Everything about one submission."""
    wiring = current_wiring()
    page = wiring.submissions.show(current_viewer(), SubmissionId(submission_id))
    found = page.submission
    return render_template(
        "submissions/submission.html",
        page=page,
        submission=found,
        steps=steps_of(found.state, page.progress, len(page.reports)),
        announcement=_announcement(page),
        equation=_equation(page),
        reports=sorted(page.reports, key=lambda report: (municipality_of(report), report.format)),
        municipality_name=municipality_of,
        rows=words.tables_in_order(page.rows) if any(page.rows.values()) else (),
        titles=current_wiring().catalogue().titles()
        if page.reports or page.waiting or page.progress.quarantined
        else {},
        is_known="eerder" in request.args,
        said=request.args.get("lezing", ""),
        upload_limit=wiring.settings.upload_limit,
        is_rejected=found.state is SubmissionState.REJECTED,
        repaired=repair_totals(page.repairs),
    )


def _equation(page: SubmissionPage) -> Equation | None:
    """None as long as there is none, and for a file that was refused before a row of it could be read."""
    balance = page.balance
    is_of_nothing = page.submission.state is SubmissionState.REJECTED and not (
        balance and balance.rows.came_in
    )
    return None if balance is None or is_of_nothing else equation_of(balance)


def _announcement(page: SubmissionPage) -> str:
    if page.asks_day_order:
        return gettext("Nog niets vertaald: beantwoord hieronder eerst de vraag over uw datums.")
    if page.submission.standing is SubmissionStanding.REJECTED:
        return gettext("Een gemeente keurde een rapportage af. Hieronder staat waarom, en wat u nu doet.")
    state = page.submission.state
    return announcement(state, page.progress, is_whole=not _lacks_reports(page))


def _lacks_reports(page: SubmissionPage) -> bool:
    return any(group.code == REPORT_NOT_MADE.code for group in page.findings)


@blueprint.get("/aanleveringen/<uuid:submission_id>/voortgang")
def progress(submission_id: UUID) -> Response:
    """What the page asks for while it waits: the state, whether it is final, and the steps as html."""
    now = current_wiring().submissions.follow(current_viewer(), SubmissionId(submission_id))
    return jsonify(
        state=now.state.value,
        is_final=now.state.is_final,
        announcement=announcement(now.state, now.progress),
        has_copy=now.has_copy,
        steps=render_template("submissions/steps.html", steps=steps_of(now.state, now.progress, now.reports)),
    )


@blueprint.post("/aanleveringen/<uuid:submission_id>/opnieuw")
def retry(submission_id: UUID) -> AnyResponse:
    """Have done again what failed at our side, and back to the page that follows it."""
    current_wiring().submissions.retry(current_viewer(), SubmissionId(submission_id))
    return redirect(url_for(".submission", submission_id=submission_id), code=303)


@blueprint.get("/aanleveringen/<uuid:submission_id>/bevindingen")
def findings(submission_id: UUID) -> AnyResponse:
    """Every finding as csv, in the language of the page."""
    found = current_wiring().submissions.list_findings(current_viewer(), SubmissionId(submission_id))
    content, name = findings_csv(found, current_language()), gettext("bevindingen")
    return as_attachment(Download(f"{name}-{submission_id}.csv", sha256(content).hexdigest(), content))


@blueprint.get("/aanleveringen/<uuid:submission_id>/kopie")
def annotated_copy(submission_id: UUID) -> AnyResponse:
    """The copy in which the provider repairs, in the language of the page."""
    download = current_wiring().submissions.download_copy(
        current_viewer(), SubmissionId(submission_id), current_language()
    )
    return as_attachment(download)


def _filters() -> tuple[Filter[Submission], ...]:
    return (
        period_filter(lambda each: each.period),
        Filter(
            name="stand",
            label=gettext("Stand"),
            value_of=lambda each: each.standing.value,
            words_of=submission_standing_name,
        ),
    )


def _home(*, is_file_missing: bool = False) -> str:
    wiring = current_wiring()
    return render_template(
        "submissions/submissions.html",
        page=list_page(wiring.submissions.list(current_viewer()), _filters()),
        reading=wiring.submissions.show_reading(current_viewer()),
        goes_by_itself=wiring.submissions.show_sending(current_viewer()),
        upload_limit=wiring.settings.upload_limit,
        is_file_missing=is_file_missing,
    )
