"""End that a bureau acts for the municipality, before its time."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.colleagues import DelegationId, require_administrator
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class EndDelegation:
    """At once, also for who is acting at this moment."""

    stores: Stores

    def __call__(self, viewer: Viewer, delegation: DelegationId) -> None:
        """Raises NotAllowedError and NotFoundError."""
        require_administrator(viewer)
        with self.stores.as_colleague(viewer) as work:
            if not work.delegations.end(delegation):
                raise NotFoundError(str(delegation))
            work.acts.record("delegation_ended", str(delegation))
