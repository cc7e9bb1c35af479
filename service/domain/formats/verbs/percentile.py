"""percentile: the value below which a part of the rows of a line lies."""

import numpy as np
from pydantic import Field

from service.domain.formats.rows import Groups
from service.domain.formats.shape import Scope, Shape
from service.domain.formats.verb import verb
from service.domain.formats.verbs.exact import rounded_quotient
from service.domain.formats.verbs.extremes import OfSortedRows, sorted_filled
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_WHOLE = 100


@verb(
    "percentile",
    called=Wording("percentiel", "percentile"),
    options={"at": Wording("procent van de rijen", "per cent of the rows")},
)
class Percentile(OfSortedRows):
    """The value at a part of the rows in order of size: `percentile: { of: wachttijd_dagen, at: 90 }`.

    Of n values the place is (n − 1) × at / 100, counted from 0. Between two values it is taken in proportion,
    as PERCENTIEL.INC of Excel does, exactly and then rounded half up. Empty values do not count; a line
    without any is blank.
    """

    kinds = (ValueKind.NUMBER,)
    at: int = Field(ge=0, le=100)
    digits: int = Field(default=1, ge=0, le=4)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number over a power of ten."""
        return self.inner_shape(before, scope).rounded_per_line(self.digits, f"percentile {self.at}")

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number per line."""
        return percentile(self.of.apply(lines.rows), lines, self.at, self.digits)

    def sentence(self) -> Wording:
        """In words."""
        told = Wording("het {at}e percentiel van {of}", "percentile {at} of {of}")
        return told.fill(at=self.at, of=self.of.sentence())


def percentile(values: Values, lines: Groups, at: int, digits: int) -> Values:
    """Per line the percentile, exact and then rounded half up; blank where no row has a value."""
    order, counts, starts = sorted_filled(values, lines.numbers, len(lines))
    if not len(order):
        nothing = np.zeros(len(lines), dtype=np.int64)
        return Values(ValueKind.NUMBER, nothing, np.ones(len(lines), dtype=bool), 10**digits)
    places, rest = np.divmod(np.maximum(counts - 1, 0) * at, _WHOLE)
    last = len(order) - 1
    lower = values.numbers[order[np.minimum(starts + places, last)]]
    upper = values.numbers[order[np.minimum(starts + places + 1, last)]]
    numerators = (lower * _WHOLE + (upper - lower) * rest) * 10**digits
    found = rounded_quotient(np.where(counts == 0, 0, numerators), _WHOLE * values.denominator)
    return Values(ValueKind.NUMBER, found, counts == 0, 10**digits)
