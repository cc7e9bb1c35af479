"""Bring an address no events any more."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.webhooks import WebhookId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class RemoveWebhook:
    """One that is being brought at this moment still comes."""

    stores: Stores

    def __call__(self, viewer: Viewer, webhook: WebhookId) -> None:
        """Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if not work.webhooks.remove(webhook):
                raise NotFoundError(str(webhook))
            work.acts.record("webhook_removed", str(webhook))
