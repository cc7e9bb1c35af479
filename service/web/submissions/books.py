"""Where a provider holds a submission against its own books: rows and euros per municipality and law."""

from dataclasses import dataclass
from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import (
    ComparedFigure,
    NoControlFiguresError,
    differing,
    parse_control_figures,
)
from service.domain.words import reason_words
from service.web.people.visitor import current_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, in_language

blueprint = Blueprint("books", __name__)
_MOST_BYTES = 200_000


@dataclass(frozen=True, slots=True)
class BooksLine:
    """One municipality and law, as the page shows it."""

    figure: ComparedFigure
    causes: tuple[str, ...]
    """Words for what makes exactly this difference."""


@blueprint.get("/aanleveringen/<uuid:submission_id>/controlecijfers")
def show(submission_id: UUID) -> str:
    """The last comparison, and the form for the next."""
    return _page(SubmissionId(submission_id), "")


@blueprint.post("/aanleveringen/<uuid:submission_id>/controlecijfers")
def compare(submission_id: UUID) -> AnyResponse | tuple[str, int]:
    """A csv file of the books, or what is wrong with it."""
    submission, upload = SubmissionId(submission_id), request.files.get("bestand")
    content = upload.stream.read(_MOST_BYTES + 1) if upload is not None else b""
    if not content or len(content) > _MOST_BYTES:
        return _page(submission, gettext("Kies een csv-bestand van ten hoogste 200 kB.")), 400
    try:
        books = parse_control_figures(content.decode("utf-8"))
    except UnicodeDecodeError:
        return _page(submission, gettext("Dit is geen csv in UTF-8. Sla het op als csv UTF-8.")), 400
    except NoControlFiguresError as refused:
        return _page(submission, in_language(refused.words)), 400
    current_wiring().submissions.hold_against_books(current_viewer(), submission, books)
    return redirect(url_for(".show", submission_id=submission_id), 303)


def _page(submission: SubmissionId, fault: str) -> str:
    found, figures = current_wiring().submissions.show_books(current_viewer(), submission)
    return render_template(
        "submissions/books.html",
        submission=found,
        lines=[_line(each) for each in figures],
        differing=len(differing(figures)),
        fault=fault,
    )


def _line(figure: ComparedFigure) -> BooksLine:
    return BooksLine(figure, tuple(in_language(reason_words(each)) for each in figure.causes))
