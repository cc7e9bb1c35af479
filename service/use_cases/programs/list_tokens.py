"""List the tokens by which programs act for people of an organisation."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.access_tokens import AccessToken
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListTokens:
    """Of the viewer's organisation, whoever made them."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[AccessToken, ...]:
        """Also those that have expired; the latest first."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.access_tokens.every()
