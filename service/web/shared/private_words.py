"""Why a text is not passed on: what in it tells of a client, in words for who wrote it."""

from service.domain.private_words import Telling, TellsOfAClientError
from service.web.shared.languages import gettext, message

_WORDS = {
    Telling.BSN: message("een getal dat een BSN kan zijn"),
    Telling.BIRTH_DATE: message("een geboortedatum"),
    Telling.NUMBER: message("een nummer van een cliënt of toewijzing uit deze aanlevering"),
}


def telling_words(telling: TellsOfAClientError) -> str:
    """What stands there and what to do; never the words themselves."""
    found = ", ".join(gettext(words) for kind, words in _WORDS.items() if kind in telling.found)
    return gettext(
        "In uw tekst staat %(found)s. Haal dat weg en verwijs naar het blad, de kolom of de rij."
    ) % {"found": found}
