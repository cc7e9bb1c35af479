"""Dutch first, English too: the language of a page and its words; the Dutch text names the message."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask import Flask, g, has_request_context, request
from werkzeug.wrappers import Response

from service.domain.wording import Language, Wording
from service.web.people.visitor import known_viewer

LANGUAGE_COOKIE = "eenmaal_taal"
ENGLISH_MESSAGES = Path(__file__).parents[1] / "translations" / "en.po"
_ONE_YEAR = 31_536_000
_Kept = TypeVar("_Kept")


def install(app: Flask) -> None:
    """Give the templates gettext in the language of the request."""
    app.jinja_options = {**app.jinja_options, "extensions": ["jinja2.ext.i18n"]}
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined] # added by jinja2.ext.i18n
        gettext, ngettext, newstyle=True
    )
    _translations("en")


def message(text: str) -> str:
    """Mark a Dutch text as one to be translated where it is shown."""
    return text


def gettext(text: str) -> str:
    """The text in the language of the request."""
    return _translations(current_language()).gettext(text)


def ngettext(one: str, many: str, count: int) -> str:
    """The text for this count, in the language of the request."""
    return _translations(current_language()).ngettext(one, many, count)


def english(text: str) -> str:
    """The text in English, whatever the language of the request."""
    return _translations("en").gettext(text)


def in_language(words: Wording) -> str:
    """The words in the language of the request."""
    return words.to(current_language())


def kept_in_language(kept: Mapping[str, _Kept]) -> _Kept:
    """Of what is kept by language, such as the sentence of a stored finding, that of the request."""
    return kept[current_language()]


def known_language(name: str | None) -> Language | None:
    """The language of that name; None for anything else."""
    match name:
        case "nl" | "en":
            return name
    return None


def speak(language: Language) -> None:
    """From here on, in this request: for who asks by a header and has no page to choose on."""
    g.language = language


def current_language() -> Language:
    """What this browser chose, else what the account prefers, else Dutch; found out once per request."""
    if not has_request_context():
        return "nl"
    found: Language | None = g.get("language")
    if found is not None:
        return found
    viewer = known_viewer()
    chosen = known_language(request.cookies.get(LANGUAGE_COOKIE)) or (viewer.language if viewer else None)
    if chosen is not None:
        g.language = chosen
    return chosen or "nl"


def keep_language(response: Response, language: Language) -> Response:
    """From now on this browser reads this language."""
    response.set_cookie(
        LANGUAGE_COOKIE, language, max_age=_ONE_YEAR, secure=request.is_secure, httponly=True, samesite="Lax"
    )
    return response


@cache
def _translations(language: Language) -> NullTranslations:
    if language == "nl":
        return NullTranslations()
    with ENGLISH_MESSAGES.open("rb") as file:
        catalog = read_po(file, locale="en", abort_invalid=True)
    compiled = BytesIO()
    write_mo(compiled, catalog)
    compiled.seek(0)
    return Translations(compiled)
