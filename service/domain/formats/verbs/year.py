"""year: the year in which a date lies, as its first day."""

from service.domain.formats.verb import verb
from service.domain.formats.verbs.calendar_parts import Days, PartOfDate
from service.domain.wording import Wording


@verb(
    "year", called=Wording("jaar van een datum", "year of a date"), options={"of": Wording("datum", "date")}
)
class Year(PartOfDate):
    """A date becomes 1 January of its year: `year: begindatum`.

    `date_form: jjjj` shows the year alone. Under `per` it makes one line per year.
    """

    told = Wording("het jaar van {of}", "the year of {of}")

    def first_days(self, days: Days) -> Days:
        """See PartOfDate."""
        return days.astype("datetime64[Y]")
