"""Record time: a provider times its own work, with pauses, under a role."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from uuid import UUID

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.domain.burden.calibration import TimedCase, worked_minutes
from service.domain.burden.tables import Driver
from service.storage.burden import TimeStudy
from service.storage.pooled_times import PooledTime
from service.storage.stores import Stores

TIMED = tuple(driver for driver in Driver if not driver.is_once)
ROLES = ("administratief", "hulpverlener", "controller", "leidinggevende")


_LONGEST_LABEL = 60


class ClockAct(StrEnum):
    """What can be done with a clock that runs."""

    PAUSE = "pause"
    RESUME = "resume"
    STOP = "stop"


@dataclass(frozen=True, slots=True)
class RecordTime:
    """The stop-watch in the page. Only a provider has one, and only it sees what was timed."""

    stores: Stores

    def start(self, viewer: Viewer, driver: Driver, role: str, *, is_holdout: bool, label: str = "") -> UUID:
        """Start timing one operation. Raises NotAllowedError for anyone but a provider.

        `label` names the delivery when a second person times the same work, for repeatability.
        """
        _require_provider(viewer)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.burden.start_study(
                driver.value, role, is_holdout=is_holdout, label=label.strip()[:_LONGEST_LABEL]
            )

    def change(self, viewer: Viewer, study: UUID, act: ClockAct) -> None:
        """Pause, resume or stop; nothing happens to a clock that has stopped or is another's."""
        _require_provider(viewer)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            match act:
                case ClockAct.PAUSE:
                    work.burden.pause_study(study)
                case ClockAct.RESUME:
                    work.burden.resume_study(study)
                case ClockAct.STOP:
                    work.burden.stop_study(study)

    def studies(self, viewer: Viewer) -> tuple[TimeStudy, ...]:
        """Own studies, the latest first."""
        _require_provider(viewer)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.burden.studies()


def pooled_cases(pooled: Iterable[PooledTime]) -> tuple[TimedCase, ...]:
    """What others timed, as cases of providers without a name."""
    return tuple(
        TimedCase(f"other {number}", Driver(each.driver), each.minutes, "", case < each.holdout_cases)
        for number, each in enumerate(pooled)
        for case in range(each.cases)
    )


def timed_cases(provider: str, studies: Iterable[TimeStudy]) -> tuple[TimedCase, ...]:
    """The studies that were stopped, as cases for calibration."""
    return tuple(
        TimedCase(provider, Driver(each.driver), minutes_of(each), each.role, each.is_holdout)
        for each in studies
        if each.stopped_at is not None
    )


def minutes_of(study: TimeStudy) -> float:
    """Minutes worked, pauses taken off; zero while it runs."""
    if study.stopped_at is None:
        return 0.0
    return worked_minutes(study.started_at, study.stopped_at, [timedelta(seconds=study.paused_seconds)])


def _require_provider(viewer: Viewer) -> None:
    if viewer.organisation.kind is not OrganisationKind.PROVIDER:
        raise NotAllowedError("only a provider times its own work")
