"""Who somebody is as a provider outside vouches for it, at which level, and what each level is enough for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.access import Role
from service.domain.failures import TerminalError


class Scheme(StrEnum):
    """By which numbers an organisation is known outside."""

    AGB = "agb"
    """Eight digits, of a provider: its code here too."""
    GEMEENTECODE = "gemeentecode"
    """Four digits: the code of a municipality here too."""
    KVK = "kvk"
    """Eight digits, in the trade register."""
    OIN = "oin"
    """Twenty digits: the organisatie-identificatienummer of Logius."""


class AssuredAct(StrEnum):
    """What may ask for a higher level than signing in does."""

    PUBLISH = "publish"
    """Publishing a format, or withdrawing it."""
    REJECT = "reject"
    """Accepting or rejecting a report."""
    EVIDENCE = "evidence"
    """Taking the evidence of a report or a period."""


class Refusal(StrEnum):
    """Why somebody who comes from a provider is not let in."""

    CANCELLED = "cancelled"
    NOT_ANSWERING = "not-answering"
    NOT_VALID = "not-valid"
    """What it said is not signed, not meant for us, too old, or no answer to what was asked."""
    LEVEL_TOO_LOW = "level-too-low"
    NO_ORGANISATION = "no-organisation"
    SEVERAL_ORGANISATIONS = "several-organisations"
    OTHER_ORGANISATION = "other-organisation"
    """This person is known here for another organisation."""
    ENDED = "ended"
    """An administrator ended the account."""


class NotVouchedError(TerminalError):
    """Nobody is let in."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        """`detail` is for the operator's log, and says nothing of a person."""
        super().__init__(f"{refusal.value}: {detail}" if detail else refusal.value)
        self.refusal = refusal


class NumberTakenError(TerminalError):
    """Another organisation is known by this number."""

    def __init__(self, scheme: Scheme) -> None:
        """`scheme`: of the number."""
        super().__init__("Another organisation is known by this number already.")
        self.scheme = scheme


class AssuranceTooLowError(TerminalError):
    """This act asks for a higher level than the one at which somebody signed in."""

    def __init__(self, needed: str) -> None:
        """`needed`: the level to sign in with."""
        super().__init__(f"needs level {needed}")
        self.needed = needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Vouched:
    """What a provider vouches for, once."""

    issuer: str
    subject: str
    """Who it is, as only this provider calls it."""
    name: str
    """What the person is called there; empty when it does not say."""
    level: str
    """The `acr` of the sign-in; empty when it does not say."""
    identifiers: frozenset[tuple[Scheme, str]]
    """Of the organisation that the person acts for."""
    role: Role | None
    """None when our own table says."""


@dataclass(frozen=True, slots=True)
class AssuranceLevels:
    """The levels of an installation, from low to high, and which acts need which."""

    known: tuple[str, ...] = ()
    needed: Mapping[AssuredAct, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise ValueError for an act that needs a level that is not known."""
        for act, level in self.needed.items():
            if level not in self.known:
                raise ValueError(f"{act.value} needs {level}, which is not among the known levels")

    def require(self, act: AssuredAct, level: str) -> None:
        """Raise AssuranceTooLowError unless this level is enough."""
        needed = self.needed.get(act)
        if needed is not None and (level not in self.known or self._rank(level) < self._rank(needed)):
            raise AssuranceTooLowError(needed)

    def require_known(self, level: str) -> None:
        """Raise NotVouchedError for a level that is too low, or that nobody knows."""
        if self.known and level not in self.known:
            raise NotVouchedError(Refusal.LEVEL_TOO_LOW, level)

    def _rank(self, level: str) -> int:
        return self.known.index(level)
