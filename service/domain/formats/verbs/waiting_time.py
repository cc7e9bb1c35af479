"""waiting_time: a number of days becomes weeks."""

from dataclasses import replace
from typing import Literal

from service.domain.content import ValueKind, Values
from service.domain.findings import Language
from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow

_DAYS_IN_A_WEEK = 7


@verb("waiting_time")
class WaitingTime(Verb):
    """Days become weeks of seven days; exact sevenths until a `round` after it says otherwise."""

    main = "unit"
    unit: Literal["weeks"]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """A number over seven."""
        shape = must_follow(before, ValueKind.NUMBER)
        return replace(
            shape.with_representation(self.unit),
            denominator=shape.denominator * _DAYS_IN_A_WEEK,
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
        )

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """The same days, over seven."""
        return replace(before, denominator=before.denominator * _DAYS_IN_A_WEEK)

    def sentence(self, language: Language) -> str:
        """In words."""
        return "omgerekend van dagen naar weken" if language == "nl" else "converted from days to weeks"
