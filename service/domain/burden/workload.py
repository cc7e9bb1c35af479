"""Workload: how often each operation is needed, without the service and with it (burden.md §3.4)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from service.domain.burden.baseline import Baseline, MeasuredWhole, covered_by, measured_whole
from service.domain.burden.demand import Delivery, Demand, Operation
from service.domain.burden.derived_once import ServedOnce, grains_of, served_once
from service.domain.burden.residual import NO_EXCEPTIONS, UPLOAD_AGAIN, Exceptions
from service.domain.burden.tables import BurdenTables, Counts, Driver, Vector
from service.domain.periods import Period

DRIVER_OF: Mapping[Operation, Driver | None] = {
    Operation.SAME: None,
    Operation.RENAMED: Driver.RENAME,
    Operation.FORMAT: Driver.FORMAT,
    Operation.RECODE_ONE_TO_ONE: Driver.RECODE,
    Operation.RECODE_MANY_TO_ONE: Driver.REGROUP,
    Operation.DERIVED: Driver.DERIVE,
    Operation.MANUAL: None,
}
"""Minutes per column. By hand is counted per row, and a column that stays as it is costs nothing."""

HANDLING = (Driver.SELECT, Driver.CHECK, Driver.CORRECT, Driver.SEND)
"""What a delivery takes whatever it asks."""
_OF_LINES = (Driver.SELECT, Driver.CHECK)
"""Once per municipality of which there are lines."""
PER_UPLOAD = (
    Driver.SERVICE_EXPORT,
    Driver.SERVICE_CHECK,
    Driver.SERVICE_FIX,
    Driver.SERVICE_UPLOAD,
    Driver.SERVICE_SIGN_IN,
)
"""What an upload takes, however many reports come of it."""


class Reading(StrEnum):
    """How often a provider is taken to do what several reports have in common (decisions 34 and 82)."""

    ONCE = "once"
    """What derives from the same is made once, and a municipality is served once: what is said."""
    EACH_TIME = "each-time"
    """Anew for every municipality, as in the table of the worked example (burden.md §6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workload:
    """Counts of operations for the same deliveries, both ways; one-off work is an account of its own."""

    without: Counts
    with_service: Counts
    once_without: Counts
    once_with_service: Counts
    again: Counts
    """What comes on top of `without` for who makes every report by itself, as if there were no other."""
    shared: int = 0
    """Municipalities beyond one for each list: some draws select and check with others what they ask."""
    whole: tuple[MeasuredWhole, ...] = ()
    """What a provider timed as a whole, beside `without`, which is then of the rest."""
    recorded_minutes: int = 0
    """What providers say that the work that was left took; part of the time with the service."""

    @property
    def drivers(self) -> frozenset[Driver]:
        """Every driver of the recurring account."""
        return frozenset(self.without) | frozenset(self.with_service)


def workload(
    deliveries: Sequence[Delivery],
    exceptions: Exceptions = NO_EXCEPTIONS,
    reading: Reading = Reading.ONCE,
) -> Workload:
    """Count the operations for these deliveries, the uploads that they came from, and what was left."""
    return with_exceptions(_of_routine(deliveries, reading), exceptions)


def with_exceptions(work: Workload, exceptions: Exceptions) -> Workload:
    """The same, with what was left beside the routine."""
    with_service = Counter(work.with_service)
    with_service[Driver.CORRECT] += exceptions.corrections
    with_service.update(dict.fromkeys(UPLOAD_AGAIN, exceptions.uploads_again))
    return replace(
        work,
        with_service=_counted(with_service),
        recorded_minutes=work.recorded_minutes + exceptions.recorded_minutes,
    )


def _of_routine(deliveries: Sequence[Delivery], reading: Reading) -> Workload:
    each_time: Counter[Driver] = Counter()
    with_service: Counter[Driver] = Counter()
    for alike in by_demand(deliveries):
        for driver, count in {**dict.fromkeys(HANDLING, 1), **operations_of_columns(alike.demand)}.items():
            each_time[driver] += count * alike.with_lines
        each_time[Driver.SEND] += alike.deliveries - alike.with_lines
        with_service[Driver.SERVICE_REVIEW] += alike.deliveries
        with_service[Driver.MANUAL] += alike.manual_rows + alike.demand.narratives * alike.deliveries
    served = served_once(deliveries)
    is_once = reading is Reading.ONCE
    without = operations_once(served) if is_once else Counter(each_time)
    again = each_time - without
    without[Driver.MANUAL] = with_service[Driver.MANUAL]
    uploads = len({(each.provider, each.submission) for each in deliveries})
    with_service.update(dict.fromkeys(PER_UPLOAD, uploads))
    formats = len({(each.provider, each.demand.format) for each in deliveries})
    providers = len({each.provider for each in deliveries})
    return Workload(
        without=_counted(without),
        with_service=_counted(with_service),
        once_without={Driver.ONCE_LEARN: formats, Driver.ONCE_TEMPLATE: formats},
        once_with_service={Driver.ONCE_ONBOARDING: providers},
        again=_counted(again),
        shared=served.municipalities - served.lists if is_once else 0,
    )


def _counted(counts: Mapping[Driver, int]) -> dict[Driver, int]:
    return {driver: count for driver, count in counts.items() if count}


def less_new(work: Workload, before: Workload) -> Workload:
    """All of it with the service, and without it only what was asked before: what is new spares nothing."""
    return replace(
        work,
        without=before.without,
        again=before.again,
        once_without=before.once_without,
        shared=before.shared,
        whole=before.whole,
    )


def with_baseline(work: Workload, deliveries: Sequence[Delivery], baseline: Baseline) -> Workload:
    """The same, with measured minutes in the place of operations for every format that was timed whole.

    `work` is that of these deliveries. What is left is what the others take beyond the timed ones: a
    municipality that a timed report serves, and a column that is converted in one, are not counted again.
    """
    covered = covered_by(deliveries, baseline)
    if not covered:
        return work
    timed = _of_routine(covered, Reading.ONCE)
    return replace(
        work,
        without=_fewer(work.without, timed.without),
        again=_fewer(work.again, timed.again),
        shared=max(work.shared - timed.shared, 0),
        whole=measured_whole(covered, baseline),
    )


def _fewer(all_of_it: Counts, some: Counts) -> dict[Driver, float]:
    left = {driver: count - some.get(driver, 0) for driver, count in all_of_it.items()}
    return {driver: count for driver, count in left.items() if count > 0}


@dataclass(slots=True, kw_only=True)
class Alike:
    """Deliveries of one format, counted: what minutes hang on is the same for each of them."""

    demand: Demand
    deliveries: int = 0
    with_lines: int = 0
    """Those that have a line: of an empty one nothing is converted, and it only has to be sent."""
    rows: int = 0
    manual_rows: int = 0
    made: int = 0
    """How many of those are a provider's first of this format over a period; others are the same file."""


def by_demand(deliveries: Iterable[Delivery]) -> tuple[Alike, ...]:
    """The deliveries by what they ask, so that a year of a region costs as much as its formats."""
    found: dict[int, Alike] = {}
    made: set[tuple[str, str, Period]] = set()
    for each in deliveries:
        alike = found.get(id(each.demand))
        if alike is None:
            alike = found[id(each.demand)] = Alike(demand=each.demand)
        alike.deliveries += 1
        alike.rows += each.rows
        alike.manual_rows += each.manual_rows
        if not each.is_empty:
            alike.with_lines += 1
            maker = (each.demand.format, each.provider, each.period)
            alike.made += maker not in made
            made.add(maker)
    return tuple(found.values())


def operations_without(delivery: Delivery) -> Mapping[Driver, float]:
    """What one delivery takes when somebody makes it from the administration."""
    return workload([delivery]).without


def operations_of_columns(demand: Demand) -> Counter[Driver]:
    """The part that follows from how the format differs from the standard, its work by hand apart."""
    found = Counter(driver for each in demand.asked if (driver := DRIVER_OF[each.operation]) is not None)
    found[Driver.GRAIN] += len(grains_of(demand))
    return found


def operations_once(served: ServedOnce) -> Counter[Driver]:
    """What nobody can do with less: what is asked twice, under whatever name, is made once."""
    found: Counter[Driver] = Counter(dict.fromkeys(_OF_LINES, served.municipalities))
    found[Driver.SEND] += served.sent
    found[Driver.CORRECT] += served.repairs
    found[Driver.GRAIN] += served.grains
    for operation, count in served.conversions.items():
        driver = DRIVER_OF[operation]
        if driver is not None:
            found[driver] += count
    return found


def vector(counts: Mapping[Driver, float]) -> Vector:
    """The counts in the order of Driver."""
    return np.array([counts.get(driver, 0) for driver in _DRIVERS], dtype=np.float64)


_DRIVERS = tuple(Driver)


def minutes(counts: Iterable[tuple[Driver, float]], tables: BurdenTables) -> float:
    """The sum at the middle times: what a table of medians shows, before anything is drawn."""
    return sum(count * tables.times[driver].minutes for driver, count in counts)
