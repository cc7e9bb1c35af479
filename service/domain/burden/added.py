"""What was asked for the first time after the first period: work that was added, whoever does it."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.domain.burden.asked_before import AskedBefore, Split
from service.domain.burden.baseline import NOT_TIMED, Baseline
from service.domain.burden.demand import Delivery
from service.domain.burden.estimate import Draws, Interval, interval, minutes_without
from service.domain.burden.residual import NO_EXCEPTIONS, Exceptions
from service.domain.burden.workload import (
    Reading,
    Workload,
    less_new,
    vector,
    with_baseline,
    with_exceptions,
    workload,
)
from service.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """New demand in some deliveries, beside all of them; its work spares nothing and is taken off the net."""

    since: Period | None
    """The first period that is known; None when nothing is known of before, so that nothing counts as new."""
    deliveries: int
    """Reports that were not asked before."""
    elements: int
    """Elements that were not asked before: those of new reports, and more in the others."""
    heavier: int
    """Elements, and lines put together, that were asked before in a form that takes less."""
    cells: int
    """Cells of the new reports; those of new elements in the others are not counted apart."""
    converted: int
    """Those of them that took another form."""
    of_deliveries: int
    of_elements: int
    no_longer_asked: int = 0
    """Elements that municipalities asked in the first period and ask no more, each once per municipality."""
    joined: int = 0
    """Reports that count as asked before though nobody knows it: of who came after the first period."""
    without: Interval
    """What it would take without the service."""
    with_service: Interval
    """What it takes with the service: this is taken off."""

    @property
    def is_any(self) -> bool:
        """Whether anything is new."""
        return bool(self.deliveries or self.elements or self.heavier)

    def as_json(self) -> dict[str, object]:
        """`added` of `--json`."""
        return {
            "since": self.since.label if self.since else None,
            "deliveries": self.deliveries,
            "of_deliveries": self.of_deliveries,
            "elements": self.elements,
            "of_elements": self.of_elements,
            "heavier": self.heavier,
            "joined": self.joined,
            "no_longer_asked": self.no_longer_asked,
            "cells_of_deliveries": self.cells,
            "minutes_without_service": self.without.as_json(),
            "minutes_with_service": self.with_service.as_json(),
        }


def split_of(deliveries: Sequence[Delivery], before: AskedBefore | None) -> Split:
    """Everything was asked before as long as nothing is known of before."""
    return before.split(deliveries) if before else Split(before=tuple(deliveries), new=(), is_cut=False)


@dataclass(frozen=True, slots=True)
class Works:
    """The routine work of some deliveries, and of what was asked before of them."""

    everything: Workload
    before: Workload
    spared: Workload
    """The same, with what was timed whole in the place of what is assumed."""

    @classmethod
    def of(
        cls,
        deliveries: Sequence[Delivery],
        split: Split,
        reading: Reading = Reading.ONCE,
        baseline: Baseline = NOT_TIMED,
    ) -> "Works":
        """Counted once where nothing is new."""
        everything = workload(deliveries, reading=reading)
        before = workload(split.before, reading=reading) if split.is_cut else everything
        return cls(everything, before, with_baseline(before, split.before, baseline))

    def less_new(self, exceptions: Exceptions = NO_EXCEPTIONS) -> Workload:
        """What the estimate is drawn from: without the service only what was asked before."""
        return with_exceptions(less_new(self.everything, self.spared), exceptions)


def added_work(
    deliveries: Sequence[Delivery], split: Split, known: AskedBefore | None, draws: Draws, works: Works
) -> Added:
    """What is new, by counts and by what it adds to the work on either side.

    Work on a format that a provider makes for others already is added once: the difference counts.
    """
    since = known.since if known else None
    cells = [each.cells for each in split.new]
    everything, before = works.everything, works.before
    is_first = all(each.period == since for each in deliveries)
    return Added(
        since=None if is_first else since,
        deliveries=len(split.new),
        elements=split.elements,
        heavier=split.heavier,
        cells=sum(each.all for each in cells),
        converted=sum(each.converted for each in cells),
        no_longer_asked=known.no_longer_asked(deliveries) if known else 0,
        joined=_joined(split, known),
        of_deliveries=len(deliveries),
        of_elements=sum(len(each.demand.asked) for each in deliveries),
        without=interval(minutes_without(everything.without, draws) - minutes_without(before.without, draws)),
        with_service=interval(draws.times @ (vector(everything.with_service) - vector(before.with_service))),
    )


def _joined(split: Split, known: AskedBefore | None) -> int:
    return len(split.before) - len(known.panel(split.before)) if known else 0
