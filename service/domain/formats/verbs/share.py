"""share: a number as a percentage of the municipality's total."""

from dataclasses import replace

import numpy as np
from pydantic import Field

from service.domain.formats.rows import ranks
from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.exact import decimals, rounded_quotient
from service.domain.formats.verbs.places import must_be_lines, must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb("share", called=Wording("aandeel in het totaal (%)", "share of the total (%)"))
class Share(Verb):
    """Percentage of the column's total in this report: `{ sum: bedrag, share: 1 }` has one decimal, half up.

    Blank where the total is zero. Rounded shares need not add up to a hundred.
    """

    main = "digits"
    digits: int = Field(ge=0, le=4)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number over a power of ten."""
        shape = must_follow(before, ValueKind.NUMBER)
        must_be_lines(scope)
        return replace(
            shape,
            denominator=10**self.digits,
            element=(*shape.element, "share"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The percentages."""
        municipalities, size = ranks(lines.field("gemeentecode"))
        numbers = np.where(before.blank, 0, before.numbers)
        totals = np.zeros(size, dtype=np.int64)
        np.add.at(totals, municipalities, numbers)
        total = totals[municipalities]
        parts = numbers * np.sign(total) * 100 * 10**self.digits
        shares = rounded_quotient(parts, np.maximum(np.abs(total), 1))
        return Values(ValueKind.NUMBER, shares, before.blank | (total == 0), 10**self.digits)

    def sentence(self) -> Wording:
        """In words."""
        return Wording(
            "als percentage van het totaal, op {decimals}",
            "as a percentage of the total, to {decimals}",
        ).fill(decimals=decimals(self.digits))
