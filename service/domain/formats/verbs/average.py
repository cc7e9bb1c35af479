"""average: the mean of a number over the rows of a line."""

import numpy as np
from pydantic import Field

from service.domain.formats.faults.expressions import NO_NUMBER_TO_AVERAGE, kind_words
from service.domain.formats.rows import Groups
from service.domain.formats.shape import LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb, verb
from service.domain.formats.verbs.exact import decimals, rounded_quotient
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb("average", called=Wording("gemiddelde", "average"))
class Average(Verb):
    """The mean over the rows that have a value: `average: { of: nut_cijfer, digits: 1 }`, half up.

    A line without any value is blank, not zero.
    """

    main = "of"
    puts_together = True
    of: InnerExpression
    digits: int = Field(default=2, ge=0, le=4)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number over a power of ten."""
        must_put_together(before, scope, self.of)
        inner = self.of.shape(scope.of_rows)
        if inner.kind is not ValueKind.NUMBER:
            raise LanguageError(NO_NUMBER_TO_AVERAGE.fault(kind=kind_words(inner.kind)))
        return inner.rounded_per_line(self.digits, "average")

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number per line."""
        values = self.of.apply(lines.rows)
        sums = np.zeros(len(lines), dtype=np.int64)
        np.add.at(sums, lines.numbers, np.where(values.blank, 0, values.numbers))
        counts = np.bincount(lines.numbers[~values.blank], minlength=len(lines)).astype(np.int64)
        divisors = np.maximum(counts, 1) * values.denominator
        means = rounded_quotient(sums * 10**self.digits, divisors)
        return Values(ValueKind.NUMBER, means, counts == 0, 10**self.digits)

    def sentence(self) -> Wording:
        """In words."""
        return Wording("het gemiddelde van {of}, op {decimals}", "the average of {of}, to {decimals}").fill(
            of=self.of.sentence(), decimals=decimals(self.digits)
        )

    def inner(self) -> Expression:
        """What is averaged."""
        return self.of
