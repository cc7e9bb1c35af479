"""times: one number multiplied by another."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from pydantic import Field

from service.domain.formats.faults.expressions import NO_NUMBER_TO_MULTIPLY
from service.domain.formats.shape import FieldReference, LanguageError, Scope, Shape, put_together
from service.domain.formats.verb import Expression, InnerExpression, Lines, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording, joined


@verb(
    "times",
    called=Wording("vermenigvuldig twee getallen", "multiply two numbers"),
    options={"numbers": Wording("getallen", "numbers")},
)
class Times(Verb):
    """Two numbers multiplied, exactly: `{ times: [tarief, volume], round: 2 }`.

    Blank where either is blank.
    """

    main = "numbers"
    numbers: tuple[InnerExpression, ...] = Field(min_length=2, max_length=2)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number over the denominators of both."""
        must_start(before)
        shapes = [part.shape(scope) for part in self.numbers]
        if any(shape.kind is not ValueKind.NUMBER for shape in shapes):
            raise LanguageError(NO_NUMBER_TO_MULTIPLY.fault())
        together = put_together(shapes, ("times", self.sentence().en))
        return replace(together, denominator=shapes[0].denominator * shapes[1].denominator)

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The products."""
        one, other = (part.apply(lines) for part in self.numbers)
        blank = one.blank | other.blank
        numerators = np.where(blank, 0, one.numbers) * np.where(blank, 0, other.numbers)
        return Values(ValueKind.NUMBER, numerators, blank, one.denominator * other.denominator)

    def parts(self) -> tuple[Expression, ...]:
        """Both numbers."""
        return self.numbers

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """What both read."""
        for part in self.numbers:
            yield from part.fields(scope)

    def sentence(self) -> Wording:
        """In words."""
        return joined(Wording(" keer ", " times "), (part.sentence() for part in self.numbers))
