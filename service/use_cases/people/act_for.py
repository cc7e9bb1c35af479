"""Begin to act for a municipality that lets one's bureau do so, or go back to one's own work."""

from dataclasses import dataclass, replace

from service.domain.access import NotFoundError, Viewer
from service.domain.colleagues import DelegationId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ActFor:
    """Of this session alone; whether it still may is looked at with every request."""

    stores: Stores

    def __call__(self, viewer: Viewer, token: str, delegation: DelegationId | None) -> None:
        """`token`: of the session. None: for the own organisation again. Raises NotFoundError."""
        own = viewer.on_behalf_by or viewer.organisation
        municipality = None
        if delegation is not None:
            with self.stores.as_colleague(replace(viewer, organisation=own, on_behalf_by=None)) as work:
                municipality = work.delegations.given_by(delegation)
            if municipality is None:
                raise NotFoundError(str(delegation))
        with self.stores.as_sign_in(viewer.actor) as work:
            work.sessions.act_for(token, municipality)
            what = str(municipality or own.id)
            work.acts.record("acts_for", what, organisation=viewer.organisation.id)
