"""suppress_below: a number about too few people is left out."""

from dataclasses import replace

import numpy as np
from pydantic import Field

from service.domain.findings import Language
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values


@verb("suppress_below")
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
            raise LanguageError("`counting` has to be a number, such as { count_distinct: clientnummer }.")
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

    def sentence(self, language: Language) -> str:
        """In words."""
        if language == "nl":
            what = f" van {self.counting.sentence(language)}" if self.counting else ""
            return f"leeg bij minder dan {self.threshold}{what}"
        what = f" of {self.counting.sentence(language)}" if self.counting else ""
        return f"blank for fewer than {self.threshold}{what}"
