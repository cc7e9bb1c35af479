"""The hold-out: reports drawn at random that are made by hand too, and what that says of the times."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from math import log
from uuid import UUID

from service.domain.burden.calibration import Comparison, drawn_from
from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.from_plans import cells_from_json, delivery_of, rows_behind
from service.domain.burden.handmade import HandmadeReport
from service.domain.burden.tables import Driver
from service.domain.burden.time_studies import TimeStudy
from service.domain.burden.workload import operations_without
from service.domain.periods import Period
from service.domain.reports import ReportSummary

SEED = 20260101


@dataclass(frozen=True, slots=True)
class ComparedReport:
    """A report made by hand beside ours: how it compared, what it took, and which of the two was wrong."""

    comparison: Comparison
    minutes: int | None
    wrong: tuple[int, int] | None = None
    """Cells found wrong in the handmade one and in ours; None as long as nobody has looked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeByHand:
    """A report of the hold-out and what making it took; also when it was replaced since."""

    report: UUID
    format_sha256: str
    period: Period
    reported: int
    cells: Mapping[str, int]
    minutes: int


@dataclass(frozen=True, slots=True)
class DrawnReport:
    """A report that the draw chose, and how the one made by hand compared, once there is one."""

    report: ReportSummary
    compared: ComparedReport | None

    @property
    def mark(self) -> str:
        """By which the stop-watch knows it."""
        return mark_of(self.report.id)


def mark_of(report: UUID) -> str:
    """A short name for a drawn report, of no one's data."""
    return str(report)[:8]


@dataclass(frozen=True, slots=True)
class Families:
    """Which formats are alike, and how often each family of them is asked."""

    of_format: Mapping[str, str]
    asked: Mapping[str, int]

    def drawn(self, label: str) -> tuple[str, ...]:
        """In the order of the lot of a period, the same for everybody: what is asked more, comes sooner."""

        def waits(family: str) -> float:
            key = blake2b(f"{SEED} {label} {family}".encode(), digest_size=8).digest()
            return -log((int.from_bytes(key) + 1) / 2**64) / self.asked[family]

        return tuple(sorted(self.asked, key=waits))

    def alike(self, own: Mapping[str, ReportSummary], label: str) -> list[str]:
        """Those that have rows, of the first family in that order of which there are any."""
        with_rows = {key: one.format for key, one in own.items() if one.balance.rows.reported}
        of_report = {key: self.of_format.get(name) for key, name in with_rows.items()}
        family = next((each for each in self.drawn(label) if each in of_report.values()), None)
        return [key for key, each in of_report.items() if each == family]


def families(demands: Mapping[str, Demand], asked: Iterable[str]) -> Families:
    """`demands`: by the name of a format. `asked`: its name, once for each request of it."""
    of_format = {name: family_of(demand) for name, demand in demands.items()}
    return Families(of_format, Counter(of_format[name] for name in asked if name in of_format))


def drawn_reports(
    reports: Iterable[ReportSummary],
    compared: Mapping[UUID, ComparedReport],
    shared: Families | None = None,
) -> tuple[DrawnReport, ...]:
    """One in twenty of the reports that stand, and at least one every period: nobody can choose them.

    Who shares them makes one of the family that everybody draws in a period too, so that there are enough
    of one family, of reports that have rows; it takes nothing off what is drawn otherwise.
    """
    by_period: dict[str, dict[str, ReportSummary]] = {}
    for each in reports:
        if not each.is_superseded:
            key = f"{each.provider_code} {each.municipality} {each.format} {each.period.label}"
            by_period.setdefault(each.period.label, {})[key] = each
    return tuple(
        DrawnReport(own[key], compared.get(own[key].id))
        for period, own in sorted(by_period.items(), reverse=True)
        for key in _drawn(own, period, shared)
    )


def _drawn(own: Mapping[str, ReportSummary], period: str, shared: Families | None) -> list[str]:
    found = list(drawn_from(own, SEED))
    alike = shared.alike(own, period) if shared else []
    if alike and not set(alike) & set(found):
        found.append(drawn_from(alike, SEED)[0])
    return found


def whole_reports(
    made: Iterable[MadeByHand],
    studies: Sequence[TimeStudy],
    demands: Mapping[str, Demand],
    provider: str,
) -> tuple[HandmadeReport, ...]:
    """Reports made by hand as measurements; one whose operations were timed apart is the same work.

    What is told is the time from selecting to a file that is ready, so sending is no part of it.
    """
    timed_apart = {each.label for each in studies if each.is_holdout and each.stopped_at is not None}
    found = []
    for each in made:
        demand = demands.get(each.format_sha256)
        if demand is not None and mark_of(each.report) not in timed_apart:
            operations = dict(operations_without(_delivery(each, demand, provider)))
            operations.pop(Driver.SEND, None)
            found.append(HandmadeReport(provider, operations, float(each.minutes)))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedReport:
    """A report of the sample as others may know it: what making it takes, and nothing of what is in it."""

    report: UUID
    family: str
    operations: Mapping[Driver, float]
    minutes: int


def shared_reports(made: Iterable[MadeByHand], demands: Mapping[str, Demand]) -> tuple[SharedReport, ...]:
    """Those that have a line, in a format that is known here, each with the family that it is of."""
    found = []
    for each in made:
        demand = demands.get(each.format_sha256)
        if demand is not None:
            operations = dict(operations_without(_delivery(each, demand, "")))
            operations.pop(Driver.SEND, None)
            if not operations:
                continue
            found.append(
                SharedReport(
                    report=each.report,
                    family=family_of(demand),
                    operations=operations,
                    minutes=each.minutes,
                )
            )
    return tuple(found)


def family_of(demand: Demand) -> str:
    """Formats are alike that derive from the same rows, put together or not, by hand or not.

    What they are called, in which form they ask it and how many columns they have makes no other family.
    """
    rows = sorted({each.rows for each in demand.asked} - {"", "aanlevering"})
    ways = ("together", demand.changes_grain), ("by hand", demand.manual + demand.narratives)
    return ", ".join(rows or ["aanlevering"]) + "".join(f"; {name}" for name, is_so in ways if is_so)


def _delivery(made: MadeByHand, demand: Demand, provider: str) -> Delivery:
    cells = cells_from_json(made.cells)
    return delivery_of(
        demand,
        cells,
        rows_behind(cells, demand, made.reported),
        provider=provider,
        municipality="",
        period=made.period,
        submission=str(made.report),
    )
