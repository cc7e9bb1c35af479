"""running_number: the lines of a report are numbered."""

import numpy as np
from pydantic import Field

from service.domain.formats.rows import ranks
from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.exact import count_within
from service.domain.formats.verbs.places import must_be_lines, must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "running_number",
    called=Wording("volgnummer", "running number"),
    options={"start": Wording("begint bij", "begins at")},
)
class RunningNumber(Verb):
    """1, 2, 3 … down the lines of one report: `running_number: 1` begins at one. It carries no fact."""

    main = "start"
    start: int = Field(default=1, ge=0)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A whole number."""
        must_start(before)
        must_be_lines(scope)
        return Shape(
            kind=ValueKind.NUMBER,
            grain=scope.grain,
            element=("running number",),
            cell_class=CellClass.CONSTANT,
        )

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The numbers."""
        municipalities, size = ranks(lines.field("gemeentecode"))
        numbers = count_within(municipalities, size) + self.start
        return Values(ValueKind.NUMBER, numbers, np.zeros(len(numbers), dtype=bool))

    def sentence(self) -> Wording:
        """In words."""
        return Wording("een volgnummer vanaf {start}", "a number from {start} on").fill(start=self.start)
