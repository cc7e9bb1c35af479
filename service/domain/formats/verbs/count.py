"""count: how many rows a line stands for."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from service.domain.formats.faults.joins import COUNTS_ANOTHER_TABLE
from service.domain.formats.rows import Groups
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Verb, verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "count",
    called=Wording("tel de rijen", "count the rows"),
    choices={
        "rows": Wording("alle rijen", "all rows"),
        "verloop": Wording("verloop", "course of help"),
        "prestatie": Wording("prestaties", "deliveries"),
        "uitkomst": Wording("uitkomsten", "outcomes"),
    },
)
class Count(Verb):
    """How many rows a line stands for: `count: rows`; or how many of a joined table: `count: prestatie`."""

    main = "of"
    puts_together = True
    adds_up = True
    of: Literal["rows", "verloop", "prestatie", "uitkomst"] = "rows"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A whole number."""
        must_put_together(before, scope)
        known = (*scope.many, *(("rows",) if scope.grain is Grain.GROUP or not scope.many else ()))
        if self.of not in known:
            raise LanguageError(COUNTS_ANOTHER_TABLE.fault(table=self.of, known=", ".join(known)))
        return Shape(
            kind=ValueKind.NUMBER,
            grain=Grain.GROUP,
            element=(f"count of {scope.tables[0] if self.of == 'rows' else self.of}",),
            cell_class=CellClass.AGGREGATED,
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number per line."""
        counts = np.bincount(lines.numbers, minlength=len(lines)).astype(np.int64)
        return Values(ValueKind.NUMBER, counts, np.zeros(len(lines), dtype=bool))

    def sentence(self) -> Wording:
        """In words."""
        if self.of != "rows":
            return Wording("het aantal rijen van {of}", "the number of rows of {of}").fill(of=self.of)
        return Wording("het aantal regels", "the number of rows")

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The field by which a joined table is joined."""
        if self.of != "rows":
            yield scope.of_rows.find(f"{self.of}.toewijzingnummer")[0]
