"""median: the middle value of the rows of a line."""

from pydantic import Field

from service.domain.formats.rows import Groups
from service.domain.formats.shape import Scope, Shape
from service.domain.formats.verb import verb
from service.domain.formats.verbs.extremes import OfSortedRows
from service.domain.formats.verbs.percentile import percentile
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_HALF = 50


@verb("median", called=Wording("mediaan", "median"))
class Median(OfSortedRows):
    """The middle number of the rows of a line: `median: { of: wachttijd_dagen, digits: 1 }`, half up.

    Of an even number of rows it lies halfway between the two in the middle. Empty values do not count.
    """

    kinds = (ValueKind.NUMBER,)
    told = Wording("de mediaan van {of}", "the median of {of}")
    digits: int = Field(default=1, ge=0, le=4)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number over a power of ten."""
        return self.inner_shape(before, scope).rounded_per_line(self.digits, "median")

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number per line."""
        return percentile(self.of.apply(lines.rows), lines, _HALF, self.digits)
