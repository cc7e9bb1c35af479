"""From what is kept of published reports to what burden is measured of: deliveries, demands, exceptions."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.from_plans import (
    LegallyRequired,
    cells_from_json,
    delivery_of,
    demand_of,
    rows_behind,
)
from service.domain.burden.residual import Cause, Exceptions
from service.domain.formats.catalogue import Catalogue
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


@dataclass(frozen=True, slots=True)
class KnownWork:
    """Work beside the routine that is known over one period."""

    period: Period
    cause: Cause
    times: int
    minutes: int


def exceptions_over(known: Iterable[KnownWork], period: Period) -> Exceptions:
    """What is known of one period: corrections and minutes, each under its one cause."""
    corrections: Counter[Cause] = Counter()
    minutes: Counter[Cause] = Counter()
    for each in known:
        if each.period == period:
            corrections[each.cause] += each.times
            minutes[each.cause] += each.minutes
    return Exceptions(corrections, minutes)


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
                )
            )
    return found


def asked_on(
    catalogue: Catalogue, day: date, demands: Mapping[str, Demand]
) -> Mapping[str, tuple[Demand, ...]]:
    """Per municipality what its formats ask on a day, by the calendar of requests."""
    found: dict[str, dict[str, Demand]] = {}
    for request in catalogue.requests:
        begun = [plan for plan in catalogue.plans.get(request.format, ()) if plan.valid.begin <= day]
        if begun and request.begin <= day and (request.until is None or day <= request.until):
            found.setdefault(request.municipality, {})[request.format] = demands[begun[-1].sha256]
    return {code: tuple(by_format.values()) for code, by_format in found.items()}


def demands_by_hash(catalogue: Catalogue, required: LegallyRequired) -> Mapping[str, Demand]:
    """What every version of every format asks, by its hash."""
    return {plan.sha256: demand_of(plan, required) for plan in catalogue.every_plan()}
