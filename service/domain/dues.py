"""Who owes which report by when, and whether it came on time: one answer for everyone who may see it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol, TypeVar

from service.domain.formats.calendar import AskedReport
from service.domain.periods import Period
from service.domain.report_in_brief import ReportInBrief
from service.domain.standing import ReportStanding

DueKey = tuple[str, str, str, Period]
"""AGB code, gemeentecode, format, period."""
YEAR = timedelta(days=366)
"""So long somebody is expected to go on."""
_THERE = frozenset({ReportStanding.SENT, ReportStanding.TAKEN, ReportStanding.ACCEPTED})


class DueState(StrEnum):
    """How something that is owed stands in time, the most urgent first."""

    MISSING = "missing"
    """The last day is over and it is not there."""
    EXTENDED = "extended"
    """It is not there, and its municipality gave more time, which is not over."""
    DUE = "due"
    """Its period is over and the last day is not."""
    LATE = "late"
    """It is there, and came after the last day."""
    NOT_YET = "not-yet"
    """Its period is not over."""
    ON_TIME = "on-time"

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to deliver it."""
        return self not in (DueState.ON_TIME, DueState.LATE)


URGENCY = {state: place for place, state in enumerate(DueState)}
"""The most urgent first."""


class LateCause(StrEnum):
    """Why something is not there in time, or was not fetched."""

    PROVIDER = "provider"
    """As long as nothing else is known."""
    FORMAT = "format"
    """What was asked was published too short before the last day, or after it."""
    SERVICE = "service"
    """Ours: what was handed in in time was not made ready by then."""
    NOT_FETCHED = "not-fetched"
    """It came in time; its municipality did not download it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extension:
    """More time for one report, which somebody of its municipality gave."""

    provider_code: str
    municipality: str
    format: str
    period: Period
    until: date
    reason: str
    granted_by: str
    """Login."""
    granted_at: datetime

    @property
    def key(self) -> DueKey:
        """What it is about."""
        return self.provider_code, self.municipality, self.format, self.period


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One report that is asked of a provider that is expected to deliver it."""

    asked: AskedReport
    provider_name: str
    municipality_name: str
    extension: Extension | None = None
    sent_on: date | None = None
    """The day on which it was first sent; None as long as nothing is there that was not rejected."""
    report: ReportInBrief | None = None
    """What its municipality has now, also when it rejected that."""
    state: DueState
    cause: LateCause | None = None
    """None for what is in time and fetched, or not late yet."""

    @property
    def last_day(self) -> date:
        """With the extension, when that gives more time."""
        return max(self.asked.deadline, self.extension.until) if self.extension else self.asked.deadline

    @property
    def is_rejected(self) -> bool:
        """Whether what is there was rejected, so that it is owed once more."""
        return self.report is not None and self.report.standing is ReportStanding.REJECTED


def state_in_time(
    asked: AskedReport, extended_to: date | None, sent_on: date | None, today: date
) -> DueState:
    """Decided by the day of sending, never by when it was handed in, fetched or judged."""
    last = max(asked.deadline, extended_to or asked.deadline)
    if sent_on is not None:
        return DueState.ON_TIME if sent_on <= last else DueState.LATE
    if today > last:
        return DueState.MISSING
    if last > asked.deadline:
        return DueState.EXTENDED
    return DueState.DUE if today > asked.period.end else DueState.NOT_YET


class KnownReport(Protocol):
    """What decides whether something came on time, of one report or of many that are alike in it."""

    @property
    def standing(self) -> ReportStanding:
        """Where it stands."""

    @property
    def sent_on(self) -> date | None:
        """The day on which its municipality got it."""

    @property
    def is_rejected(self) -> bool:
        """Whether its municipality rejected it, also when another took its place since."""

    @property
    def is_superseded(self) -> bool:
        """Whether it no longer holds."""


K = TypeVar("K", bound=KnownReport)


def holding_and_sent_on(own: Sequence[K]) -> tuple[K | None, date | None]:
    """Of all reports of one thing that is owed: what its municipality has now, and when it first came.

    The day is None unless something of it holds that was not rejected.
    """
    holding = next((each for each in own if each.sent_on and not each.is_superseded), None)
    if holding is None or holding.standing not in _THERE:
        return holding, None
    return holding, min(each.sent_on for each in own if each.sent_on and not each.is_rejected)


@dataclass(frozen=True, slots=True)
class Expected:
    """A provider and a municipality that it sends reports to."""

    provider_name: str
    municipality_name: str
    over: Period
    """From the first day to the last of what it sent; of nothing is told in between."""


Pairs = Mapping[tuple[str, str], Expected]
"""By AGB code and gemeentecode: who is expected to go on."""


def expected(reports: Iterable[ReportInBrief]) -> Pairs:
    """Who sent what over which days."""
    found: dict[tuple[str, str], list[ReportInBrief]] = defaultdict(list)
    for report in reports:
        if report.sent_on is not None:
            found[report.provider_code, report.municipality].append(report)
    return {
        pair: Expected(
            sent[0].provider_name,
            sent[0].municipality_name,
            Period(min(each.period.begin for each in sent), max(each.period.end for each in sent)),
        )
        for pair, sent in found.items()
    }


def is_expected(period: Period, over: Period) -> bool:
    """From the first period over which it sent until a year after the last one."""
    return over.begin <= period.end and over.end + YEAR >= period.begin


def dues_of(
    asked: Iterable[AskedReport],
    reports: Iterable[ReportInBrief],
    pairs: Pairs,
    extensions: Iterable[Extension],
    today: date,
) -> tuple[Due, ...]:
    """Of everything `asked` of these `pairs`, what is expected; the most urgent first, then what ends first.

    `reports`: also what no longer holds, so that a correction makes nothing late that was on time.
    """
    more = {each.key: each for each in extensions}
    known: dict[DueKey, list[ReportInBrief]] = defaultdict(list)
    for report in reports:
        known[report.provider_code, report.municipality, report.format, report.period].append(report)
    found = []
    for each in _once(asked):
        pair = pairs.get((each.provider_code, each.municipality))
        if pair is not None and is_expected(each.period, pair.over):
            found.append(_due(each, known.get(each.key, ()), more.get(each.key), pair, today))
    return tuple(sorted(found, key=_urgency))


def _once(asked: Iterable[AskedReport]) -> Iterator[AskedReport]:
    """Of what several entries of the calendar ask, the one that ends first."""
    first: dict[DueKey, AskedReport] = {}
    for each in asked:
        known = first.get(each.key)
        if known is None or each.deadline < known.deadline:
            first[each.key] = each
    yield from first.values()


def _due(
    asked: AskedReport, own: Sequence[ReportInBrief], extension: Extension | None, pair: Expected, today: date
) -> Due:
    holding, sent_on = holding_and_sent_on(own)
    return Due(
        asked=asked,
        provider_name=pair.provider_name,
        municipality_name=pair.municipality_name,
        extension=extension,
        sent_on=sent_on,
        report=holding,
        state=state_in_time(asked, extension.until if extension else None, sent_on, today),
    )


def _urgency(due: Due) -> tuple[int, date, str, str, str]:
    return URGENCY[due.state], due.last_day, due.municipality_name, due.provider_name, due.asked.format
