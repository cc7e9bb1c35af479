"""Choose to look at every submission before it is sent, or only when there is something to say."""

from dataclasses import dataclass

from service.domain.access import NotAllowedError, OrganisationKind, Viewer
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ChooseSending:
    """For every submission from now on; what waits goes on waiting for its provider."""

    stores: Stores

    def __call__(self, viewer: Viewer, *, by_itself: bool) -> None:
        """Raises NotAllowedError."""
        if viewer.organisation.kind is not OrganisationKind.PROVIDER:
            raise NotAllowedError("only a provider chooses how it sends")
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.sendings.choose(by_itself=by_itself)
            work.acts.record("sending_chosen", str(viewer.organisation.id), by_itself=by_itself)
