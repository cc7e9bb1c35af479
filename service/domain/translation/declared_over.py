"""What messages declare over a period, added up per municipality and law or per provider and law."""

from collections.abc import Iterable
from dataclasses import dataclass

_ADDED = (
    *("declarations", "declared", "read", "answered", "granted", "read_granted", "reported", "differing"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredWanted:
    """Which declarations are added up; what says nothing leaves nothing out."""

    municipality: str = ""
    """Gemeentecode."""
    provider: str = ""
    """AGB code."""
    by_provider: bool = False
    """A line per law and provider, and not per law and municipality."""
    fewest: int = 0
    """Left out is what one provider sent one municipality under a law of which no declaration is about as
    many clients: of it nobody else reads a number, nor a sum that would tell it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclaredOver:
    """The declarations (323) of one law to one municipality, or of one provider; amounts in signed cents."""

    law: str
    municipality: str | None
    """Gemeentecode; None for the sum of a provider."""
    provider: str | None
    """AGB code; None for the sum of a municipality."""
    declarations: int
    declared: int
    """What the messages say that they add up to."""
    read: int
    """What the rows under these declarations hold."""
    answered: int
    """How many have an answer (325)."""
    granted: int
    """What those answers grant."""
    read_granted: int
    """What the granted rows under them hold."""
    reported: int
    """What of the rows stands in reports."""
    differing: int
    """How many have rows that hold something else than their messages say."""

    def plus(self, other: "DeclaredOver") -> "DeclaredOver":
        """Both together, of nobody in particular."""
        return DeclaredOver(
            law=self.law,
            municipality=None,
            provider=None,
            **{name: getattr(self, name) + getattr(other, name) for name in _ADDED},
        )

    @property
    def code(self) -> str:
        """Of whom they are."""
        return self.municipality or self.provider or ""


def by_law(every: Iterable[DeclaredOver]) -> tuple[DeclaredOver, ...]:
    """All of a law together, the laws by name."""
    found: dict[str, DeclaredOver] = {}
    for each in every:
        found[each.law] = found[each.law].plus(each) if each.law in found else each
    return tuple(each for _, each in sorted(found.items()))
