"""suppress_below: a number about too few people is left out."""

from dataclasses import replace

import numpy as np
from pydantic import Field

from service.domain.formats.faults.expressions import NO_NUMBER_TO_COUNT_OVER
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "suppress_below",
    called=Wording("kleine aantallen weglaten", "leave out small counts"),
    options={
        "threshold": Wording("leeg onder", "blank below"),
        "counting": Wording("geteld over", "counted over"),
    },
)
class SuppressBelow(Verb):
    """Blank from 1 up to the threshold: `suppress_below: 5`; zero stays.

    With `counting`, that count decides instead of the number itself: an amount about too few clients is left
    out by `suppress_below: { threshold: 5, counting: { count_distinct: toewijzing.clientnummer } }`.
    """

    main = "threshold"
    threshold: int = Field(ge=2)
    counting: InnerExpression | None = None

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The same number, not to be read back."""
        shape = must_follow(before, ValueKind.NUMBER)
        if self.counting is not None and self.counting.shape(scope).kind is not ValueKind.NUMBER:
            raise LanguageError(NO_NUMBER_TO_COUNT_OVER.fault())
        return replace(
            shape.with_representation(f"blank below {self.threshold}"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The numbers, blank where they speak of too few."""
        counts = before if self.counting is None else self.counting.apply(lines)
        size = np.abs(np.where(counts.blank, 0, counts.numbers))
        few = (size > 0) & (size < self.threshold * counts.denominator)
        return Values(before.kind, before.items, before.blank | few, before.denominator)

    def parts(self) -> tuple[Expression, ...]:
        """What is counted."""
        return () if self.counting is None else (self.counting,)

    def sentence(self) -> Wording:
        """In words."""
        told = Wording("leeg bij minder dan {least}", "blank for fewer than {least}").fill(
            least=self.threshold
        )
        if self.counting is None:
            return told
        return told + Wording(" van {counted}", " of {counted}").fill(counted=self.counting.sentence())
