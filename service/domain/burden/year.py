"""A year as a council reads it: what was asked, what that took, what is left, and what could go first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.baseline import Baseline
from service.domain.burden.demand import Delivery, accepted_once
from service.domain.burden.drop_list import Question
from service.domain.burden.drop_page import list_of, towns_of
from service.domain.burden.estimate import Estimate, estimate
from service.domain.burden.from_reports import deliveries_of, exceptions_of
from service.domain.burden.own_measurements import calibrate
from service.domain.burden.page import BurdenBasis, KnownBurden, changes_known_of, days_of, fewest_for
from service.domain.burden.questions import Questions, questions_of
from service.domain.burden.residual import Residual, residual
from service.domain.burden.workload import Workload, less_new, with_baseline, with_exceptions, workload
from service.domain.periods import Period, PeriodKind

_MOST_TO_DROP = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredYear:
    """What was delivered over one year, whatever the periods in it."""

    questions: Questions
    before: Questions | None
    """The same a year earlier; None where nothing is known of then."""
    estimate: Estimate
    """Of all its periods together: what is drawn is drawn once for the year."""
    residual: Residual
    reports: int
    providers: int
    first_to_drop: tuple[Question, ...]
    """Of the drop list what is asked most often; nothing that was asked of nobody."""
    on_the_list: int
    """How many questions stand on it."""


@dataclass(frozen=True, slots=True)
class YearPage:
    """One year, and of which other years there is one."""

    years: tuple[Period, ...]
    year: Period | None = None
    measured: MeasuredYear | None = None


def year_page(viewer: Viewer, known: KnownBurden, basis: BurdenBasis, label: str | None) -> YearPage:
    """The latest year in which something was delivered, or the one called `label`."""
    standing = [each for each in known.reports if not each.is_rejected]
    deliveries = accepted_once(deliveries_of(standing, basis.demands))
    years = _years(deliveries)
    year = next((each for each in years if each.label == label), years[-1] if years else None)
    if year is None:
        return YearPage(years)
    return YearPage(years, year, _measured(viewer, known, basis, deliveries, year))


def _years(deliveries: Iterable[Delivery]) -> tuple[Period, ...]:
    found = {year for each in deliveries for year in each.period.overlapping(PeriodKind.YEAR)}
    return tuple(sorted(found, key=lambda each: each.begin))


def _measured(
    viewer: Viewer, known: KnownBurden, basis: BurdenBasis, deliveries: Sequence[Delivery], year: Period
) -> MeasuredYear:
    chosen = _in(year, deliveries)
    then = _in(year.a_year_ago(PeriodKind.YEAR), deliveries)
    measured_with = calibrate(viewer, known.own, known.others, basis.tables, basis.demands)
    periods = {each.period for each in chosen}
    one_of_each_kind = {days_of(each): each for each in periods}.values()
    changes = (one for each in one_of_each_kind for one in changes_known_of(known, each))
    exceptions = exceptions_of(each for each in (*known.work, *changes) if each.period in periods)
    before = _asked_before(chosen, deliveries_of(known.reports, basis.demands))
    work = with_exceptions(less_new(workload(chosen), _timed(before, measured_with.baseline)), exceptions)
    fewest = fewest_for(viewer.organisation.kind)
    listed = list_of(towns_of(viewer, chosen), chosen, year, basis, measured_with.draws, fewest).questions
    return MeasuredYear(
        questions=questions_of(chosen),
        before=questions_of(then) if then else None,
        estimate=estimate(work, measured_with.tables, measured_with.draws_of(chosen)),
        residual=residual(work.with_service, chosen, measured_with.tables, exceptions),
        reports=len(chosen),
        providers=len({each.provider for each in chosen}),
        first_to_drop=_asked_most(listed),
        on_the_list=len(listed),
    )


def _timed(before: Sequence[Delivery], baseline: Baseline) -> Workload:
    return with_baseline(workload(before), before, baseline)


def _in(year: Period, deliveries: Iterable[Delivery]) -> tuple[Delivery, ...]:
    return tuple(each for each in deliveries if year.contains(each.period))


def _asked_before(chosen: Sequence[Delivery], asked: Sequence[Delivery]) -> tuple[Delivery, ...]:
    """What was asked before of each kind of period by itself: months have another first period than years."""
    found: list[Delivery] = []
    for days in sorted({days_of(each.period) for each in chosen}):
        before = AskedBefore.of([each for each in asked if days_of(each.period) == days])
        own = [each for each in chosen if days_of(each.period) == days]
        found += before.split(own).before if before else own
    return tuple(found)


def _asked_most(listed: Sequence[Question]) -> tuple[Question, ...]:
    """Those that were asked of somebody: a column for what did not occur was asked of nobody."""
    asked = [each for each in listed if each.effect.askings]
    return tuple(sorted(asked, key=_most_asked)[:_MOST_TO_DROP])


def _most_asked(each: Question) -> tuple[int, str, str]:
    return -each.effect.askings, each.municipality, each.element
