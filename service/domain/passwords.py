"""What a password that somebody chooses has to be."""

from enum import StrEnum

SHORTEST = 12
LONGEST = 200


class Unfit(StrEnum):
    """Why a password is not taken."""

    TOO_SHORT = "too-short"
    TOO_LONG = "too-long"
    THE_LOGIN = "the-login"
    THE_SAME = "the-same"


def unfitness(new: str, present: str, login: str) -> Unfit | None:
    """None for a password that is taken: length counts, and which signs there are does not."""
    if len(new) < SHORTEST:
        return Unfit.TOO_SHORT
    if len(new) > LONGEST:
        return Unfit.TOO_LONG
    if login.casefold() in new.casefold():
        return Unfit.THE_LOGIN
    return Unfit.THE_SAME if new == present else None
