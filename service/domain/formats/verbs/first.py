"""first: of the rows of a line, the value of the first or the last one."""

from abc import abstractmethod
from dataclasses import replace
from typing import Literal

import numpy as np

from service.domain.formats.rows import Groups, Mask, Positions, ranks, take
from service.domain.formats.shape import CellClass, Grain, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb, verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import Values
from service.domain.wording import Wording


class OneByOrder(Verb):
    """The value of the first or the last row, in the order of another value."""

    main = "of"
    puts_together = True
    of: InnerExpression
    by: InnerExpression
    empty: Literal["after_all", "is_latest"] = "after_all"

    @property
    @abstractmethod
    def which(self) -> Literal["first", "last"]:
        """Which of the two it is."""

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what is chosen from."""
        must_put_together(before, scope)
        inner = self.of.shape(scope.of_rows)
        self.by.shape(scope.of_rows)
        which: str = self.which if self.empty == "after_all" else f"{self.which} (empty is latest)"
        return replace(
            inner,
            grain=Grain.GROUP,
            element=(*inner.element, f"{which} by {self.by.sentence().en}"),
            cell_class=inner.cell_class.at_least(CellClass.AGGREGATED),
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One value per line."""
        chosen, is_empty = self.chosen(lines)
        found = take(self.of.apply(lines.rows), chosen)
        return found.at(slice(None), found.blank | is_empty)

    def chosen(self, lines: Groups) -> tuple[Positions, Mask]:
        """Per line the row that is chosen, and whether the line has no row at all."""
        by = self.by.apply(lines.rows)
        places, _ = ranks(by)
        if self.which == "last":
            places = np.where(by.blank & (self.empty == "after_all"), places, -places)
        order = np.lexsort((places, lines.numbers))
        numbers = np.arange(len(lines))
        starts = np.searchsorted(lines.numbers[order], numbers)
        is_empty = np.searchsorted(lines.numbers[order], numbers, side="right") == starts
        last = max(len(order) - 1, 0)
        chosen = order[np.minimum(starts, last)] if len(order) else starts
        return chosen.astype(np.int64), is_empty

    def sentence(self) -> Wording:
        """In words."""
        is_latest = self.empty == "is_latest"
        which = Wording("eerste", "first") if self.which == "first" else Wording("laatste", "last")
        return Wording(
            "{of} van de {which} regel naar {by}" + (" (leeg is het laatst)" if is_latest else ""),
            "{of} of the {which}" + (" (empty is latest)" if is_latest else "") + " row by {by}",
        ).fill(of=self.of.sentence(), by=self.by.sentence(), which=which)

    def inner(self) -> Expression:
        """What is chosen."""
        return self.of

    def parts(self) -> tuple[Expression, ...]:
        """What is chosen, and by what."""
        return (self.of, self.by)


@verb(
    "first",
    called=Wording("de eerste of laatste waarde", "the first or last value"),
    options={"pick": Wording("welke", "which")},
    choices={
        "first": Wording("de eerste", "the first"),
        "last": Wording("de laatste", "the last"),
        "after_all": Wording("komt het na alle andere", "it comes after all others"),
        "is_latest": Wording("is het de laatste", "it is the last"),
    },
)
class First(OneByOrder):
    """The value that comes first: `first: { of: begindatum, by: begindatum }`; `pick: last` for the last.

    Rows in which `by` is empty come after all others; of equals the first in the export is taken. With
    `empty: is_latest` an empty `by` counts as later than any other, as an end that is still open does.
    """

    pick: Literal["first", "last"] = "first"

    @property
    def which(self) -> Literal["first", "last"]:
        """As it is written."""
        return self.pick
