"""Keys of pseudonyms: which one holds on a day, and by which id it is known without being given away."""

import hashlib
import hmac
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

_FROM = "@"


def key_id(secret: str) -> str:
    """Tells two keys apart and gives away neither."""
    return hashlib.sha256(b"eenmaal key " + secret.encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class PseudonymKey:
    """A key, and the first day on which a submission may come in whose pseudonyms are made with it."""

    secret: str = field(repr=False)
    since: date = date.min

    @property
    def id(self) -> str:
        """By which it is known."""
        return key_id(self.secret)


@dataclass(frozen=True, slots=True)
class PseudonymKeys:
    """One key after the other; what was made with an older one is made again with that one."""

    keys: tuple[PseudonymKey, ...] = ()
    """The oldest first."""

    @classmethod
    def from_text(cls, text: str) -> "PseudonymKeys":
        """`first,second@2027-01-01`. Raises ValueError for a later one without a day, or not in order."""
        parts = [part.strip().rpartition(_FROM) for part in text.split(",") if part.strip()]
        keys = [
            PseudonymKey(secret, date.fromisoformat(day)) if secret else PseudonymKey(day)
            for secret, _, day in parts
        ]
        if [each.since for each in keys] != sorted({each.since for each in keys}):
            raise ValueError("each key after the first needs a later day: first,second@2027-01-01")
        return cls(tuple(keys))

    def on(self, day: date) -> bytes:
        """The key for what came in on a day; empty when there is none."""
        held = [each for each in self.keys if each.since <= day]
        return held[-1].secret.encode() if held else b""


@dataclass(frozen=True, slots=True)
class Pseudonyms:
    """Persons by a name that nobody can read back, with the id of the key that made it."""

    secrets: Sequence[str] = field(repr=False)
    """The current key first."""

    def of(self, person: str) -> str:
        """The name from now on."""
        return _named(self.secrets[0], person)

    def every_of(self, person: str) -> frozenset[str]:
        """The names under which the person may have been known, as far as keys are still there."""
        return frozenset(_named(secret, person) for secret in self.secrets)


def _named(secret: str, person: str) -> str:
    made = hmac.new(secret.encode(), b"eenmaal person " + person.encode(), hashlib.sha256)
    return f"{key_id(secret)}:{made.hexdigest()[:32]}"
