"""From what is kept of published reports to what burden is measured of: deliveries, demands, exceptions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.domain.burden.asked_already import AskedFormat, Asking
from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.from_plans import (
    cells_from_json,
    delivery_of,
    demand_of,
    rows_behind,
)
from service.domain.burden.prescribed import LegallyRequired
from service.domain.burden.residual import Cause, Exceptions
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.plan import Plan
from service.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedReport:
    """A report that stands: not one whose submission was superseded."""

    submission: UUID
    provider: str
    """AGB code."""
    municipality: str
    format: str
    format_sha256: str
    period: Period
    reported: int
    """Rows of prestatie in it."""
    cells: Mapping[str, int]
    is_rejected: bool = False
    """By its municipality: then it is no accepted delivery."""
    had_findings: bool = True
    """Whether anything was found in the upload that it came from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownWork:
    """Work beside the routine that is known over one period."""

    period: Period
    cause: Cause
    times: int = 0
    minutes: int = 0
    uploads: int = 0
    """Uploads that had to be done again."""


def exceptions_over(known: Iterable[KnownWork], period: Period) -> Exceptions:
    """What is known of one period: corrections and minutes, each under its one cause."""
    return exceptions_of(each for each in known if each.period == period)


def exceptions_of(known: Iterable[KnownWork]) -> Exceptions:
    """All of it, whatever the period."""
    corrections: Counter[Cause] = Counter()
    minutes: Counter[Cause] = Counter()
    uploads: Counter[Cause] = Counter()
    for each in known:
        corrections[each.cause] += each.times
        minutes[each.cause] += each.minutes
        uploads[each.cause] += each.uploads
    return Exceptions(corrections, minutes, uploads)


def changed_without_notice(
    reports: Iterable[CountedReport], published: Mapping[str, date]
) -> tuple[KnownWork, ...]:
    """R5: a provider's report is in another version than the one before, and nobody could know in time.

    `published`: the day on which a version became known here, by its hash. In time is before the period
    begins. Of one that stands in the folders of the installation nobody knows when that was.
    A provider makes a format once for all its municipalities, so a change counts once.
    """
    last: dict[tuple[str, str, str], str] = {}
    found: set[tuple[str, str, Period]] = set()
    for each in sorted(reports, key=lambda one: one.period.begin):
        before = last.get((each.provider, each.municipality, each.format))
        last[each.provider, each.municipality, each.format] = each.format_sha256
        known = published.get(each.format_sha256)
        if before not in (None, each.format_sha256) and known is not None and known >= each.period.begin:
            found.add((each.provider, each.format, each.period))
    cause = Cause.CHANGED_WITHOUT_NOTICE
    return tuple(KnownWork(period=period, cause=cause, times=1) for _, _, period in sorted(found))


def deliveries_of(reports: Iterable[CountedReport], demands: Mapping[str, Demand]) -> list[Delivery]:
    """Each report as a delivery, where its version of the format is still known."""
    found = []
    for each in reports:
        demand = demands.get(each.format_sha256)
        if demand is not None:
            cells = cells_from_json(each.cells)
            found.append(
                delivery_of(
                    demand,
                    cells,
                    rows_behind(cells, demand, each.reported),
                    provider=each.provider,
                    municipality=each.municipality,
                    period=each.period,
                    submission=str(each.submission),
                    had_findings=each.had_findings,
                )
            )
    return found


def asked_on(catalogue: Catalogue, day: date, demands: Mapping[str, Demand]) -> Asking:
    """Per municipality what its formats ask on a day, by the calendar of requests."""
    found: dict[str, dict[str, AskedFormat]] = {}
    for request in catalogue.requests:
        begun = [plan for plan in catalogue.plans.get(request.format, ()) if plan.valid.begin <= day]
        if begun and request.begin <= day and (request.until is None or day <= request.until):
            asked = _asked(begun[-1], demands, request.legal_ground)
            found.setdefault(request.municipality, {})[request.format] = asked
    return {code: tuple(by_format.values()) for code, by_format in found.items()}


def _asked(plan: Plan, demands: Mapping[str, Demand], legal_ground: str) -> AskedFormat:
    return AskedFormat(
        demand=demands[plan.sha256],
        laws=frozenset(plan.format.law),
        often=plan.format.period,
        is_of_persons=plan.format.level == "person",
        legal_ground=legal_ground or plan.format.legal_ground,
    )


def demands_by_hash(catalogue: Catalogue, required: LegallyRequired) -> Mapping[str, Demand]:
    """What every version of every format asks, by its hash."""
    return {plan.sha256: demand_of(plan, required) for plan in catalogue.every_plan()}
