"""Find the sign in which two words differ that look the same: of another alphabet, unseen, or a nought."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from service.domain.wording import Wording

_ALIKE = str.maketrans(
    {
        **dict(zip("аеорсухіјѕԁһкмтнв", "aeopcyxijsdhkmthb", strict=True)),
        **dict(zip("αονρικτυχ", "aovpiktux", strict=True)),
        **dict(zip("ıɡɑ01|", "igaoll", strict=True)),  # noqa: RUF001 - that is the point
    }
)
"""Small letters and signs that are easily taken for a Latin letter → that letter."""
_DIGITS_SEEN = str.maketrans("OoIl", "0011")
"""Letters that are easily taken for a digit → that digit."""
_LETTER = Wording(
    " Teken {place} is de letter {letter}, waar het cijfer {digit} hoort.",
    " Sign {place} is the letter {letter}, where the digit {digit} belongs.",
)
_UNSEEN = ("Cf", "Cc", "Zs", "Zl", "Zp", "Mn")
"""Categories of signs that nobody sees as a sign."""


@dataclass(frozen=True, slots=True)
class HiddenDifference:
    """The first sign in which what is written differs from what it looks like."""

    meant: str
    place: int
    """Counted from 1."""
    found: str
    """The sign with its number: `"O" (U+004F)`; of one that cannot be seen the number alone."""
    expected: str
    """The sign that belongs there; empty when the word ends there."""

    @property
    def facts(self) -> dict[str, str]:
        """What a finding tells of it."""
        return {"place": str(self.place), "found": self.found, "expected": self.expected}


def by_sight(words: Iterable[str]) -> dict[str, str]:
    """What a reader sees → the word, for words that a text may be held against."""
    return {_as_seen(each): each for each in words}


def hidden_difference(written: str, among: Mapping[str, str]) -> HiddenDifference | None:
    """How a text differs from the word that it looks like, and is not; None when there is none.

    `among`: as `by_sight` gives them.
    """
    meant = among.get(_as_seen(written))
    return None if meant is None else _first_difference(written, meant)


def letter_among_digits(text: str) -> Wording | None:
    """Which letter stands where a digit belongs, of a text that reads as digits; None where none does."""
    digits = text.translate(_DIGITS_SEEN)
    if digits == text or not any(map(str.isdigit, text)) or any(map(str.isalpha, digits)):
        return None
    at = next(place for place, sign in enumerate(text) if sign != digits[place])
    facts = {"place": str(at + 1), "letter": text[at], "digit": digits[at]}
    return _LETTER.filled(facts)


def _as_seen(text: str) -> str:
    """The letters as a reader takes them."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_ALIKE)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)


def _first_difference(written: str, meant: str) -> HiddenDifference | None:
    """The first sign that is another one, whatever its case; None when only case differs."""
    for at, sign in enumerate(written):
        expected = meant[at] if at < len(meant) else ""
        if sign.casefold() != expected.casefold():
            return HiddenDifference(meant, at + 1, _named(sign), expected)
    return None


def _named(sign: str) -> str:
    number = f"U+{ord(sign):04X}"
    return number if unicodedata.category(sign) in _UNSEEN else f'"{sign}" ({number})'
