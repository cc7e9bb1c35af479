"""The deadlines of one organisation as days in a calendar: how many reports are owed by when."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from service.domain.burden.amounts import counted
from service.domain.dues import Due
from service.domain.period_words import period_words
from service.domain.periods import Period
from service.domain.wording import Wording

_TITLE = Wording("{title}, {period}: {reports}", "{title}, {period}: {reports}")
_TEXT = Wording(
    "Uiterlijk vandaag te versturen: {reports}. Welke, en voor wie, staat hier: {address}",
    "To be sent by today: {reports}. Which, and for whom, is here: {address}",
)
_ONE, _MORE = Wording("rapportage", "report"), Wording("rapportages", "reports")


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlineDay:
    """One last day of one format and period, of however many reports."""

    id: str
    """The same as long as it is the same day of the same format and period."""
    day: date
    title: Wording
    text: Wording


def deadline_days(dues: Iterable[Due], titles: Mapping[str, str], address: str) -> Iterator[DeadlineDay]:
    """Of what is still owed, by day. No name of an organisation stands in it: a calendar is easily shared.

    `address`: of the page that tells more to who signs in.
    """
    counts: dict[tuple[date, str, Period], int] = defaultdict(int)
    for due in dues:
        if due.state.is_open:
            counts[due.last_day, due.asked.format, due.asked.period] += 1
    for (day, name, period), count in sorted(counts.items()):
        reports = counted(count, _ONE, _MORE)
        title = _TITLE.fill(title=titles.get(name, name), period=period_words(period), reports=reports)
        yield DeadlineDay(
            id=f"{day}/{name}/{period.label}",
            day=day,
            title=title,
            text=_TEXT.fill(reports=reports, address=address),
        )
