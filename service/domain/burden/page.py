"""Everything a page about burden shows, worked out from what is kept of the reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from uuid import UUID

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.advice import (
    FEWEST_PROVIDERS,
    Several,
    best_pairs,
    best_set,
    changes_alone,
    several,
)
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.calibration import NO_ERRORS, FoundErrors
from service.domain.burden.costs import Costs
from service.domain.burden.demand import Delivery, Demand, accepted_once
from service.domain.burden.divergence import stability_of_order
from service.domain.burden.elsewhere import Elsewhere
from service.domain.burden.from_reports import (
    CountedReport,
    KnownWork,
    asked_on,
    changed_without_notice,
    deliveries_of,
    exceptions_over,
)
from service.domain.burden.handmade import Calibrated
from service.domain.burden.measure import Measurement, measure
from service.domain.burden.municipal import AdministrativeTimes, MunicipalAccount, municipal_account
from service.domain.burden.others import AskedByOthers, compared_with_others
from service.domain.burden.own_measurements import OwnMeasurements, PooledMeasurements, calibrate
from service.domain.burden.prescribed import NOTHING_REQUIRED, LegallyRequired
from service.domain.burden.questions import Questions, questions_of
from service.domain.burden.tables import BurdenTables
from service.domain.burden.trend import Measured, TrendPoint, trend
from service.domain.formats.catalogue import Catalogue
from service.domain.periods import Period, PeriodKind

_LARGEST_SET, _MOST_PAIRS = 5, 3
_MONTH = 31


@dataclass(frozen=True, slots=True, kw_only=True)
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
    whole_of_others: int = 0
    """Of those, reports that other providers made and let count."""
    timed_formats: int = 0
    """Of how many formats the provider itself timed the whole, before going live."""
    told_ways: tuple[int, int] = (0, 0)
    """Of how many formats it was told how they are made today, and how many there are."""
    tables: BurdenTables | None = None
    """What it was measured with: those of the installation, with measured times in their place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownBurden:
    """What is kept for one viewer: of reports, of work that was left, and of what was measured."""

    reports: tuple[CountedReport, ...]
    repeated: Mapping[UUID, int]
    """D_fact by submission."""
    work: tuple[KnownWork, ...]
    own: OwnMeasurements
    others: PooledMeasurements
    """What other providers measured, as nobody's."""
    published: Mapping[str, date] = field(default_factory=dict)
    """The day on which a version of a format was published here, by its hash."""

    def repeated_in(self, deliveries: Iterable[Delivery]) -> int:
        """Facts that these deliveries repeat, by the submissions that they are of."""
        uploads = {each.submission for each in deliveries}
        return sum(count for key, count in self.repeated.items() if str(key) in uploads)


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenBasis:
    """What the installation says, the same for every viewer."""

    catalogue: Catalogue
    demands: Mapping[str, Demand]
    """What every version of every format asks, by its hash."""
    tables: BurdenTables
    times: AdministrativeTimes
    required: LegallyRequired = NOTHING_REQUIRED
    elsewhere: Elsewhere = field(default_factory=Elsewhere)


def burden_page(viewer: Viewer, known: KnownBurden, basis: BurdenBasis, label: str | None) -> BurdenPage:
    """The page of one period: the latest, or the one called `label`; None measured when there is none."""
    standing = [one for one in known.reports if not one.is_rejected]
    deliveries = accepted_once(deliveries_of(standing, basis.demands))
    periods = _periods(known.reports, deliveries)
    period = next((each for each in periods if each.label == label), periods[-1] if periods else None)
    unknown = sum(each.format_sha256 not in basis.demands for each in known.reports)
    empty = BurdenPage(
        periods=periods, period=period, measured=None, own_differences=(), trend=(), unknown_formats=unknown
    )
    return empty if period is None else _filled(empty, period, deliveries, viewer, known, basis)


def _filled(
    empty: BurdenPage,
    period: Period,
    deliveries: Sequence[Delivery],
    viewer: Viewer,
    known: KnownBurden,
    basis: BurdenBasis,
) -> BurdenPage:
    measured_with = calibrate(viewer, known.own, known.others, basis.tables, basis.demands)
    chosen = [each for each in deliveries if each.period == period]
    asked = deliveries_of(known.reports, basis.demands)
    before = AskedBefore.of([each for each in asked if days_of(each.period) == days_of(period)])
    exceptions = partial(exceptions_over, (*known.work, *changes_known_of(known, period)))
    measured = measure(
        chosen,
        measured_with.tables,
        known.repeated_in(chosen),
        exceptions(period),
        fewest_for(viewer.organisation.kind),
        draws=measured_with.draws_of(chosen),
        before=before,
        baseline=measured_with.baseline,
    )
    measured, costs = _with_questions(measured, deliveries, period), Costs(chosen, measured_with.tables)
    alike = [each for each in empty.periods if days_of(each) == days_of(period)]
    page = replace(
        empty,
        measured=measured,
        own_differences=_own(costs),
        trend=tuple(trend(alike, deliveries, measured_with, before, exceptions, Measured(period, measured))),
        rejected=sum(each.is_rejected and each.period == period for each in known.reports),
        errors=known.own.errors,
        whole_reports=measured_with.reports,
        told_ways=_told(chosen, measured_with),
        whole_of_others=measured_with.of_others,
        timed_formats=len({each.demand.format for each in chosen} & measured_with.baseline.keys()),
        tables=measured_with.tables,
    )
    return _beside_others(_with_sets(page, measured, measured_with.tables, costs), measured, viewer, basis)


def _told(deliveries: Iterable[Delivery], measured_with: Calibrated) -> tuple[int, int]:
    formats = {each.demand.format for each in deliveries}
    return len(formats & measured_with.ways.keys()), len(formats)


def fewest_for(kind: OrganisationKind) -> int:
    """A provider sees its own; for anybody else what fewer than five providers share is suppressed."""
    return 1 if kind is OrganisationKind.PROVIDER else FEWEST_PROVIDERS


def _periods(reports: Iterable[CountedReport], deliveries: Iterable[Delivery]) -> tuple[Period, ...]:
    seen = {each.period for each in deliveries} | {each.period for each in reports if each.is_rejected}
    return tuple(sorted(seen, key=lambda each: (each.end, each.begin)))


def _with_sets(page: BurdenPage, measured: Measurement, tables: BurdenTables, costs: Costs) -> BurdenPage:
    changes = [each.change for each in measured.advice]
    return replace(
        page,
        best=best_set(changes, costs, _LARGEST_SET),
        pairs=best_pairs(changes, costs, _MOST_PAIRS),
        same_order=stability_of_order(measured.deliveries, tables.weights, tables.seed),
    )


def _beside_others(page: BurdenPage, measured: Measurement, viewer: Viewer, basis: BurdenBasis) -> BurdenPage:
    """What only a municipality sees: beside the others, and its own time."""
    if viewer.organisation.kind is not OrganisationKind.MUNICIPALITY:
        return page
    account = municipal_account(len(measured.deliveries), page.rejected, basis.times)
    own = {each.demand.format: each.demand for each in measured.deliveries}
    last = max((each.period.end for each in measured.deliveries), default=None)
    asked = asked_on(basis.catalogue, last, basis.demands) if last else {}
    others = {
        code: [one.demand for one in formats]
        for code, formats in asked.items()
        if code != viewer.organisation.code
    }
    return replace(page, others=compared_with_others(own.values(), others), municipal=account)


def _own(costs: Costs) -> tuple[Several, ...]:
    found = [several((each,), costs) for each in changes_alone(costs)]
    return tuple(sorted(found, key=lambda each: (-each.with_service, -each.without)))


def changes_known_of(known: KnownBurden, period: Period) -> tuple[KnownWork, ...]:
    """The work of formats that changed without notice, over all periods of the kind of this one."""
    alike = [each for each in known.reports if days_of(each.period) == days_of(period)]
    return changed_without_notice(alike, known.published)


def _with_questions(measured: Measurement, deliveries: Sequence[Delivery], period: Period) -> Measurement:
    """With what was asked over shorter periods within it already, and with a year earlier beside it."""
    return replace(
        measured,
        questions=questions_of(measured.deliveries, _within(deliveries, period)),
        questions_before=_a_year_earlier(deliveries, period),
    )


def _within(deliveries: Iterable[Delivery], period: Period) -> list[Delivery]:
    """What was asked over shorter periods in it."""
    return [each for each in deliveries if each.period != period and period.contains(each.period)]


def _a_year_earlier(deliveries: Sequence[Delivery], period: Period) -> Questions | None:
    kind = next((each for each in PeriodKind if period in period.parts(each)), None)
    if kind is None:
        return None
    then = period.a_year_ago(kind)
    asked = [each for each in deliveries if each.period == then]
    return questions_of(asked, _within(deliveries, then)) if asked else None


def days_of(period: Period) -> int:
    """Periods of one kind: months, quarters, half-years and years differ by more than a month."""
    return round((period.end - period.begin).days / _MONTH)
