"""What is said to people, in both languages: the one place that chooses between them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


@dataclass(frozen=True, slots=True)
class Wording:
    """The same thing in Dutch and in English.

    Either is a `str.format` template until it is filled.
    """

    nl: str
    en: str

    def to(self, language: Language) -> str:
        """As a reader of that language reads it."""
        return self.en if language == "en" else self.nl

    def fill(self, **parts: object) -> "Wording":
        """The templates with these parts put in; a part that is a Wording itself is put in by language."""
        return self.filled(parts)

    def filled(self, parts: Mapping[str, object]) -> "Wording":
        """As `fill`. Raises KeyError for a part that a template asks and nobody gives."""
        dutch = {name: part.nl if isinstance(part, Wording) else part for name, part in parts.items()}
        english = {name: part.en if isinstance(part, Wording) else part for name, part in parts.items()}
        return Wording(self.nl.format_map(dutch), self.en.format_map(english))

    def __add__(self, other: "Wording") -> "Wording":
        return Wording(self.nl + other.nl, self.en + other.en)

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.nl or self.en)

    def as_json(self) -> dict[str, str]:
        """Both, in the stable shape of `--json`."""
        return {"nl": self.nl, "en": self.en}

    @classmethod
    def of_json(cls, kept: Mapping[str, str]) -> "Wording":
        """What `as_json` made."""
        return cls(kept["nl"], kept["en"])


def same(text: str) -> Wording:
    """What reads the same in both languages, such as a name or a code."""
    return Wording(text, text)


def joined(separator: "Wording | str", parts: Iterable[Wording]) -> Wording:
    """All of them after each other, in each language."""
    between = same(separator) if isinstance(separator, str) else separator
    every = tuple(parts)
    return Wording(between.nl.join(part.nl for part in every), between.en.join(part.en for part in every))


AND = Wording(" en ", " and ")
OR = Wording(" of ", " or ")
NOTHING = Wording("", "")
