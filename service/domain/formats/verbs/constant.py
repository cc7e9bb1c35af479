"""constant: the same text in every line."""

import numpy as np

from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "constant",
    called=Wording("vaste tekst", "fixed text"),
    options={"text": Wording("tekst", "text")},
)
class Constant(Verb):
    """The same text in every line. It carries no fact and counts in no measure."""

    main = "text"
    text: str

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text."""
        must_start(before)
        return Shape(kind=ValueKind.TEXT, grain=scope.grain, cell_class=CellClass.CONSTANT)

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The text, once per line."""
        count = len(lines)
        return Values(
            ValueKind.TEXT, np.full(count, self.text, dtype=object), np.full(count, not self.text, dtype=bool)
        )

    def sentence(self) -> Wording:
        """In words."""
        return Wording("altijd “{text}”", "always “{text}”").fill(text=self.text)
