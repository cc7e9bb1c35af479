"""Over time: like for like, and with what was asked since as work that was added (burden.md §1.5, §4.6)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from service.domain.burden.added import Added, Works, added_work
from service.domain.burden.asked_before import AskedBefore
from service.domain.burden.demand import Delivery
from service.domain.burden.divergence import Divergence, divergence
from service.domain.burden.estimate import Interval, net_of
from service.domain.burden.handmade import Calibrated
from service.domain.burden.measure import Measurement
from service.domain.burden.residual import NO_EXCEPTIONS, Exceptions
from service.domain.burden.workload import with_baseline, with_exceptions, workload
from service.domain.periods import Period

ExceptionsOver = Callable[[Period], Exceptions]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One period of one kind beside the first."""

    period: Period
    deliveries: int
    elements: int
    """Elements asked, over all deliveries."""
    like_for_like: Interval | None
    """The net of what the same municipalities asked the same providers in the first period too; None of
    nothing."""
    with_new: Interval | None
    """The net that is said of the period by itself: all of it, with the work of new demands taken off; None
    where nothing of it was asked before, so that there is nothing to take it off."""
    added: Added
    divergence: Divergence
    """How far municipalities ask the same, and differently, in this period."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A period that was measured already, for the page that is about it."""

    period: Period
    measurement: Measurement


def trend(
    periods: Sequence[Period],
    deliveries: Sequence[Delivery],
    known: Calibrated,
    before: AskedBefore | None,
    exceptions: ExceptionsOver = lambda _period: NO_EXCEPTIONS,
    measured: Measured | None = None,
) -> list[TrendPoint]:
    """A point for each of the periods, which are of one kind, the earliest first; none of nothing.

    `measured`: one of them, with the same tables, draws and exceptions, that need not be worked out again.
    """
    if before is None:
        return []
    return [
        _known_point(measured, before, known, exceptions(period))
        if measured and measured.period == period
        else _point(
            period, [each for each in deliveries if each.period == period], known, before, exceptions(period)
        )
        for period in periods
    ]


def _known_point(
    measured: Measured, before: AskedBefore, known: Calibrated, exceptions: Exceptions
) -> TrendPoint:
    found, deliveries = measured.measurement, measured.measurement.deliveries
    split, panel = before.split(deliveries), before.panel(deliveries)
    alike = found.estimate.net
    if split.is_cut or panel != split.before:
        work = with_baseline(workload(panel), panel, known.baseline)
        alike = net_of(with_exceptions(work, exceptions), known.draws_of(deliveries))
    return TrendPoint(
        period=measured.period,
        deliveries=len(deliveries),
        elements=found.added.of_elements,
        like_for_like=alike if panel else None,
        with_new=found.estimate.net if split.before else None,
        added=found.added,
        divergence=found.divergence,
    )


def _point(
    period: Period,
    deliveries: Sequence[Delivery],
    known: Calibrated,
    before: AskedBefore,
    exceptions: Exceptions,
) -> TrendPoint:
    split, draws = before.split(deliveries), known.draws_of(deliveries)
    panel, works = before.panel(deliveries), Works.of(deliveries, split, baseline=known.baseline)
    of_panel = works.spared
    if panel != split.before:
        of_panel = with_baseline(workload(panel), panel, known.baseline)
    return TrendPoint(
        period=period,
        deliveries=len(deliveries),
        elements=sum(len(each.demand.asked) for each in deliveries),
        like_for_like=net_of(with_exceptions(of_panel, exceptions), draws) if panel else None,
        with_new=net_of(works.less_new(exceptions), draws) if split.before else None,
        added=added_work(deliveries, split, before, draws, works),
        divergence=divergence(deliveries, known.tables.weights),
    )
