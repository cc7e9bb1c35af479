"""From failures to pages: which status, in which words, with a reference and never a traceback."""

import secrets
import traceback
from dataclasses import dataclass

import structlog
from flask import Flask, Response, make_response, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from service.domain.access import NotAllowedError, NotFoundError
from service.domain.failures import TransientError
from service.domain.formats.drafts.draft import ChangedMeanwhileError
from service.domain.idempotency import KeyOfAnotherRequestError, StillBusyError
from service.domain.identity import AssuranceTooLowError
from service.domain.keeping import KeyDestroyedError
from service.domain.second_factor import SecondStepMissingError
from service.domain.wording import Wording
from service.storage.stores import CannotBeStoredError
from service.use_cases.submissions.receive import UploadTooLargeError, UploadUncertainError
from service.web.api.problems import problem
from service.web.api.refused import refusal
from service.web.assurance import page_before
from service.web.people.visitor import SignInNeededError, is_of_a_program, known_viewer
from service.web.shared.current import current_wiring
from service.web.shared.languages import english, message

_REFERENCE_BYTES = 4
_SECONDS_TO_WAIT = "5"
_TOO_MANY, _SECONDS_OF_A_LIMIT = 429, "60"
_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    what_now: str


_UNAVAILABLE = 503
_WORDS = {
    400: _Words(
        message("Dit verzoek klopt niet"),
        message("Ga terug naar de vorige pagina, ververs haar en probeer het nog eens."),
    ),
    401: _Words(
        message("U bent niet (meer) ingelogd"),
        message("Log in en doe het daarna nog eens. Wat u net wilde versturen, is niet ontvangen."),
    ),
    403: _Words(
        message("Deze pagina is niet voor uw organisatie"),
        message("Ga naar uw eigen beginpagina, of log in met een ander account."),
    ),
    404: _Words(
        message("Deze pagina bestaat niet"),
        message("Controleer het adres, of begin opnieuw op uw beginpagina."),
    ),
    405: _Words(
        message("Dat kan hier niet"),
        message("Ga naar uw beginpagina en kies daar wat u wilt doen."),
    ),
    409: _Words(
        message("Iemand anders was u voor"),
        message("Dit is intussen gewijzigd. Open het opnieuw en kijk hoe het nu staat."),
    ),
    410: _Words(
        message("Dit is vernietigd volgens de bewaartermijn"),
        message(
            "Niemand kan het nog lezen. Aantallen, tellingen en vingerafdrukken (SHA-256) blijven staan."
        ),
    ),
    413: _Words(
        message("Dit bestand is te groot"),
        message("Er is niets van bewaard. Haal weg wat er niet in hoort, of lever het als zip met csv aan."),
    ),
    429: _Words(
        message("U vraagt te veel in korte tijd"),
        message("Wacht een minuut en doe het dan nog eens. Wat u net wilde versturen, is niet ontvangen."),
    ),
    500: _Words(
        message("Er ging bij ons iets mis"),
        message(
            "Dit ligt niet aan u of aan uw bestand. "
            "Probeer het later nog eens; blijft het misgaan, noem dan de referentie."
        ),
    ),
    503: _Words(
        message("De dienst is even niet bereikbaar"),
        message("Wat al ontvangen is, blijft bewaard. Probeer het over een minuut nog eens."),
    ),
}
_NOT_KEPT = _Words(
    message("Uw bestand is niet bewaard"),
    message(
        "Onze opslag neemt nu niets aan, dus wij hebben niets van uw bestand. Lever het over enkele minuten "
        "opnieuw aan. Wat u eerder aanleverde, is er nog."
    ),
)
_UNCERTAIN = _Words(
    message("Wij weten niet of uw bestand bewaard is"),
    message(
        "Onze verbinding viel weg terwijl wij uw bestand inschreven. Kijk over een minuut bij uw eerdere "
        "aanleveringen. Staat het er niet bij, lever het dan opnieuw aan: hetzelfde bestand telt nooit twee "
        "keer."
    ),
)
_UPLOADS = {"provider.receive", "api_submissions.receive"}
"""Where somebody hands something in, and has to know whether we have it."""
_STATUS_OF_FAILURE: tuple[tuple[type[Exception], int], ...] = (
    (NotFoundError, 404),
    (NotAllowedError, 403),
    (KeyDestroyedError, 410),
    (UploadTooLargeError, 413),
    (ChangedMeanwhileError, 409),
    (StillBusyError, 409),
    (KeyOfAnotherRequestError, 400),
    (CannotBeStoredError, 400),
    (TransientError, _UNAVAILABLE),
)


_ASKED_BY_SCRIPT = {"provider.progress", "draft_trial.progress"}


def install(app: Flask) -> None:
    """Answer every failure with a page in plain words."""
    app.register_error_handler(SignInNeededError, _ask_to_sign_in)
    app.register_error_handler(SecondStepMissingError, _ask_for_a_second_step)
    app.register_error_handler(AssuranceTooLowError, _ask_for_more_assurance)
    app.register_error_handler(CSRFError, _refuse_form)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(Exception, _show_failure)


def _ask_to_sign_in(_error: Exception) -> AnyResponse:
    """Reading a page leads to the sign-in page and back; anything else is refused."""
    if is_of_a_program():
        refused = _page(401)
        refused.headers["WWW-Authenticate"] = 'Bearer realm="eenmaal"'
        return refused
    if request.method in {"GET", "HEAD"} and request.endpoint not in _ASKED_BY_SCRIPT:
        return redirect(url_for("sign_in.ask", verder=request.full_path.rstrip("?")), code=303)
    return _page(401)


def _ask_for_a_second_step(_error: Exception) -> AnyResponse:
    """Reading a page leads to where it is switched on; anything else is refused."""
    if request.method in {"GET", "HEAD"} and request.endpoint not in _ASKED_BY_SCRIPT:
        return redirect(url_for("account.show", gezegd="tweede-stap"), code=303)
    return _page(403)


def _ask_for_more_assurance(error: AssuranceTooLowError) -> Response:
    """Where to sign in anew, and that nothing was done; then back to the page from which it is done."""
    provider = current_wiring().people.openid
    page = render_template(
        "people/higher_level.html",
        needed=error.needed,
        provider=provider.provider.name if provider else "",
        verder=page_before(request.endpoint or "", request.view_args or {}),
    )
    return make_response(page, 403)


def _refuse_form(_error: CSRFError) -> Response:
    return _page(400)


def _show_http_error(error: HTTPException) -> AnyResponse:
    if error.code is None or error.code < 400:  # noqa: PLR2004 - Werkzeug's own redirects are exceptions too
        return error.get_response()
    response = (refusal(error) if is_of_a_program() else None) or _page(error.code)
    response.headers.extend(
        (name, value) for name, value in error.get_headers() if name in {"Allow", "Retry-After"}
    )
    if error.code == _TOO_MANY:
        _tell_who_was_refused(type(error).__name__)
        response.headers.setdefault("Retry-After", _SECONDS_OF_A_LIMIT)
    return response


def _show_failure(error: Exception) -> Response:
    status = _status_of(error)
    if status < 500:  # noqa: PLR2004 - not a fault of ours, so nothing to look up
        _tell_who_was_refused(type(error).__name__)
        return (refusal(error) if is_of_a_program() else None) or _page(status)
    reference = secrets.token_hex(_REFERENCE_BYTES)
    _log.error(
        "request_failed",
        reference=reference,
        endpoint=request.endpoint,
        failure=type(error).__name__,
        where=[f"{frame.filename}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)],
    )
    response = _page(status, reference, _words_about_an_upload(error, status))
    if status == _UNAVAILABLE:
        response.headers["Retry-After"] = _SECONDS_TO_WAIT
    return response


def _tell_who_was_refused(failure: str) -> None:
    viewer = known_viewer()
    _log.warning(
        "request_refused",
        endpoint=request.endpoint,
        failure=failure,
        organisation=str(viewer.organisation.id) if viewer else "",
    )


def _status_of(error: Exception) -> int:
    if request.endpoint in _UPLOADS and isinstance(error, OSError):
        return _UNAVAILABLE  # no room for the file on its way in
    return next((status for kind, status in _STATUS_OF_FAILURE if isinstance(error, kind)), 500)


def _words_about_an_upload(error: Exception, status: int) -> _Words | None:
    """Whether it was kept: whoever hands something in has to know."""
    if isinstance(error, UploadUncertainError):
        return _UNCERTAIN
    return _NOT_KEPT if status == _UNAVAILABLE and request.endpoint in _UPLOADS else None


def _page(status: int, reference: str = "", words: _Words | None = None) -> Response:
    if is_of_a_program():
        detail = Wording(words.what_now, english(words.what_now)) if words else None
        return problem(status, detail=detail, reference=reference)
    words = words or _WORDS.get(status) or _WORDS[500 if status >= 500 else 400]  # noqa: PLR2004 - the two classes of HTTP errors
    return make_response(render_template("shared/error.html", words=words, reference=reference), status)
