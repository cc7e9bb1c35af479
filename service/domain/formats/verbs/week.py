"""week: the week in which a date lies, as its first day."""

import numpy as np

from service.domain.formats.verb import verb
from service.domain.formats.verbs.calendar_parts import Days, PartOfDate
from service.domain.wording import Wording

_DAYS = 7
"""In a week."""
_THURSDAY = 3
"""Days after Monday of 1 January 1970, from which days are counted."""


@verb(
    "week", called=Wording("week van een datum", "week of a date"), options={"of": Wording("datum", "date")}
)
class Week(PartOfDate):
    """A date becomes the Monday of its week (ISO 8601): `week: begindatum`.

    `date_form: jjjj-Wnn` shows its number. Under `per` it makes one line per week.
    """

    told = Wording("de week van {of}", "the week of {of}")

    def first_days(self, days: Days) -> Days:
        """See PartOfDate."""
        return days - (days.astype(np.int64) + _THURSDAY) % _DAYS
