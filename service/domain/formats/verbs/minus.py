"""minus: the difference of two columns of the same line."""

from typing import Annotated

import numpy as np
from pydantic import Field

from service.domain.formats.rows import Groups
from service.domain.formats.shape import CellClass, Scope, Shape, put_together
from service.domain.formats.verb import Verb, verb
from service.domain.formats.verbs.places import number_beside
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording, joined, same


@verb(
    "minus",
    called=Wording("verschil van twee kolommen", "difference of two columns"),
    options={"columns": Wording("kolommen van dit blok", "columns of this block")},
)
class Minus(Verb):
    """The first column less the second: `minus: [Dit kwartaal, Vorig kwartaal]`.

    Blank where either is blank: what was never delivered is not zero.
    """

    main = "columns"
    puts_together = True
    columns: Annotated[tuple[str, ...], Field(min_length=2, max_length=2)]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number with the decimals of the finer of both."""
        shapes = [number_beside(before, scope, each).shape for each in self.columns]
        together = put_together(shapes, (f"difference {self.columns}", *shapes[0].element))
        cell_class = together.cell_class.at_least(CellClass.AGGREGATED)
        return Shape(
            kind=ValueKind.NUMBER,
            grain=scope.grain,
            denominator=max(shape.denominator for shape in shapes),
            source=together.source,
            cell_class=cell_class,
            representation=together.representation,
            element=together.element,
            reversible=False,
            individual=together.individual,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The differences."""
        one, other = (lines.beside[each].values for each in self.columns)
        denominator = max(one.denominator, other.denominator)
        blank = one.blank | other.blank
        first, second = (each.numbers * (denominator // each.denominator) for each in (one, other))
        return Values(ValueKind.NUMBER, np.where(blank, 0, first - second), blank, denominator)

    def beside(self) -> tuple[str, ...]:
        """Both."""
        return self.columns

    def sentence(self) -> Wording:
        """In words."""
        return joined(Wording(" min ", " minus "), map(same, self.columns))
