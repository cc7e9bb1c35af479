"""earliest: earliest date of the rows of a line."""

from service.domain.formats.verb import verb
from service.domain.formats.verbs.extremes import Extreme
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording


@verb("earliest", called=Wording("vroegste datum", "earliest date"))
class Earliest(Extreme):
    """The earliest date of the rows of a line: `earliest: begindatum`.

    Empty values do not count; a line without any is blank.
    """

    kinds = (ValueKind.DATE,)
    told = Wording("de vroegste datum van {of}", "the earliest date of {of}")
    is_largest = False
