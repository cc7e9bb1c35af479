"""round: a number gets a fixed number of decimals, by a stated rule."""

from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import CodeTableOf, Lines, Verb, verb
from service.domain.formats.verbs.exact import decimals
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "round",
    called=Wording("afronden", "round"),
    options={
        "half": Wording("een half gaat", "a half goes"),
        "at_least": Wording("minstens, als het niet nul is", "at least, when it is not zero"),
    },
    choices={
        "up": Wording("omhoog", "up"),
        "even": Wording("naar het even cijfer", "to the even digit"),
    },
)
class Round(Verb):
    """A fixed number of decimals: `round: 2`, or `round: { digits: 2, half: even }`.

    Half up means away from zero, so that a credit rounds as its debit does. With `at_least: 1` whatever is
    not zero becomes at least one (SAP-I 2.5.1.3: hours over a period, minimum one).
    """

    main = "digits"
    adds_up = True
    digits: int = Field(ge=0, le=6)
    half: Literal["up", "even"] = "up"
    at_least: int = Field(default=0, ge=0)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """A number over a power of ten."""
        shape = must_follow(before, ValueKind.NUMBER)
        exact = (10**self.digits) % shape.denominator == 0 and not self.at_least
        return replace(
            shape if exact else shape.with_representation(f"{self.digits} decimals"),
            denominator=10**self.digits,
            cell_class=shape.cell_class.at_least(CellClass.FORMAT if not exact else CellClass.SAME),
            reversible=shape.reversible and exact,
        )

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """Whole numerators over ten to the digits."""
        doubled = 2 * np.abs(before.numbers) * 10**self.digits
        quotient, rest = np.divmod(doubled + before.denominator, 2 * before.denominator)
        if self.half == "even":
            quotient = quotient - ((rest == 0) & (quotient % 2 == 1))
        if self.at_least:
            quotient = np.where(before.numbers == 0, 0, np.maximum(quotient, self.at_least * 10**self.digits))
        return Values(ValueKind.NUMBER, quotient * np.sign(before.numbers), before.blank, 10**self.digits)

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values | None:  # noqa: ARG002 - the value alone decides
        """The numerators over their own denominator, when no decimal can have been lost."""
        factor, rest = divmod(10**self.digits, before.denominator)
        if rest or self.at_least:
            return None
        return Values(ValueKind.NUMBER, after.numbers // factor, after.blank, before.denominator)

    def sentence(self) -> Wording:
        """In words."""
        told = Wording("afgerond op {decimals}", "rounded to {decimals}").fill(decimals=decimals(self.digits))
        least = Wording(", minstens {least}", ", at least {least}")
        return told + least.fill(least=self.at_least) if self.at_least else told
