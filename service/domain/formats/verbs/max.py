"""max: largest value of the rows of a line."""

from service.domain.formats.verb import verb
from service.domain.formats.verbs.extremes import Extreme
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording


@verb("max", called=Wording("grootste waarde", "largest value"))
class Max(Extreme):
    """The largest number, or the last date, of the rows of a line: `max: wachttijd_dagen`.

    Empty values do not count; a line without any is blank.
    """

    kinds = (ValueKind.NUMBER, ValueKind.DATE)
    told = Wording("de grootste waarde van {of}", "the largest value of {of}")
    is_largest = True
