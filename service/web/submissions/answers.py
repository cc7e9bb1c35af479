"""Where a provider answers a warning: it is right as it stands, and why."""

from uuid import UUID

from flask import Blueprint, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.submissions.answers import NotAnAnswerError, PersonalAnswerError
from service.domain.submissions.submission import SubmissionId
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring

blueprint = Blueprint("answers", __name__)


@blueprint.post("/aanleveringen/<uuid:submission_id>/antwoorden")
def give(submission_id: UUID) -> AnyResponse:
    """Keep an answer to one warning, or to all of one sort that have none, and go back to the page."""
    identity = request.form.get("kenmerk", "")
    about = identity or (request.form.get("tabel", ""), request.form.get("veld", ""))
    try:
        current_wiring().submissions.answer_warnings(
            current_viewer(),
            SubmissionId(submission_id),
            request.form.get("bevinding", ""),
            about,
            request.form.get("antwoord", ""),
        )
    except PersonalAnswerError:
        return _back(submission_id, "persoonsgegevens")
    except NotAnAnswerError:
        return _back(submission_id, "geen-antwoord")
    return _back(submission_id, "beantwoord")


@blueprint.post("/aanleveringen/<uuid:submission_id>/antwoorden/terugnemen")
def withdraw(submission_id: UUID) -> AnyResponse:
    """Take an answer back and go back to the page."""
    current_wiring().submissions.withdraw_answer(
        current_viewer(),
        SubmissionId(submission_id),
        request.form.get("bevinding", ""),
        request.form.get("kenmerk", ""),
    )
    return _back(submission_id, "teruggenomen")


def _back(submission_id: UUID, said: str) -> AnyResponse:
    address = url_for("provider.submission", submission_id=submission_id, lezing=said)
    return redirect(f"{address}#bevindingen", code=303)
