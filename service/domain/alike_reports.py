"""Reports of a region that are alike in all that decides where they stand, so that none is read alone."""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from service.domain.dues import (
    DueState,
    Expected,
    Extension,
    Pairs,
    holding_and_sent_on,
    is_expected,
    state_in_time,
)
from service.domain.formats.calendar import AskedReport, Request
from service.domain.periods import Period
from service.domain.report_in_brief import SUPERSEDED
from service.domain.standing import ReportStanding

Providers = frozenset[str]
"""AGB codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTraits:
    """All of a report that decides where it stands, and nothing that says which one it is."""

    municipality: str
    """Gemeentecode."""
    format: str
    period: Period
    standing: ReportStanding
    sent_on: date
    is_rejected: bool
    closes: bool
    holds_prestaties: bool

    @property
    def is_superseded(self) -> bool:
        """Whether it no longer holds."""
        return self.standing in SUPERSEDED


@dataclass(frozen=True, slots=True, kw_only=True)
class AlikeReports:
    """The reports with the same traits."""

    traits: ReportTraits
    providers: Providers
    reports: int
    rows: int
    """Reported by all of them."""
    cents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SentOver:
    """Who sent a municipality reports of which the first and the last day are these."""

    municipality: str
    over: Period
    providers: Providers


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One format that a municipality asks over one period, of whom and with what it has of it."""

    municipality: str
    format: str
    period: Period
    requests: tuple[Request, ...]
    """The entries of the calendar that ask it, at least one."""
    expected: Providers
    alike: tuple[AlikeReports, ...]
    """Of this municipality and format over this period."""
    extended: Mapping[str, date]
    """By AGB code, the last day with the extension."""

    def states(self, today: date) -> dict[str, tuple[DueState, date]]:
        """By AGB code of who is expected and asked: how it stands in time, and the last day of it."""
        found: dict[str, tuple[DueState, date]] = {}
        several = self._in_several()
        for asked, providers in self._by_deadline():
            found.update(dict.fromkeys(providers, _standing(asked, None, (), today)))
            for each in self.alike:
                alone = (each.providers & providers) - several
                if alone:
                    found.update(dict.fromkeys(alone, _standing(asked, None, (each.traits,), today)))
            for provider in providers & (several | self.extended.keys()):
                own = [each.traits for each in self.alike if provider in each.providers]
                found[provider] = _standing(asked, self.extended.get(provider), own, today)
        return found

    def _by_deadline(self) -> Iterator[tuple[AskedReport, Providers]]:
        """What is asked of one of them and of all with the same last day; of several entries the first."""
        left = self.expected
        for request in sorted(self.requests, key=lambda each: each.deadline(self.period)):
            providers = request.asks_any(left)
            left -= providers
            for asked in request.asked_of(sorted(providers)[:1], (self.period,)):
                yield asked, providers

    def _in_several(self) -> Providers:
        """Who has reports that are not alike: one that was corrected, say."""
        seen, several = frozenset[str](), frozenset[str]()
        for each in self.alike:
            several |= seen & each.providers
            seen |= each.providers
        return several


OwedKey = tuple[str, str, Period]
"""Gemeentecode, format, period."""


def extended_to(extensions: Iterable[Extension]) -> Mapping[OwedKey, Mapping[str, date]]:
    """The last day with the extension, by AGB code."""
    found: dict[OwedKey, dict[str, date]] = defaultdict(dict)
    for each in extensions:
        found[each.municipality, each.format, each.period][each.provider_code] = each.until
    return found


def pairs_of(
    sent: Iterable[SentOver],
    wanted: Container[tuple[str, str]],
    provider_names: Mapping[str, str],
    municipality_names: Mapping[str, str],
) -> Pairs:
    """Of these AGB codes and gemeentecodes, who sent what over which days."""
    return {
        (provider, each.municipality): Expected(
            provider_names.get(provider, provider),
            municipality_names.get(each.municipality, each.municipality),
            each.over,
        )
        for each in sent
        for provider in each.providers
        if (provider, each.municipality) in wanted
    }


def owed(
    requests: Iterable[tuple[Request, Period]],
    alike: Iterable[AlikeReports],
    sent: Iterable[SentOver],
    extensions: Mapping[OwedKey, Mapping[str, date]],
) -> Iterator[Owed]:
    """Each thing that is asked, once. `requests`: an entry of the calendar and a period that it asks."""
    entries: dict[OwedKey, list[Request]] = defaultdict(list)
    for request, period in requests:
        entries[request.municipality, request.format, period].append(request)
    known: dict[OwedKey, list[AlikeReports]] = defaultdict(list)
    for each in alike:
        known[each.traits.municipality, each.traits.format, each.traits.period].append(each)
    senders: dict[str, list[SentOver]] = defaultdict(list)
    for over in sent:
        senders[over.municipality].append(over)
    for key, asking in entries.items():
        municipality, name, period = key
        expected = (each.providers for each in senders[municipality] if is_expected(period, each.over))
        yield Owed(
            municipality=municipality,
            format=name,
            period=period,
            requests=tuple(asking),
            expected=frozenset[str]().union(*expected),
            alike=tuple(known.get(key, ())),
            extended=extensions.get(key, {}),
        )


def _standing(
    asked: AskedReport, extended_to: date | None, own: Sequence[ReportTraits], today: date
) -> tuple[DueState, date]:
    _, sent_on = holding_and_sent_on(own)
    last_day = max(asked.deadline, extended_to or asked.deadline)
    return state_in_time(asked, extended_to, sent_on, today), last_day
