"""What a password that somebody chooses has to be."""

from collections.abc import Iterable
from enum import StrEnum

from zxcvbn import zxcvbn

SHORTEST = 12
LONGEST = 200
_FEWEST_GUESSES = 10**10
"""From so many on zxcvbn calls a password strong also when its hash is stolen (a score of 4)."""
_AS_FAR = 72
"""So much of a password is looked at: what is longer is not easy to guess for its beginning alone."""
WORDS_OF_THE_FIELD = (
    *("eenmaal", "wachtwoord", "welkom", "gemeente", "jeugdhulp", "jeugdzorg", "jeugdwet", "verantwoording"),
    *("aanbieder", "zorgaanbieder", "inkoopbureau", "regio", "zorg", "wmo", "kwartaal"),
)
"""Words that somebody who knows this service tries first (ASVS 6.1.2)."""


class Unfit(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    THE_LOGIN = "the-login"
    THE_SAME = "the-same"
    EASY = "easy"


def unfitness(new: str, present: str, login: str, own_words: Iterable[str] = ()) -> Unfit | None:
    """None for a password that is taken: length counts and which signs there are does not.

    Nor one that is well known, or made of well known words, of those of the field or of `own_words`, such as
    the name of an organisation (ASVS 6.2.4, 6.2.11, 6.2.12).
    """
    if len(new) < SHORTEST:
        return Unfit.TOO_SHORT
    if len(new) > LONGEST:
        return Unfit.TOO_LONG
    if login.casefold() in new.casefold():
        return Unfit.THE_LOGIN
    if new == present:
        return Unfit.THE_SAME
    known = (login, *WORDS_OF_THE_FIELD, *own_words)
    return Unfit.EASY if zxcvbn(new[:_AS_FAR], user_inputs=known)["guesses"] < _FEWEST_GUESSES else None
