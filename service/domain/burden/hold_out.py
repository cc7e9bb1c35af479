"""The hold-out: reports drawn at random that are made by hand too, and what that says of the times."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
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


def drawn_reports(
    reports: Iterable[ReportSummary], compared: Mapping[UUID, ComparedReport]
) -> tuple[DrawnReport, ...]:
    """One in twenty of the reports that stand, and at least one every period: nobody can choose them."""
    by_period: dict[str, dict[str, ReportSummary]] = {}
    for each in reports:
        if not each.is_superseded:
            key = f"{each.provider_code} {each.municipality} {each.format} {each.period.label}"
            by_period.setdefault(each.period.label, {})[key] = each
    return tuple(
        DrawnReport(own[key], compared.get(own[key].id))
        for _, own in sorted(by_period.items(), reverse=True)
        for key in drawn_from(own, SEED)
    )


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
