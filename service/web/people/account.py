"""What a person chooses for itself: which notices come by e-mail, where and how often, and its password."""

from uuid import UUID

import segno
from flask import Blueprint, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from service.domain.notices.choices import NotAnAddressError, NoticeChoice, Pace
from service.domain.passwords import SHORTEST, Unfit
from service.domain.second_factor import WrongCodeError
from service.domain.sessions import SessionId
from service.domain.sign_in_brake import TooManyTriesError
from service.use_cases.people.change_password import WrongPassword
from service.web.people.visitor import current_viewer, session_token
from service.web.shared.current import current_wiring
from service.web.shared.languages import gettext, message

blueprint = Blueprint("account", __name__)

_LONGEST = 300
"""Of what is shown again of an address that is none."""


@blueprint.get("/account")
def show() -> str:
    """What was chosen."""
    return _page(said=request.args.get("gezegd", ""))


@blueprint.get("/meldingen")
def notices() -> str:
    """What this organisation was told, the latest first."""
    return render_template("people/notices.html", told=current_wiring().people.list_notices(current_viewer()))


@blueprint.post("/account/meldingen")
def choose() -> Response | tuple[str, int]:
    """Keep the choice, or say what is wrong with the address or the password that another one takes."""
    page = current_wiring().people.show_account(current_viewer())
    wanted = set(request.form.getlist("soort"))
    email = request.form.get("email", "").strip()
    unwanted = frozenset(each.code for each in page.kinds if each.code not in wanted)
    try:
        choice = NoticeChoice(email, _pace(request.form.get("hoe-vaak", "")), unwanted)
    except NotAnAddressError:
        return _page(email=email[:_LONGEST], said="geen-adres"), 400
    try:
        refused = current_wiring().people.choose_notices(
            current_viewer(), choice, request.form.get("wachtwoord", "")
        )
    except TooManyTriesError as brake:
        return _page(email=email, said="te-vaak", minutes=brake.minutes), 429
    if refused is not None:
        return _page(email=email, said="adres-niet"), 400
    return redirect(url_for(".show", gezegd="bewaard"), code=303)


@blueprint.post("/account/wachtwoord")
def change_password() -> Response | tuple[str, int]:
    """Change it, or say why not; nothing of what was typed is shown again."""
    form = request.form
    present, new = form.get("huidig", ""), form.get("nieuw", "")
    if new != form.get("nogmaals", ""):
        return _page(said="wachtwoord", refused=gettext(_NOT_TWICE)), 400
    try:
        refused = current_wiring().people.change_password(current_viewer(), present, new, session_token())
    except TooManyTriesError as brake:
        return _page(said="te-vaak", minutes=brake.minutes), 429
    if refused is not None:
        return _page(said="wachtwoord", refused=gettext(_REFUSED[refused])), 400
    return redirect(url_for(".show", gezegd="veranderd"), code=303)


@blueprint.post("/account/tweede-stap")
def begin_second_factor() -> str | Response:
    """Show what the app takes over, once."""
    wiring = current_wiring()
    shared = wiring.people.begin_second_factor(current_viewer(), wiring.settings.service_name)
    if shared is None:
        return redirect(url_for(".show", _anchor="tweede"), code=303)
    return _second_factor(secret=shared.text, picture=_picture(shared.address))


@blueprint.post("/account/tweede-stap/code")
def confirm_second_factor() -> str | tuple[str, int]:
    """Switch it on and show the recovery codes, or say that the code does not count."""
    code = request.form.get("code", "")
    try:
        codes = current_wiring().people.confirm_second_factor(current_viewer(), code, session_token())
    except WrongCodeError:
        return _second_factor(said="code"), 400
    except TooManyTriesError as brake:
        return _second_factor(said="te-vaak", minutes=brake.minutes), 429
    return _second_factor(codes=codes)


@blueprint.post("/account/tweede-stap/uit")
def end_second_factor() -> Response | tuple[str, int]:
    """Switch it off, or say that something was wrong."""
    password, code = request.form.get("wachtwoord", ""), request.form.get("code", "")
    try:
        current_wiring().people.end_second_factor(current_viewer(), password, code)
    except WrongCodeError:
        return _page(said="geen-code"), 400
    except TooManyTriesError as brake:
        return _page(said="te-vaak", minutes=brake.minutes), 429
    return redirect(url_for(".show", gezegd="tweede-uit"), code=303)


@blueprint.post("/account/elders-uitloggen")
def end_sessions() -> Response:
    """Wherever else this person is signed in, it is not any more."""
    ended = current_wiring().people.end_sessions(current_viewer(), session_token())
    return redirect(url_for(".show", gezegd="elders-uit" if ended else "nergens-anders"), code=303)


@blueprint.post("/account/sessies/<uuid:session_id>/beeindigen")
def end_session(session_id: UUID) -> Response:
    """That browser is not signed in any more; this one may be it."""
    current_wiring().people.end_session(current_viewer(), SessionId(session_id))
    return redirect(url_for(".show", gezegd="sessie-uit", _anchor="elders"), code=303)


@blueprint.post("/account/agenda")
def make_calendar() -> str:
    """A new secret address, told this once; the one before it ends."""
    secret = current_wiring().people.make_calendar(current_viewer())
    return _page(said="agenda", address=url_for("deadlines.calendar", secret=secret, _external=True))


@blueprint.post("/account/agenda/intrekken")
def revoke_calendar() -> Response:
    """From now on nobody reads deadlines by that address."""
    current_wiring().people.revoke_calendar(current_viewer())
    return redirect(url_for(".show", gezegd="ingetrokken"), code=303)


def _second_factor(**more: object) -> str:
    return render_template("people/second_factor.html", **more)


def _picture(address: str) -> Markup:
    """A QR code as part of the page; it is drawn here and of nothing that somebody typed but the login."""
    drawn = segno.make(address, error="m").svg_inline(
        scale=5, border=2, omitsize=False, svgclass="qr", lineclass=""
    )
    return Markup(drawn)  # noqa: S704 - numbers and our own words


def _pace(typed: str) -> Pace:
    return Pace(typed) if typed in set(Pace) else Pace.OFF


def _page(said: str, *, email: str | None = None, **more: object) -> str:
    page = current_wiring().people.show_account(current_viewer())
    return render_template(
        "people/account.html",
        page=page,
        factor=current_wiring().people.show_second_factor(current_viewer()),
        sessions=current_wiring().people.list_sessions(current_viewer(), session_token()),
        email=page.choice.email if email is None else email,
        paces=[(each.value, gettext(_PACES[each])) for each in Pace],
        shortest=SHORTEST,
        idle=current_wiring().settings.session_idle_minutes,
        said=said,
        **more,
    )


_PACES = {
    Pace.AT_ONCE: message("Meteen, hooguit één e-mail per minuut"),
    Pace.DAILY: message("Eén keer per dag, na zeven uur 's ochtends"),
    Pace.OFF: message("Niet"),
}
_NOT_TWICE = message("De twee keer dat u het nieuwe wachtwoord typte, stond er niet hetzelfde.")
_REFUSED: dict[WrongPassword | Unfit, str] = {
    WrongPassword.WRONG: message("Het huidige wachtwoord klopt niet."),
    Unfit.TOO_SHORT: message("Het nieuwe wachtwoord is te kort: gebruik ten minste 12 tekens."),
    Unfit.TOO_LONG: message("Het nieuwe wachtwoord is te lang: gebruik ten hoogste 200 tekens."),
    Unfit.THE_LOGIN: message("Uw gebruikersnaam staat in het nieuwe wachtwoord; kies iets anders."),
    Unfit.THE_SAME: message("Het nieuwe wachtwoord is hetzelfde als het huidige."),
    Unfit.EASY: message(
        "Het nieuwe wachtwoord is te makkelijk te raden. "
        "Neem bijvoorbeeld vier woorden die niets met elkaar te maken hebben."
    ),
}
