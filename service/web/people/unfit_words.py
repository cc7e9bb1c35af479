"""Why a password that somebody chooses for an account is not taken."""

from service.domain.passwords import Unfit
from service.web.shared.languages import gettext, message

_UNFIT = {
    Unfit.TOO_SHORT: message("Dit wachtwoord is te kort."),
    Unfit.TOO_LONG: message("Dit wachtwoord is te lang."),
    Unfit.THE_LOGIN: message("Uw gebruikersnaam mag niet in het wachtwoord staan."),
    Unfit.THE_SAME: message("Dit wachtwoord is te kort."),
    Unfit.EASY: message(
        "Dit wachtwoord is te makkelijk te raden. "
        "Neem bijvoorbeeld vier woorden die niets met elkaar te maken hebben."
    ),
}


def unfit_words(unfit: Unfit) -> str:
    """In the language of the request."""
    return gettext(_UNFIT[unfit])
