"""Where a provider looks at what each municipality will get, sends it, and takes it back."""

from collections.abc import Collection
from datetime import UTC, datetime
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import Viewer
from service.domain.dues import Due, DueState
from service.domain.submissions.sending import Outlook, Remark
from service.domain.submissions.submission import SubmissionId
from service.use_cases.submissions.send import LookAgainError
from service.use_cases.submissions.take_back import AlreadyTakenError
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.downloads import as_attachment
from service.web.shared.languages import gettext, message
from service.web.shared.moments import read_moment, signed_moment
from service.web.shared.municipality_names import municipality_of
from service.web.submissions.receipt import name_of, printed_receipt, receipt_of

blueprint = Blueprint("sending", __name__)


@blueprint.get("/aanleveringen/<uuid:submission_id>/versturen")
def look(submission_id: UUID) -> str:
    """Per municipality what it will get, what that takes the place of, and what there is to say."""
    return _page(current_wiring().submissions.look(current_viewer(), SubmissionId(submission_id)))


@blueprint.post("/aanleveringen/<uuid:submission_id>/versturen")
def send(submission_id: UUID) -> AnyResponse | tuple[str, int]:
    """To all, or to those that were ticked; back to the page when nothing was, or when something changed."""
    wiring, viewer = current_wiring(), current_viewer()
    outlook = wiring.submissions.look(viewer, SubmissionId(submission_id))
    everyone = {each.municipality for each in outlook.unsent}
    is_for_all = request.form.get("aan") == "alle"
    chosen = everyone if is_for_all else set(request.form.getlist("gemeente")) & everyone
    if not chosen:
        return _page(outlook, said="niemand"), 400
    try:
        wiring.submissions.send(viewer, outlook.submission.id, chosen, request.form.get("gezien", ""))
    except LookAgainError:
        return redirect(url_for(".look", submission_id=submission_id, gezegd="veranderd"), code=303)
    _time_review(viewer, outlook, chosen)
    return redirect(url_for(".receipt", submission_id=submission_id, gezegd="verstuurd"), code=303)


@blueprint.post("/aanleveringen/<uuid:submission_id>/terugnemen")
def take_back(submission_id: UUID) -> AnyResponse:
    """From one municipality, when it has taken nothing of it yet."""
    said = "teruggenomen"
    try:
        current_wiring().submissions.take_back(
            current_viewer(), SubmissionId(submission_id), request.form.get("gemeente", "")
        )
    except AlreadyTakenError:
        said = "opgehaald"
    return redirect(url_for(".look", submission_id=submission_id, gezegd=said), code=303)


@blueprint.get("/aanleveringen/<uuid:submission_id>/ontvangstbewijs")
def receipt(submission_id: UUID) -> str:
    """What was sent to whom and when, with the hash of every file and the balance."""
    wiring = current_wiring()
    outlook = wiring.submissions.look(current_viewer(), SubmissionId(submission_id))
    return render_template(
        "submissions/receipt.html",
        receipt=receipt_of(current_viewer(), outlook),
        submission=outlook.submission,
        outlook=outlook,
        titles=wiring.catalogue().titles(),
        name_of_report=municipality_of,
        said=request.args.get("gezegd", ""),
    )


@blueprint.get("/aanleveringen/<uuid:submission_id>/ontvangstbewijs.pdf")
def receipt_as_pdf(submission_id: UUID) -> AnyResponse:
    """The same, to keep in one's own administration."""
    outlook = current_wiring().submissions.look(current_viewer(), SubmissionId(submission_id))
    return as_attachment(printed_receipt(current_viewer(), outlook))


@blueprint.post("/aanleveringen/versturen")
def choose() -> AnyResponse:
    """Whether a submission goes by itself when there is nothing to say about it."""
    current_wiring().submissions.choose_sending(current_viewer(), by_itself="vanzelf" in request.form)
    return redirect(url_for("provider.submissions"), code=303)


def _time_review(viewer: Viewer, outlook: Outlook, chosen: Collection[str]) -> None:
    """How long was looked, when that is known; a form that waited for more than a day says nothing."""
    opened = read_moment(request.form.get("geopend", ""))
    reports = sum(len(each.outgoing) for each in outlook.addressees if each.municipality in chosen)
    if opened is not None:
        current_wiring().burden.time_review(viewer, opened, datetime.now(UTC), reports)


def _page(outlook: Outlook, said: str = "") -> str:
    return render_template(
        "submissions/look.html",
        outlook=outlook,
        opened=signed_moment(),
        submission=outlook.submission,
        remarks=[gettext(_REMARKS[each]) for each in outlook.remarks],
        overdue=_overdue(outlook),
        titles=current_wiring().catalogue().titles(),
        name_of=name_of,
        name_of_report=municipality_of,
        said=said or request.args.get("gezegd", ""),
    )


def _overdue(outlook: Outlook) -> tuple[Due, ...]:
    """What is to be sent now and was to be there before today, over this period, the longest ago first."""
    waiting = {each.municipality for each in outlook.unsent}
    if not waiting or outlook.submission.period is None:
        return ()
    dues = current_wiring().reports.list_dues(current_viewer(), outlook.submission.period)
    return tuple(
        each for each in dues if each.state is DueState.MISSING and each.asked.municipality in waiting
    )


_REMARKS = {
    Remark.NOT_BEGUN: message("Deze periode moet nog beginnen. Klopt de periode in uw bestand?"),
    Remark.NOT_OVER: message(
        "Deze periode loopt nog. Wat er later bijkomt, levert u aan met een nieuw bestand."
    ),
    Remark.UNUSUAL_PERIOD: message("Deze periode is langer of korter dan wat u eerder verstuurde."),
    Remark.CLOSED: message(
        "Een gemeente heeft al aanvaard wat u eerder stuurde. Wat u nu verstuurt, komt daarvoor in de plaats"
        " en wordt opnieuw beoordeeld."
    ),
    Remark.LAPSES: message(
        "Een gemeente raakt een rapportage kwijt zonder dat er iets voor in de plaats komt."
    ),
    Remark.EMPTY: message("In geen enkele rapportage staat een prestatie."),
    Remark.WAITING: message("Er wachten rijen op een code die nog niemand kent; die gaan nu niet mee."),
    Remark.FINDINGS: message("Er zijn opmerkingen bij dit bestand die nog niemand beantwoordde."),
}
