"""Why a report is late or missing: from what was published, held up and fetched, the same for everyone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from service.domain.dues import Due, DueState, Extension, LateCause, Pairs, dues_of
from service.domain.formats.calendar import version_for
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief

DAYS_WITH_A_FORMAT = 14
"""A version that was published this short before the last day, or later, is why a report is late."""
_DAYS_TO_GO_ON = timedelta(days=3)
"""In which a provider sends what was held up, once that is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldUp:
    """A submission that was not made ready on the day on which it was handed in."""

    provider_code: str
    period: Period | None
    """None as long as it could not be read."""
    begun: date
    until: date | None
    """The day on which it was ready; None as long as it is not."""

    def is_why(self, due: Due, today: date) -> bool:
        """Whether it was there by the last day, and ready only after it and shortly before it was sent."""
        is_over_it = self.begun <= due.last_day and (self.until is None or self.until > due.last_day)
        goes_on = self.until is None or (due.sent_on or today) <= self.until + _DAYS_TO_GO_ON
        return (
            self.provider_code == due.asked.provider_code and self._may_hold(due) and is_over_it and goes_on
        )

    def _may_hold(self, due: Due) -> bool:
        asked = due.asked.period
        if self.period is None:
            return self.begun >= asked.begin
        return self.period.begin <= asked.end and asked.begin <= self.period.end


def with_causes(
    dues: Iterable[Due],
    published_on: Callable[[Due], date | None],
    held_up: Iterable[HeldUp],
    today: date,
) -> Iterator[Due]:
    """Each with its cause; `published_on` tells on which day the version was published that it asks."""
    known = tuple(held_up)
    for due in dues:
        cause = cause_of(due, published_on(due), known, today)
        yield due if cause is None else replace(due, cause=cause)


def cause_of(due: Due, published_on: date | None, held_up: Iterable[HeldUp], today: date) -> LateCause | None:
    """What lies with us goes before what lies with who asks, and that before what lies with the provider.

    `published_on`: None for a version that comes with the installation.
    """
    if due.state is DueState.ON_TIME:
        return LateCause.NOT_FETCHED if _is_left_lying(due, today) else None
    if due.state not in (DueState.LATE, DueState.MISSING):
        return None
    if any(each.is_why(due, today) for each in held_up):
        return LateCause.SERVICE
    return LateCause.FORMAT if _came_short_before(due, published_on) else LateCause.PROVIDER


def _is_left_lying(due: Due, today: date) -> bool:
    has_it = due.report is not None and (due.report.taken_at is not None or due.report.is_judged)
    return not has_it and today > due.last_day


def _came_short_before(due: Due, published_on: date | None) -> bool:
    if published_on is None or (due.sent_on is not None and published_on > due.sent_on):
        return False
    return published_on > due.last_day - timedelta(days=DAYS_WITH_A_FORMAT)


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownOfDues:
    """All that says what is due and why it is late, as far as one organisation may know it."""

    reports: tuple[ReportInBrief, ...]
    pairs: Pairs
    extensions: tuple[Extension, ...]
    published: Mapping[str, date]
    """By the hash of a version that two people published here: on which day."""
    held_up: tuple[HeldUp, ...]


def dues_within(
    catalogue: Catalogue, known: KnownOfDues, days: Period, today: date, only: Period | None = None
) -> tuple[Due, ...]:
    """What is expected over the periods that have a day in `days`, or over one alone; most urgent first."""
    asked = catalogue.asked_of(known.pairs, days)
    wanted = (each for each in asked if only is None or each.period == only)

    @cache
    def published_over(name: str, period: Period) -> date | None:
        version = version_for(catalogue.plans[name], period)
        return known.published.get(version.sha256) if version else None

    def published_on(due: Due) -> date | None:
        return published_over(due.asked.format, due.asked.period)

    dues = dues_of(wanted, known.reports, known.pairs, known.extensions, today)
    return tuple(with_causes(dues, published_on, known.held_up, today))
