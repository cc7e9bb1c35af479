"""Pause, resume, stop or forget the clock of a format that is timed whole."""

from dataclasses import dataclass
from uuid import UUID

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.baseline import BaselineAct
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChangeBaselineClock:
    """Nothing happens to a clock that is another's."""

    stores: Stores

    def __call__(self, viewer: Viewer, clock: UUID, act: BaselineAct) -> None:
        """Raises NotAllowedError for anyone but a provider."""
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            match act:
                case BaselineAct.PAUSE:
                    work.measuring.baseline.pause(clock)
                case BaselineAct.RESUME:
                    work.measuring.baseline.resume(clock)
                case BaselineAct.STOP:
                    work.measuring.baseline.stop(clock)
                case BaselineAct.FORGET:
                    work.measuring.baseline.forget(clock)
