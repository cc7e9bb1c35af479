"""The calendar of requests: which municipality asks which format, from whom, over which periods, by when."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from service.domain.formats.plan import Plan
from service.domain.periods import Period
from service.domain.working_days import after_working_days


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedReport:
    """One report that the calendar asks."""

    provider_code: str
    municipality: str
    format: str
    period: Period
    deadline: date
    legal_ground: str = ""

    @property
    def key(self) -> tuple[str, str, str, Period]:
        """Provider, municipality, format and period."""
        return self.provider_code, self.municipality, self.format, self.period


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One entry: a municipality asks a format from providers, for periods from a first one on."""

    municipality: str
    format: str
    begin: date
    """First day of the first reporting period that is asked."""
    until: date | None = None
    """Last day of the last one; None while there is no end."""
    deadline_days: int = 30
    """Calendar days after the reporting period within which the report is due."""
    deadline_working_days: int = 0
    """Working days after it instead; none when calendar days count."""
    legal_ground: str = ""
    purpose: str = ""
    """What the figures are for."""
    providers: frozenset[str] = frozenset()
    """AGB codes; empty for every provider."""
    without: frozenset[str] = frozenset()
    """AGB codes of providers that are not asked: those of a group that is asked something lighter."""

    def asks(self, agb_code: str, period: Period) -> bool:
        """Whether this provider owes this municipality a report over this period."""
        return self.holds_over(period) and self._is_for(agb_code)

    def asked_of(self, agb_codes: Iterable[str], periods: Iterable[Period]) -> Iterator[AskedReport]:
        """What it asks of these providers over those of `periods` that it asks."""
        codes = [code for code in agb_codes if self._is_for(code)]
        for period in periods:
            if self.holds_over(period):
                deadline = self.deadline(period)
                for code in codes:
                    yield AskedReport(
                        provider_code=code,
                        municipality=self.municipality,
                        format=self.format,
                        period=period,
                        deadline=deadline,
                        legal_ground=self.legal_ground,
                    )

    def asks_any(self, agb_codes: frozenset[str]) -> frozenset[str]:
        """Of these providers, those of whom it asks something."""
        return (agb_codes & self.providers if self.providers else agb_codes) - self.without

    def holds_over(self, period: Period) -> bool:
        """Whether it asks anything over this period."""
        return self.begin <= period.begin and (self.until is None or period.end <= self.until)

    def _is_for(self, agb_code: str) -> bool:
        return agb_code not in self.without and (not self.providers or agb_code in self.providers)

    def deadline(self, period: Period) -> date:
        """The last day on which the report is in time."""
        if self.deadline_working_days:
            return after_working_days(period.end, self.deadline_working_days)
        return period.end + timedelta(days=self.deadline_days)


@dataclass(frozen=True, slots=True)
class Assignment:
    """The unit of work: one plan over one period, for every municipality that asks it."""

    plan: Plan
    period: Period
    municipalities: tuple[str, ...]
    """Codes, in ascending order."""

    @property
    def format(self) -> str:
        """The name of the format."""
        return self.plan.name

    @property
    def format_sha256(self) -> str:
        """The name of its version."""
        return self.plan.sha256


def assignments(
    requests: Iterable[Request],
    plans: Mapping[str, tuple[Plan, ...]],
    submitted: Period,
    agb_code: str,
    present: Iterable[str],
) -> Iterator[Assignment]:
    """What has to be made of a submission over the days `submitted`, by format and then by period.

    A reporting period counts when it lies wholly within the submission; a municipality counts when it is
    `present` in the submission and asks the format of this provider over that period.
    """
    there = set(present)
    asked: dict[str, list[Request]] = {}
    for request in requests:
        if request.municipality in there:
            asked.setdefault(request.format, []).append(request)
    for name in sorted(asked):
        for period in submitted.parts(plans[name][0].format.period):
            plan = version_for(plans[name], period)
            codes = {each.municipality for each in asked[name] if each.asks(agb_code, period)}
            if plan is not None and codes:
                yield Assignment(plan, period, tuple(sorted(codes)))


def asked_without_version(
    requests: Iterable[Request], plans: Mapping[str, tuple[Plan, ...]], submitted: Period, agb_code: str
) -> Iterator[tuple[Request, Period]]:
    """What is asked over a reporting period within `submitted` for which no version of the format holds."""
    for request in requests:
        versions = plans[request.format]
        for period in submitted.parts(versions[0].format.period):
            if request.asks(agb_code, period) and version_for(versions, period) is None:
                yield request, period


def version_for(versions: Iterable[Plan], period: Period) -> Plan | None:
    """The version of a format that holds for a reporting period: the latest that had begun by then."""
    holding = [plan for plan in versions if plan.valid.contains(period)]
    return max(holding, key=lambda plan: plan.valid.begin, default=None)
