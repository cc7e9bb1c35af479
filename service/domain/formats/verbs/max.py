"""max: largest value of the rows of a line."""

from service.domain.formats.verb import verb
from service.domain.formats.verbs.extremes import Extreme
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording


@verb("max", called=Wording("grootste waarde", "largest value"))
class Max(Extreme):
    """The largest number, or the last date, of the rows of a line: `max: wachttijd_dagen`.

    Empty values do not count; a line without any is blank. With `per` it is the largest of what the rows of
    each client, or the like, come to: `max: { of: { sum: bedrag }, per: toewijzing.clientnummer }`.
    """

    kinds = (ValueKind.NUMBER, ValueKind.DATE)
    told = Wording("de grootste waarde van {of}", "the largest value of {of}")
    is_largest = True
