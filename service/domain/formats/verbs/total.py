"""sum: the sum of a number over the rows of a line."""

from dataclasses import replace

import numpy as np

from service.domain.findings import Language
from service.domain.formats.rows import Groups
from service.domain.formats.shape import CellClass, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb, verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values


@verb("sum")
class Sum(Verb):
    """The sum over the rows of a line: `sum: volume`, or `sum: { field: bedrag, sign_by: debet_credit }`.

    Rows in which the value is empty add nothing; a line in which it is empty throughout is zero.
    """

    main = "of"
    puts_together = True
    of: InnerExpression

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number with the denominator of what is summed."""
        must_put_together(before, scope)
        inner = self.of.shape(scope.of_rows)
        if inner.kind is not ValueKind.NUMBER:
            raise LanguageError(f"Only numbers can be summed, and this is a {inner.kind}.")
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

    def sentence(self, language: Language) -> str:
        """In words."""
        inner = self.of.sentence(language)
        return f"de som van {inner}" if language == "nl" else f"the sum of {inner}"

    def inner(self) -> Expression:
        """What is summed."""
        return self.of
