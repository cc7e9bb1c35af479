"""Calibrate the estimate with what was measured: own times, those of others without names, whole reports."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.calibration import FoundErrors, calibrated, found_errors
from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.from_plans import cells_from_json, delivery_of, rows_behind
from service.domain.burden.handmade import Calibrated, HandmadeReport, calibrated_by_reports
from service.domain.burden.tables import BurdenTables, Driver
from service.domain.burden.workload import operations_without
from service.storage.burden import MadeByHand, TimeStudy
from service.storage.stores import Stores, TenantWork
from service.use_cases.burden.hold_out import mark_of
from service.use_cases.burden.record_time import pooled_cases, timed_cases


@dataclass(frozen=True, slots=True)
class OwnMeasurements:
    """What one organisation measured: nothing for anyone but a provider."""

    studies: tuple[TimeStudy, ...]
    made_by_hand: tuple[MadeByHand, ...]
    errors: FoundErrors

    @classmethod
    def of(cls, work: TenantWork) -> "OwnMeasurements":
        """As the database shows them."""
        compared = [(each.comparison, each.wrong) for each in work.burden.compared_reports().values()]
        return cls(work.burden.studies(), work.burden.made_by_hand(), found_errors(compared))


def calibrate(
    stores: Stores,
    viewer: Viewer,
    own: OwnMeasurements,
    tables: BurdenTables,
    demands: Mapping[str, Demand],
) -> Calibrated:
    """The tables and draws for `viewer`: a provider's own times drawn to those of others, or common ones."""
    organisation = viewer.organisation
    about = organisation.code if organisation.kind is OrganisationKind.PROVIDER else ""
    with stores.as_pool() as pool:
        others = pooled_cases(pool.of_others_than(organisation.id))
    cases = (*timed_cases(organisation.code, own.studies), *others)
    whole = whole_reports(own.made_by_hand, own.studies, demands, organisation.code)
    return calibrated_by_reports(calibrated(tables, cases, about), whole, about)


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
