"""sum: the sum of a number over the rows of a line."""

from dataclasses import replace

import numpy as np

from service.domain.formats.faults.expressions import NO_NUMBER_TO_SUM, kind_words
from service.domain.formats.rows import Groups
from service.domain.formats.shape import CellClass, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb, verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb("sum", called=Wording("tel op", "add up"))
class Sum(Verb):
    """The sum over the rows of a line: `sum: volume`, or `sum: { field: bedrag, sign_by: debet_credit }`.

    Rows in which the value is empty add nothing; a line in which it is empty throughout is zero.
    """

    main = "of"
    puts_together = True
    adds_up = True
    of: InnerExpression

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number with the denominator of what is summed."""
        must_put_together(before, scope, self.of)
        inner = self.of.shape(scope.of_rows)
        if inner.kind is not ValueKind.NUMBER:
            raise LanguageError(NO_NUMBER_TO_SUM.fault(kind=kind_words(inner.kind)))
        return replace(
            inner,
            grain=Grain.GROUP,
            cell_class=CellClass.AGGREGATED,
            reversible=False,
            individual=(),
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """Exact sums of numerators, one per line."""
        values = self.of.apply(lines.rows)
        sums = np.zeros(len(lines), dtype=np.int64)
        np.add.at(sums, lines.numbers, np.where(values.blank, 0, values.numbers))
        return Values(ValueKind.NUMBER, sums, np.zeros(len(lines), dtype=bool), values.denominator)

    def sentence(self) -> Wording:
        """In words."""
        return Wording("de som van {of}", "the sum of {of}").fill(of=self.of.sentence())

    def inner(self) -> Expression:
        """What is summed."""
        return self.of
