"""ratio: one number divided by another."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from service.domain.formats.faults.expressions import NO_NUMBER_TO_DIVIDE
from service.domain.formats.shape import CellClass, FieldReference, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Lines, Verb, verb
from service.domain.formats.verbs.exact import rounded_quotient
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "ratio",
    called=Wording("verhouding van twee getallen", "ratio of two numbers"),
    options={
        "to": Wording("gedeeld door", "divided by"),
        "show": Wording("laat zien als", "show as"),
    },
    choices={"number": Wording("getal", "number")},
)
class Ratio(Verb):
    """`ratio: { of: { sum: bedrag }, to: { count_distinct: clientnummer } }`, half up; or as a percentage.

    Blank where either is blank or `to` is zero.
    """

    main = ""
    of: InnerExpression
    to: InnerExpression
    digits: int = Field(default=2, ge=0, le=4)
    show: Literal["number", "percentage"] = "number"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number over a power of ten."""
        must_start(before)
        shapes = [part.shape(scope) for part in (self.of, self.to)]
        if any(shape.kind is not ValueKind.NUMBER for shape in shapes):
            raise LanguageError(NO_NUMBER_TO_DIVIDE.fault())
        return replace(
            shapes[0],
            denominator=10**self.digits,
            element=("ratio", self.sentence().en),
            representation=(f"{self.digits} decimals", self.show),
            cell_class=shapes[0].cell_class.at_least(shapes[1].cell_class).at_least(CellClass.DERIVED),
            reversible=False,
            individual=tuple(dict.fromkeys((*shapes[0].individual, *shapes[1].individual))),
        )

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The quotients."""
        of, to = self.of.apply(lines), self.to.apply(lines)
        blank = of.blank | to.blank | (to.numbers == 0)
        factor = 10**self.digits * (100 if self.show == "percentage" else 1)
        numerators = of.numbers * to.denominator * factor * np.sign(to.numbers)
        divisors = np.where(blank, 1, np.abs(to.numbers) * of.denominator)
        return Values(
            ValueKind.NUMBER,
            rounded_quotient(np.where(blank, 0, numerators), divisors),
            blank,
            10**self.digits,
        )

    def parts(self) -> tuple[Expression, ...]:
        """What is divided, and by what."""
        return (self.of, self.to)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """What both read."""
        for part in self.parts():
            yield from part.fields(scope)

    def sentence(self) -> Wording:
        """In words."""
        told = Wording("{of} gedeeld door {to}", "{of} divided by {to}").fill(
            of=self.of.sentence(), to=self.to.sentence()
        )
        return told + Wording(" in procenten", " in per cent") if self.show == "percentage" else told
