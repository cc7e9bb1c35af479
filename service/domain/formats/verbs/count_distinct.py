"""count_distinct: how many different values a field has in the rows of a line."""

import numpy as np
import numpy.typing as npt

from service.domain.formats.rows import Groups, ranks
from service.domain.formats.shape import CellClass, Grain, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb, verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb("count_distinct", called=Wording("tel verschillende waarden", "count different values"))
class CountDistinct(Verb):
    """How many different values there are: `count_distinct: clientnummer`. Empty ones are not counted."""

    main = "of"
    puts_together = True
    of: InnerExpression

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A whole number."""
        must_put_together(before, scope)
        source = self.of.shape(scope.of_rows).source
        return Shape(
            kind=ValueKind.NUMBER,
            grain=Grain.GROUP,
            source=source,
            cell_class=CellClass.AGGREGATED,
            element=("count of different values",),
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number per line."""
        values = self.of.apply(lines.rows)
        return different_values(values, lines, np.ones(len(values), dtype=bool))

    def sentence(self) -> Wording:
        """In words."""
        return Wording(
            "het aantal verschillende waarden van {of}", "the number of different values of {of}"
        ).fill(of=self.of.sentence())

    def inner(self) -> Expression:
        """What is counted."""
        return self.of


def different_values(values: Values, lines: Groups, counted: npt.NDArray[np.bool_]) -> Values:
    """Per line how many different values its rows have; blank ones and those not `counted` left out."""
    codes, size = ranks(values)
    pairs = np.unique((lines.numbers * size + codes)[counted & ~values.blank])
    counts = np.bincount(pairs // size, minlength=len(lines)).astype(np.int64)
    return Values(ValueKind.NUMBER, counts, np.zeros(len(lines), dtype=bool))
