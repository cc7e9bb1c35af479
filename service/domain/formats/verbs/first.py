"""first: of the rows of a line, the value of the first or the last one."""

from dataclasses import replace
from typing import Literal

import numpy as np

from service.domain.content import Values
from service.domain.findings import Language
from service.domain.formats.rows import Groups, ranks, take
from service.domain.formats.shape import CellClass, Grain, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb, verb
from service.domain.formats.verbs.places import must_put_together


@verb("first")
class First(Verb):
    """The value that comes first: `first: { of: begindatum, by: begindatum }`; `pick: last` for the last.

    Rows in which `by` is empty come after all others; of equals the first in the export is taken.
    """

    main = "of"
    puts_together = True
    of: InnerExpression
    by: InnerExpression
    pick: Literal["first", "last"] = "first"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what is chosen from."""
        must_put_together(before, scope)
        inner = self.of.shape(scope.of_rows)
        self.by.shape(scope.of_rows)
        return replace(
            inner,
            grain=Grain.GROUP,
            element=(*inner.element, f"{self.pick} by {self.by.sentence('en')}"),
            cell_class=inner.cell_class.at_least(CellClass.AGGREGATED),
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One value per line."""
        by = self.by.apply(lines.rows)
        places, _ = ranks(by)
        if self.pick == "last":
            places = np.where(by.blank, places, -places)
        order = np.lexsort((places, lines.numbers))
        starts = np.searchsorted(lines.numbers[order], np.arange(len(lines)))
        return take(self.of.apply(lines.rows), order[starts].astype(np.int64))

    def sentence(self, language: Language) -> str:
        """In words."""
        inner, by = self.of.sentence(language), self.by.sentence(language)
        if language == "nl":
            return f"{inner} van de {'eerste' if self.pick == 'first' else 'laatste'} regel naar {by}"
        return f"{inner} of the {self.pick} row by {by}"

    def inner(self) -> Expression:
        """What is chosen."""
        return self.of

    def parts(self) -> tuple[Expression, ...]:
        """What is chosen, and by what."""
        return (self.of, self.by)
