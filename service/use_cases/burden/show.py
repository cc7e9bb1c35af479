"""Show the burden of what was published, as far as the viewer may see it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from pathlib import Path
from uuid import UUID

from service.domain.access import Actor, NotFoundError, OrganisationKind, Viewer
from service.domain.burden.advice import (
    FEWEST_PROVIDERS,
    Costs,
    Several,
    best_pairs,
    best_set,
    changes_alone,
    several,
)
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.calibration import NO_ERRORS, FoundErrors
from service.domain.burden.demand import Delivery, Demand, accepted_once
from service.domain.burden.divergence import stability_of_order
from service.domain.burden.from_plans import cells_from_json, delivery_of, rows_behind
from service.domain.burden.measure import Measurement, measure
from service.domain.burden.municipal import MunicipalAccount, municipal_account
from service.domain.burden.others import AskedByOthers, compared_with_others
from service.domain.burden.residual import Cause, Exceptions
from service.domain.burden.tables import BurdenTables
from service.domain.burden.trend import TrendPoint, trend
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import Period
from service.files.burden import load_administrative_times, load_burden_tables, load_legally_required
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.burden import CountedReport
from service.storage.residuals import KnownWork
from service.storage.stores import Stores, TenantWork
from service.use_cases.burden.calibrate import OwnMeasurements, calibrate
from service.use_cases.burden.measure import demands_by_hash


@dataclass(frozen=True, slots=True)
class BurdenPage:
    """Everything a page about burden shows."""

    periods: tuple[Period, ...]
    period: Period | None
    measured: Measurement | None
    own_differences: tuple[Several, ...]
    """What the viewer's own formats ask otherwise than the standard, one by one, the dearest first."""
    trend: tuple[TrendPoint, ...]
    unknown_formats: int
    """Reports in a version of a format that this installation no longer has: counted, not estimated."""
    best: tuple[Several, ...] = ()
    """The best change, the best two that hold it, and so on: each set recomputed as a whole."""
    pairs: tuple[Several, ...] = ()
    """Two changes that together are worth most."""
    same_order: float = 1.0
    """In which part of the draws of other weights the three that diverge most stay the same."""
    rejected: int = 0
    """Reports of this period that a municipality rejected: no deliveries; their repair has its one cause."""
    errors: FoundErrors = NO_ERRORS
    """What the hold-out found wrong: a provider's own."""
    others: tuple[AskedByOthers, ...] = ()
    """What a municipality's formats ask, and how many other municipalities ask it too."""
    municipal: MunicipalAccount | None = None
    """A municipality's own time for what it received: no part of anything else on the page."""
    whole_reports: int = 0
    """How many reports made by hand the times rest on, beside what was timed apart."""


@dataclass(frozen=True, slots=True)
class _Stored:
    """What the database shows this viewer of reports and of work that was left."""

    reports: tuple[CountedReport, ...]
    repeated: Mapping[UUID, int]
    """D_fact by submission."""
    known: tuple[KnownWork, ...]

    @classmethod
    def of(cls, work: TenantWork) -> "_Stored":
        return cls(work.burden.counted_reports(), work.burden.repeated_facts(), work.residuals.known())

    def repeated_in(self, deliveries: Iterable[Delivery]) -> int:
        uploads = {each.submission for each in deliveries}
        return sum(count for key, count in self.repeated.items() if str(key) in uploads)


@dataclass(frozen=True, slots=True)
class ShowBurden:
    """Counts of published reports, and what is estimated from them."""

    stores: Stores
    catalogue: CurrentCatalogue

    def for_login(self, login: str, label: str) -> BurdenPage:
        """The page as this account sees it, for who runs the service. Raises NotFoundError."""
        actor = Actor("command line")
        with self.stores.as_sign_in(actor) as work:
            account = work.accounts.with_login(login, "command line")
        if account is None:
            raise NotFoundError(login)
        return self(account.viewer, label)

    def __call__(self, viewer: Viewer, label: str | None = None) -> BurdenPage:
        """The page of one period: the latest, or the one called `label`; None measured when there is none."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            stored, own = _Stored.of(work), OwnMeasurements.of(work)
        reports = stored.reports
        demands = _demands(self.catalogue)
        asked = deliveries_of(reports, demands)
        deliveries = accepted_once(deliveries_of((one for one in reports if not one.is_rejected), demands))
        seen = {each.period for each in deliveries} | {each.period for each in reports if each.is_rejected}
        periods = tuple(sorted(seen, key=lambda each: (each.end, each.begin)))
        period = next((each for each in periods if each.label == label), periods[-1] if periods else None)
        unknown = sum(each.format_sha256 not in demands for each in reports)
        if period is None:
            return BurdenPage((), None, None, (), (), unknown)
        measured_with = calibrate(self.stores, viewer, own, _tables(self.catalogue.mappings_dir), demands)
        tables, draws = measured_with.tables, measured_with.draws
        fewest = fewest_for(viewer.organisation.kind)
        chosen = [each for each in deliveries if each.period == period]
        exceptions = partial(exceptions_over, stored.known)
        before = AskedBefore.of([each for each in asked if _days(each.period) == _days(period)])
        facts = stored.repeated_in(chosen)
        measured = measure(chosen, tables, facts, exceptions(period), fewest, draws=draws, before=before)
        rejected = sum(each.is_rejected and each.period == period for each in reports)
        alike = [each for each in periods if _days(each) == _days(period)]
        return BurdenPage(
            periods,
            period,
            measured,
            _own(chosen, tables),
            tuple(trend(alike, deliveries, measured_with, before, exceptions)),
            unknown,
            *_together(measured, tables),
            rejected,
            own.errors,
            *self._of_municipality(viewer, measured, rejected),
            measured_with.reports,
        )

    def _of_municipality(
        self, viewer: Viewer, measured: Measurement, rejected: int
    ) -> tuple[tuple[AskedByOthers, ...], MunicipalAccount | None]:
        """What only a municipality sees: beside the others, and its own time."""
        if viewer.organisation.kind is not OrganisationKind.MUNICIPALITY:
            return (), None
        times = load_administrative_times(self.catalogue.mappings_dir)
        account = municipal_account(len(measured.deliveries), rejected, times)
        own = {each.demand.format: each.demand for each in measured.deliveries}
        last = max((each.period.end for each in measured.deliveries), default=None)
        asked = asked_on(self.catalogue(), last, _demands(self.catalogue)) if last else {}
        others = {code: each for code, each in asked.items() if code != viewer.organisation.code}
        return compared_with_others(own.values(), others), account


def _together(
    measured: Measurement, tables: BurdenTables
) -> tuple[tuple[Several, ...], tuple[Several, ...], float]:
    changes = [each.change for each in measured.advice]
    found = measured.deliveries
    costs = Costs(found, tables)
    return (
        best_set(changes, costs, _LARGEST_SET),
        best_pairs(changes, costs)[:_MOST_PAIRS],
        stability_of_order(found, tables.weights, tables.seed),
    )


_LARGEST_SET, _MOST_PAIRS = 5, 3


def exceptions_over(known: Iterable[KnownWork], period: Period) -> Exceptions:
    """What is known of one period: corrections and minutes, each under its one cause."""
    corrections: Counter[Cause] = Counter()
    minutes: Counter[Cause] = Counter()
    for each in known:
        if each.period == period:
            corrections[each.cause] += each.times
            minutes[each.cause] += each.minutes
    return Exceptions(corrections, minutes)


def fewest_for(kind: OrganisationKind) -> int:
    """A provider sees its own; for anybody else what fewer than five providers share is suppressed."""
    return 1 if kind is OrganisationKind.PROVIDER else FEWEST_PROVIDERS


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


def _own(deliveries: Sequence[Delivery], tables: BurdenTables) -> tuple[Several, ...]:
    costs = Costs(deliveries, tables)
    found = [several((each,), costs) for each in changes_alone(costs)]
    return tuple(sorted(found, key=lambda each: (-each.with_service, -each.without)))


_MONTH = 31


def _days(period: Period) -> int:
    """Periods of one kind: months, quarters, half-years and years differ by more than a month."""
    return round((period.end - period.begin).days / _MONTH)


def _demands(current: CurrentCatalogue) -> Mapping[str, Demand]:
    return demands_by_hash(current(), load_legally_required(current.mappings_dir))


@lru_cache(maxsize=2)
def _tables(mappings_dir: Path) -> BurdenTables:
    return load_burden_tables(mappings_dir)
