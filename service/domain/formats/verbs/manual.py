"""manual: what no field of the standard holds, left empty for whoever fills it in by hand."""

import numpy as np

from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb("manual", called=Wording("met de hand in te vullen", "to be filled in by hand"))
class Manual(Verb):
    """An empty cell in every line, for what the standard does not know; it counts as work by hand."""

    main = "about"
    about: str

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text that is not there yet."""
        must_start(before)
        return Shape(
            kind=ValueKind.TEXT,
            grain=scope.grain,
            element=(f"by hand: {self.about}",),
            cell_class=CellClass.MANUAL,
        )

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """Nothing, once per line."""
        count = len(lines)
        return Values(ValueKind.TEXT, np.full(count, "", dtype=object), np.full(count, fill_value=True))

    def sentence(self) -> Wording:
        """In words."""
        return Wording(
            "leeg, om met de hand in te vullen: {about}", "left empty, to be filled in by hand: {about}"
        ).fill(about=self.about)
