"""What one organisation measured itself, and the estimate calibrated with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.baseline import Baseline
from service.domain.burden.calibration import FoundErrors, calibrated, found_errors
from service.domain.burden.demand import Demand
from service.domain.burden.handmade import Calibrated, HandmadeReport, calibrated_by_reports
from service.domain.burden.hold_out import ComparedReport, MadeByHand, whole_reports
from service.domain.burden.made_today import WaysToday
from service.domain.burden.tables import BurdenTables
from service.domain.burden.time_studies import PooledTime, TimeStudy, pooled_cases, timed_cases


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnMeasurements:
    """Nothing for anyone but a provider."""

    studies: tuple[TimeStudy, ...]
    made_by_hand: tuple[MadeByHand, ...]
    compared: tuple[ComparedReport, ...]
    ways: WaysToday = field(default_factory=dict)
    """How its formats are made today."""
    baseline: Baseline = field(default_factory=dict)
    """Formats that it timed whole before going live."""

    @property
    def errors(self) -> FoundErrors:
        """What the hold-out found wrong, by hand and in ours."""
        return found_errors([(each.comparison, each.wrong) for each in self.compared])


@dataclass(frozen=True, slots=True)
class PooledMeasurements:
    """What other providers measured, without their names, and only where there are five or more of them."""

    times: tuple[PooledTime, ...] = ()
    reports: tuple[HandmadeReport, ...] = ()
    """Of the sample, of providers that let them count."""


def calibrate(
    viewer: Viewer,
    own: OwnMeasurements,
    others: PooledMeasurements,
    tables: BurdenTables,
    demands: Mapping[str, Demand],
) -> Calibrated:
    """The tables and draws for `viewer`: a provider's own times drawn to those of others, or common ones."""
    organisation = viewer.organisation
    about = organisation.code if organisation.kind is OrganisationKind.PROVIDER else ""
    cases = (*timed_cases(organisation.code, own.studies, tables), *pooled_cases(others.times, tables))
    whole = whole_reports(own.made_by_hand, own.studies, demands, organisation.code)
    found = calibrated_by_reports(calibrated(tables, cases, about), (*whole, *others.reports), about)
    of_others = len(others.reports) if found.reports else 0
    return replace(found, ways=own.ways, baseline=own.baseline, of_others=of_others)
