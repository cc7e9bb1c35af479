"""What a municipality asks, format by format, and what follows from something else that it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.burden.demand import AskedElement, Demand
from service.domain.periods import PeriodKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedFormat:
    """A format that a municipality asks, with what makes it asked."""

    demand: Demand
    laws: frozenset[str]
    often: PeriodKind
    is_of_persons: bool = False
    legal_ground: str = ""
    """As the municipality gives it."""

    def tells_as_much_as(self, other: "AskedFormat") -> bool:
        """Whether it is about the same laws and persons, as often, and its lines are no coarser."""
        is_as_fine = not self.demand.changes_grain or (
            other.demand.changes_grain and self.demand.grains == other.demand.grains
        )
        is_as_often = self.often.months <= other.often.months
        is_of_as_many = other.laws <= self.laws and (self.is_of_persons or not other.is_of_persons)
        return is_as_fine and is_as_often and is_of_as_many


Asking = Mapping[str, Sequence[AskedFormat]]
"""By municipality."""


def asked_already(each: AskedElement, asked: AskedFormat, formats: Sequence[AskedFormat]) -> str:
    """Another format of the municipality from which this follows: not one that follows from this as well.

    Of two that say the same, the one that asks most stays; it is no excuse for one that is kept by law.
    """
    for other in sorted(formats, key=lambda one: (-len(one.demand.asked), one.demand.format)):
        if other.demand.format == asked.demand.format:
            continue
        told = next((one for one in other.demand.asked if one.element == each.element), None)
        if told and _covers(told, other, each, asked):
            if _covers(each, asked, told, other) and _comes_first(asked, other):
                continue
            return other.demand.format
    return ""


def _comes_first(one: AskedFormat, other: AskedFormat) -> bool:
    return (-len(one.demand.asked), one.demand.format) < (-len(other.demand.asked), other.demand.format)


def _covers(told: AskedElement, one: AskedFormat, each: AskedElement, other: AskedFormat) -> bool:
    """Whether who is told the first can work out the second: the same rows, no coarser and no later."""
    is_told = told.times > 0 and not told.is_manual
    is_of_the_same_rows = told.rows == each.rows and told.where in ("", each.where)
    is_in_a_form_that_tells_it = told.representation in ((), each.representation)
    return is_told and is_of_the_same_rows and is_in_a_form_that_tells_it and one.tells_as_much_as(other)
