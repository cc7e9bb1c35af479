"""What a law or a national agreement prescribes: nobody chose to ask it, so nobody is asked to stop."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from service.domain.periods import Period

EVERYTHING = "*"
"""As an element: all that a format asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Prescription:
    """One line of the table of what is prescribed."""

    format: str
    element: str
    """`*` for the whole format."""
    begin: date
    end: date | None = None
    """None while there is no end."""
    ground: str = ""
    """The article, as it is cited in Dutch."""

    def holds_over(self, period: Period) -> bool:
        """Whether it holds on any day of a period."""
        return self.begin <= period.end and (self.end is None or period.begin <= self.end)


@dataclass(frozen=True, slots=True)
class LegallyRequired:
    """Everything that is prescribed, with its days."""

    lines: tuple[Prescription, ...] = ()

    @classmethod
    def of(cls, pairs: Iterable[tuple[str, str]]) -> "LegallyRequired":
        """(format, element), prescribed for ever."""
        return cls(tuple(Prescription(format=name, element=each, begin=date.min) for name, each in pairs))

    def find(self, name: str, element: str, period: Period) -> Prescription | None:
        """What prescribes that a format asks an element on any day of a period; None when nothing does."""
        for each in self.lines:
            is_it = each.format == name and each.element in (EVERYTHING, element)
            if is_it and each.holds_over(period):
                return each
        return None


NOTHING_REQUIRED = LegallyRequired()
