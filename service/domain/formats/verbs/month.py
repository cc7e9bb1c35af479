"""month: the month in which a date lies, as its first day."""

from service.domain.formats.verb import verb
from service.domain.formats.verbs.calendar_parts import Days, PartOfDate
from service.domain.wording import Wording


@verb(
    "month",
    called=Wording("maand van een datum", "month of a date"),
    options={"of": Wording("datum", "date")},
)
class Month(PartOfDate):
    """A date becomes the first day of its month: `month: begindatum`.

    `date_form: jjjj-mm` shows the month alone. Under `per` it makes one line per month.
    """

    told = Wording("de maand van {of}", "the month of {of}")

    def first_days(self, days: Days) -> Days:
        """See PartOfDate."""
        return days.astype("datetime64[M]")
