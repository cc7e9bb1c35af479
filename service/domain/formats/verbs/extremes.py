"""What min, max, earliest, latest, median and percentile share: one value of the rows of a line, by size."""

from dataclasses import replace
from typing import ClassVar

import numpy as np

from service.domain.formats.faults.expressions import OTHER_KIND_INSIDE, kind_words
from service.domain.formats.rows import Groups, Positions, take
from service.domain.formats.shape import CellClass, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


class OfSortedRows(Verb):
    """A verb that looks at the values of the rows of a line in order of size; empty ones do not count."""

    main = "of"
    puts_together = True
    of: InnerExpression
    kinds: ClassVar[tuple[ValueKind, ...]]
    told: ClassVar[Wording]

    def inner_shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what is looked at, proven to be of one of the kinds."""
        must_put_together(before, scope)
        inner = self.of.shape(scope.of_rows)
        if inner.kind not in self.kinds:
            raise LanguageError(
                OTHER_KIND_INSIDE.fault(expected=kind_words(*self.kinds), kind=kind_words(inner.kind))
            )
        return inner

    def sentence(self) -> Wording:
        """In words."""
        return self.told.fill(of=self.of.sentence())

    def inner(self) -> Expression:
        """What is looked at."""
        return self.of


class Extreme(OfSortedRows):
    """The smallest or the largest value."""

    is_largest: ClassVar[bool]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what is looked at; it is the value of one row."""
        inner = self.inner_shape(before, scope)
        return replace(
            inner,
            grain=Grain.GROUP,
            element=(*inner.element, self.name),
            cell_class=inner.cell_class.at_least(CellClass.AGGREGATED),
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One value per line; blank where no row has one."""
        values = self.of.apply(lines.rows)
        order, counts, starts = sorted_filled(values, lines)
        places = starts + np.maximum(counts - 1, 0) if self.is_largest else starts
        chosen = order[np.minimum(places, max(len(order) - 1, 0))] if len(order) else places
        found = take(values, chosen)
        return found.at(slice(None), counts == 0)


def sorted_filled(values: Values, lines: Groups) -> tuple[Positions, Positions, Positions]:
    """The rows that have a value, by line and then by size; and per line how many, and where they begin."""
    filled = np.flatnonzero(~values.blank)
    order = filled[np.lexsort((values.items[filled].astype(np.int64), lines.numbers[filled]))]
    counts = np.bincount(lines.numbers[filled], minlength=len(lines)).astype(np.int64)
    return order.astype(np.int64), counts, (np.cumsum(counts) - counts).astype(np.int64)
