"""Over time: like for like, and with what was asked since as work that was added (burden.md §1.5, §4.6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.divergence import Divergence, divergence
from service.domain.burden.estimate import Estimate, Interval, estimate, interval, minutes_without
from service.domain.burden.handmade import Calibrated
from service.domain.burden.tables import Counts, Driver
from service.domain.burden.workload import Workload, vector, workload
from service.domain.periods import Period

Key = tuple[str, str, str]
"""Provider, municipality, format."""


@dataclass(frozen=True, slots=True)
class Added:
    """What is asked in a period and was not in the first: work that came on top, whoever does it."""

    deliveries: int
    elements: int
    """Elements asked of somebody who was not asked them in the first period."""
    without: Interval
    with_service: Interval


@dataclass(frozen=True, slots=True)
class TrendPoint:
    """One period of one kind beside the first."""

    period: Period
    deliveries: int
    elements: int
    """Elements asked, over all deliveries."""
    like_for_like: Estimate
    """Only what the same providers were asked in the first period, by the same municipalities."""
    with_new: Estimate
    """The same, with what new demands take taken off: they spare nothing, they were not there."""
    added: Added
    divergence: Divergence
    """How far municipalities ask the same, and differently, in this period."""


@dataclass(frozen=True, slots=True)
class _Split:
    """Deliveries as far as they were asked before, and the rest."""

    alike: tuple[Delivery, ...]
    new: tuple[Delivery, ...]
    """Whole deliveries that nobody asked before."""
    more: tuple[Delivery, ...]
    """The elements that a known delivery has more than it had."""


def trend(periods: Sequence[Period], deliveries: Sequence[Delivery], known: Calibrated) -> list[TrendPoint]:
    """A point for each of the periods, which are of one kind, the earliest first."""
    first = {_key(each): each.demand for each in deliveries if periods and each.period == periods[0]}
    return [
        _point(period, first, [each for each in deliveries if each.period == period], known)
        for period in periods
    ]


def _point(
    period: Period, first: Mapping[Key, Demand], deliveries: Sequence[Delivery], known: Calibrated
) -> TrendPoint:
    split = _split(first, deliveries)
    work = workload(split.alike)
    without, with_service = _added(split)
    including = replace(work, with_service=_together(work.with_service, with_service))
    tables, draws = known.tables, known.draws
    return TrendPoint(
        period,
        len(deliveries),
        sum(len(each.demand.asked) for each in deliveries),
        estimate(work, tables, draws),
        estimate(including, tables, draws),
        Added(
            len(split.new),
            sum(len(each.demand.asked) for each in (*split.new, *split.more)),
            interval(minutes_without(without, draws)),
            interval(draws.times @ vector(with_service)),
        ),
        divergence(deliveries, tables.weights),
    )


def _split(first: Mapping[Key, Demand], deliveries: Iterable[Delivery]) -> _Split:
    """Each delivery cut to what was asked before, its demand made once for all that are alike."""
    made: dict[tuple[int, int], tuple[Demand, Demand]] = {}
    alike, new, more = [], [], []
    for each in deliveries:
        before = first.get(_key(each))
        if before is None:
            new.append(each)
            continue
        key = (id(each.demand), id(before))
        if key not in made:
            made[key] = _cut(each.demand, before)
        kept, extra = made[key]
        alike.append(_with(each, kept))
        if extra.asked or extra.changes_grain:
            more.append(_with(each, extra))
    return _Split(tuple(alike), tuple(new), tuple(more))


def _cut(demand: Demand, before: Demand) -> tuple[Demand, Demand]:
    kept = tuple(each for each in demand.asked if each.element in before.elements)
    extra = tuple(each for each in demand.asked if each.element not in before.elements)
    narratives = min(demand.narratives, before.narratives)
    return (
        replace(
            demand,
            asked=kept,
            changes_grain=demand.changes_grain and before.changes_grain,
            narratives=narratives,
        ),
        replace(
            demand,
            asked=extra,
            changes_grain=demand.changes_grain and not before.changes_grain,
            narratives=demand.narratives - narratives,
        ),
    )


def _with(delivery: Delivery, demand: Demand) -> Delivery:
    return replace(delivery, demand=demand, manual_rows=delivery.manual_rows if demand.manual else 0)


_OF_A_DELIVERY = (Driver.SELECT, Driver.CHECK, Driver.CORRECT, Driver.SEND, Driver.SERVICE_REVIEW)


def _added(split: _Split) -> tuple[Counts, Counts]:
    """Operations more, without the service and with it; an upload is there already."""
    new, more = workload(split.new), workload(split.more)
    with_service: Counts = {
        driver: count
        for driver, count in new.with_service.items()
        if driver in (Driver.SERVICE_REVIEW, Driver.MANUAL)
    }
    return (
        _together(new.without, _columns_only(more)),
        _together(with_service, {Driver.MANUAL: more.with_service.get(Driver.MANUAL, 0)}),
    )


def _columns_only(work: Workload) -> Counts:
    return {driver: count for driver, count in work.without.items() if driver not in _OF_A_DELIVERY}


def _together(one: Counts, other: Counts) -> Counts:
    summed = {driver: one.get(driver, 0) + other.get(driver, 0) for driver in Driver}
    return {driver: count for driver, count in summed.items() if count}


def _key(each: Delivery) -> Key:
    return each.provider, each.municipality, each.demand.format
