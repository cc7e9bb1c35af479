"""List the addresses to which events are brought."""

from dataclasses import dataclass

from service.domain.access import Viewer
from service.domain.webhooks import Webhook
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ListWebhooks:
    """Of the viewer's organisation, whoever made them."""

    stores: Stores

    def __call__(self, viewer: Viewer) -> tuple[Webhook, ...]:
        """The latest first."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            return work.webhooks.every()
