"""Start the stop-watch on some work."""

from dataclasses import dataclass
from uuid import UUID

from service.domain.access import OrganisationKind, Viewer
from service.domain.burden.time_studies import TimedWork
from service.storage.stores import Stores

_LONGEST_LABEL = 60


@dataclass(frozen=True, slots=True)
class StartClock:
    """Only a provider times its own work, with pauses, under a role; and only it sees what was timed."""

    stores: Stores

    def __call__(
        self, viewer: Viewer, timed: TimedWork, role: str, *, is_holdout: bool, label: str = ""
    ) -> UUID:
        """The id of the clock that runs. Raises NotAllowedError for anyone but a provider.

        `label` names the delivery when a second person times the same work, for repeatability.
        """
        viewer.require(OrganisationKind.PROVIDER)
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.burden.start_study(
                timed.value, role, is_holdout=is_holdout, label=label.strip()[:_LONGEST_LABEL]
            )
