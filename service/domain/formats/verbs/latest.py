"""latest: latest date of the rows of a line."""

from service.domain.formats.verb import verb
from service.domain.formats.verbs.extremes import Extreme
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording


@verb("latest", called=Wording("laatste datum", "latest date"))
class Latest(Extreme):
    """The latest date of the rows of a line: `latest: einddatum`.

    Empty values do not count; a line without any is blank.
    """

    kinds = (ValueKind.DATE,)
    told = Wording("de laatste datum van {of}", "the latest date of {of}")
    is_largest = True
