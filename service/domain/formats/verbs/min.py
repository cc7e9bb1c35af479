"""min: smallest value of the rows of a line."""

from service.domain.formats.verb import verb
from service.domain.formats.verbs.extremes import Extreme
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording


@verb("min", called=Wording("kleinste waarde", "smallest value"))
class Min(Extreme):
    """The smallest number, or the first date, of the rows of a line: `min: wachttijd_dagen`.

    Empty values do not count; a line without any is blank. `per` as with `max`.
    """

    kinds = (ValueKind.NUMBER, ValueKind.DATE)
    told = Wording("de kleinste waarde van {of}", "the smallest value of {of}")
    is_largest = False
