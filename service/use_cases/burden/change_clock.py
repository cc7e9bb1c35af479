"""Pause, resume or stop a clock."""

from dataclasses import dataclass
from uuid import UUID

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.time_studies import ClockAct
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChangeClock:
    """Nothing happens to a clock that has stopped or is another's."""

    stores: Stores

    def __call__(self, viewer: Viewer, study: UUID, act: ClockAct) -> None:
        """Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            match act:
                case ClockAct.PAUSE:
                    work.burden.pause_study(study)
                case ClockAct.RESUME:
                    work.burden.resume_study(study)
                case ClockAct.STOP:
                    work.burden.stop_study(study)
