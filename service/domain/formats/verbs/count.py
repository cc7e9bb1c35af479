"""count: how many rows a line stands for."""

from typing import Literal

import numpy as np

from service.domain.formats.rows import Groups
from service.domain.formats.shape import CellClass, Grain, Scope, Shape
from service.domain.formats.verb import Verb, verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "count",
    called=Wording("tel de rijen", "count the rows"),
    choices={"rows": Wording("alle rijen", "all rows")},
)
class Count(Verb):
    """How many rows a line stands for: `count: rows`."""

    main = "of"
    puts_together = True
    of: Literal["rows"] = "rows"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A whole number."""
        must_put_together(before, scope)
        return Shape(
            kind=ValueKind.NUMBER,
            grain=Grain.GROUP,
            element=(f"count of {scope.tables[0]}",),
            cell_class=CellClass.AGGREGATED,
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number per line."""
        counts = np.bincount(lines.numbers, minlength=len(lines)).astype(np.int64)
        return Values(ValueKind.NUMBER, counts, np.zeros(len(lines), dtype=bool))

    def sentence(self) -> Wording:
        """In words."""
        return Wording("het aantal regels", "the number of rows")
