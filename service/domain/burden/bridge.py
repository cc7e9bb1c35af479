"""From the work without the service to what is spared, as one sum in whole minutes that anyone can add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from service.domain.burden.tables import BurdenTables, Counts, Driver
from service.domain.burden.workload import DRIVER_OF, HANDLING, PER_UPLOAD, Workload


class Part(StrEnum):
    """A line of the sum."""

    HANDLING = "handling"
    COLUMNS = "columns"
    GRAIN = "grain"
    BY_HAND = "by-hand"
    TIMED = "timed"
    """What was timed whole, in the place of the lines above."""
    UPLOADS = "uploads"
    REVIEWS = "reviews"
    STILL_BY_HAND = "still-by-hand"
    REPAIRS = "repairs"
    TOLD = "told"
    """What providers say that the work that was left took."""


@dataclass(frozen=True, slots=True)
class BridgeLine:
    """A line and its minutes: whole, and taken as they are or taken off."""

    part: Part
    minutes: int


@dataclass(frozen=True, slots=True)
class BridgeOperation:
    """An operation behind the lines: how often, and how long one time takes in the middle."""

    driver: Driver
    count: float
    minutes: float

    @property
    def together(self) -> float:
        """Minutes of all of them."""
        return self.count * self.minutes


@dataclass(frozen=True, slots=True, kw_only=True)
class Bridge:
    """The sum at the middle times, and what the draws make of it. Lines of nothing are left out."""

    without: tuple[BridgeLine, ...]
    automated: int
    """What goes by itself today: taken off, as a minus."""
    with_service: tuple[BridgeLine, ...]
    """Taken off, as a minus each."""
    draws: int
    """What brings the sum to the middle of all draws: their spread, the scenarios, and the rounding."""
    operations_without: tuple[BridgeOperation, ...]
    operations_with: tuple[BridgeOperation, ...]

    @property
    def all_without(self) -> int:
        """Without the service, when a person does everything."""
        return sum(each.minutes for each in self.without)

    @property
    def today(self) -> int:
        """Gross: the same, less what goes by itself today."""
        return self.all_without + self.automated

    @property
    def all_with(self) -> int:
        """What the service takes itself, as a minus."""
        return sum(each.minutes for each in self.with_service)

    @property
    def at_middle_times(self) -> int:
        """Net, when every time is the middle one."""
        return self.today + self.all_with

    @property
    def net(self) -> int:
        """The middle of the draws, which is what the page says."""
        return self.at_middle_times + self.draws


def bridge_of(work: Workload, tables: BurdenTables, automated: float, net: float) -> Bridge:
    """`automated`: the share that goes by itself today; `net`: the middle of the draws, in minutes."""
    without = _minutes_by_part(_WITHOUT, work.without, tables)
    without[Part.TIMED] = round(sum(each.minutes for each in work.whole))
    of_a_person = sum(minutes for part, minutes in without.items() if part in _AUTOMATABLE)
    taken = _minutes_by_part(_WITH, work.with_service, tables)
    taken[Part.TOLD] = work.recorded_minutes
    less = -round(automated * of_a_person)
    at_middle = sum(without.values()) + less - sum(taken.values())
    return Bridge(
        without=_lines(without, 1),
        automated=less,
        with_service=_lines(taken, -1),
        draws=round(net) - at_middle,
        operations_without=_operations(work.without, tables),
        operations_with=_operations(work.with_service, tables),
    )


_WITHOUT: Mapping[Part, tuple[Driver, ...]] = {
    Part.HANDLING: HANDLING,
    Part.COLUMNS: tuple(driver for driver in DRIVER_OF.values() if driver is not None),
    Part.GRAIN: (Driver.GRAIN,),
    Part.BY_HAND: (Driver.MANUAL,),
}
_AUTOMATABLE = (Part.HANDLING, Part.COLUMNS, Part.GRAIN)
"""Work by hand is by hand, and what was timed whole was timed as it goes today."""
_WITH: Mapping[Part, tuple[Driver, ...]] = {
    Part.UPLOADS: PER_UPLOAD,
    Part.REVIEWS: (Driver.SERVICE_REVIEW,),
    Part.STILL_BY_HAND: (Driver.MANUAL,),
    Part.REPAIRS: (Driver.CORRECT,),
}


def _minutes_by_part(
    parts: Mapping[Part, tuple[Driver, ...]], counts: Counts, tables: BurdenTables
) -> dict[Part, int]:
    return {
        part: round(sum(counts.get(driver, 0) * tables.times[driver].minutes for driver in drivers))
        for part, drivers in parts.items()
    }


def _lines(minutes: Mapping[Part, int], sign: int) -> tuple[BridgeLine, ...]:
    return tuple(BridgeLine(part, sign * each) for part, each in minutes.items() if each)


def _operations(counts: Counts, tables: BurdenTables) -> tuple[BridgeOperation, ...]:
    return tuple(_in_order(counts, tables))


def _in_order(counts: Counts, tables: BurdenTables) -> Iterable[BridgeOperation]:
    for driver in Driver:
        if counts.get(driver, 0):
            yield BridgeOperation(driver, counts[driver], tables.times[driver].minutes)
