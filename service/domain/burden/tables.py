"""The versioned tables an estimate rests on: standard times, tariffs, weights and assumptions."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

import numpy as np
import numpy.typing as npt

from service.domain.failures import TerminalError

Vector = npt.NDArray[np.float64]


class EvidenceClass(StrEnum):
    """What a number rests on (burden.md §5); every published number shows its own."""

    A = "A"
    """Measured on deliveries drawn at random and made by hand, 38 times or more."""
    B = "B"
    """Calibrated on 12 measurements or more."""
    C = "C"
    """A published standard time."""
    D = "D"
    """An expert's guess."""


def weakest(classes: Iterable[EvidenceClass]) -> EvidenceClass:
    """A sum is worth what its weakest part is worth; D for a sum of nothing."""
    return max(classes, default=EvidenceClass.D)


class Driver(StrEnum):
    """What minutes hang on: operations on columns, deliveries and rows, never cells."""

    SELECT = "select"
    CHECK = "check"
    CORRECT = "correct"
    SEND = "send"
    RENAME = "rename"
    FORMAT = "format"
    RECODE = "recode"
    REGROUP = "regroup"
    DERIVE = "derive"
    GRAIN = "grain"
    MANUAL = "manual"
    SERVICE_EXPORT = "service-export"
    SERVICE_CHECK = "service-check"
    SERVICE_FIX = "service-fix"
    SERVICE_UPLOAD = "service-upload"
    SERVICE_SIGN_IN = "service-sign-in"
    SERVICE_REVIEW = "service-review"
    ONCE_LEARN = "once-learn"
    ONCE_TEMPLATE = "once-template"
    ONCE_ONBOARDING = "once-onboarding"

    @property
    def is_once(self) -> bool:
        """Whether it belongs to the account of one-off work, which is never added to the recurring one."""
        return self.value.startswith("once-")


Counts = Mapping[Driver, float]
"""How often each operation is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StandardTime:
    """Minutes for one unit of a driver."""

    minutes: float
    low: float
    high: float
    spread: float
    """Geometric standard deviation of the draw; 1 keeps the middle, and only the bounds show its range."""
    group: str
    """Times of one group are uncertain together: they share one draw."""
    evidence: EvidenceClass
    source: str
    measurements: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tariff:
    """Whole cents per hour, with the triangle it is drawn from."""

    name: str
    role: str
    year: int
    low: int
    middle: int
    high: int
    evidence: EvidenceClass
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenarios:
    """What may be otherwise than the times say, each with its chance; none of them is known (decision 90)."""

    mostly_automated: float = 0.0
    automated_then: tuple[float, float] = (4.0, 2.0)
    """Parameters of the Beta distribution of the share that is automated in that case."""
    review_as_check: float = 0.0
    """That to review a report of the service takes as long as to check one of one's own."""
    once_per_demand: float = 0.0
    """That data are selected and checked once for each list, and not for each municipality."""
    spread_of_medians: float = 1.0
    """How unsure the middle is of a time that nobody measured, beside how providers differ; 1 is sure."""


AS_THE_TIMES_SAY = Scenarios()


@dataclass(frozen=True, slots=True, kw_only=True)
class BurdenTables:
    """All inputs of one estimate, each table by its version."""

    times: Mapping[Driver, StandardTime]
    tariff: Tariff
    weights: Mapping[str, Decimal]
    """By class of operation, and `grain`: a convention, published as such."""
    automated: tuple[float, float]
    """Parameters of the Beta distribution of the share that is automated today."""
    draws: int
    seed: int
    versions: Mapping[str, str]
    """Table → version."""
    scenarios: Scenarios = AS_THE_TIMES_SAY

    def __post_init__(self) -> None:
        """Raises TerminalError when a driver has no time."""
        missing = [driver.value for driver in Driver if driver not in self.times]
        if missing:
            raise TerminalError(f"The table of standard times has no line for {', '.join(missing)}.")

    def with_times(self, measured: Mapping[Driver, StandardTime]) -> "BurdenTables":
        """The same tables, with measured times in the place of standard ones."""
        return replace(self, times={**self.times, **measured})

    def evidence_of(self, drivers: Iterable[Driver]) -> EvidenceClass:
        """The weakest evidence among the times of these drivers."""
        return weakest(self.times[driver].evidence for driver in drivers)

    @property
    def key(self) -> Hashable:
        """Equal for tables from which the same is drawn."""
        times = tuple(self.times[driver] for driver in Driver)
        return times, self.tariff, self.automated, self.draws, self.seed, self.scenarios


class KeyedTables:
    """Tables as the key of what is drawn from them, so that the same is not drawn for every page."""

    def __init__(self, tables: BurdenTables) -> None:
        """Equal to others from which the same is drawn."""
        self.tables = tables
        self._key = tables.key

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, KeyedTables) and self._key == other._key
