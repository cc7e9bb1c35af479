"""A second step at signing in: a code of six digits that an app shows (RFC 6238), or a recovery code."""

import re
import secrets
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from service.domain.failures import TerminalError

if TYPE_CHECKING:
    from service.domain.access import AccountId

STEP_SECONDS = 30
"""For so long the app shows one code."""
STEPS_BESIDE = 1
"""So many codes before and after the present one count too: clocks differ."""
RECOVERY_CODES = 10
_RECOVERY_BYTES = 14
_SIGNS = re.compile(r"[\s-]")


class SecondStep(StrEnum):
    """Who signs in with it: who switches it on, or everybody."""

    CHOSEN = "chosen"
    REQUIRED = "required"


class SecondStepMissingError(TerminalError):
    """The operator asks a second step of everybody, and this person has none yet."""


class WrongCodeError(TerminalError):
    """The code is not the present one, was used before, or nothing is switched on."""


def about_secret(account: "AccountId") -> str:
    """What binds a wrapped secret to its account: it is of no use for another."""
    return f"second-factor/{account.hex}"


def plain_code(typed: str) -> str:
    """Without the blanks and dashes that make it easy to read, in small letters."""
    return _SIGNS.sub("", typed).casefold()


def new_recovery_codes() -> tuple[str, ...]:
    """112 bits each (ASVS 6.5.2), in groups of four: for who lost the app."""
    every = (secrets.token_hex(_RECOVERY_BYTES) for _ in range(RECOVERY_CODES))
    return tuple("-".join(code[at : at + 4] for at in range(0, len(code), 4)) for code in every)


def hash_of_code(code: str) -> str:
    """What is kept of a recovery code."""
    return sha256(plain_code(code).encode()).hexdigest()
