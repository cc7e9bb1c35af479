"""quarter: the quarter in which a date lies, as its first day."""

import numpy as np

from service.domain.formats.verb import verb
from service.domain.formats.verbs.calendar_parts import Days, PartOfDate
from service.domain.wording import Wording

_MONTHS = 3
"""In a quarter."""


@verb(
    "quarter",
    called=Wording("kwartaal van een datum", "quarter of a date"),
    options={"of": Wording("datum", "date")},
)
class Quarter(PartOfDate):
    """A date becomes the first day of its quarter: `quarter: begindatum`.

    `date_form: jjjj-Kn` shows the quarter alone. Under `per` it makes one line per quarter.
    """

    told = Wording("het kwartaal van {of}", "the quarter of {of}")

    def first_days(self, days: Days) -> Days:
        """See PartOfDate."""
        months = days.astype("datetime64[M]")
        first: Days = (months - months.astype(np.int64) % _MONTHS).astype("datetime64[D]")
        return first
