"""Start a webhook again that was stopped, or have it brought once more what it had."""

from dataclasses import dataclass

from service.domain.access import NotFoundError, Viewer
from service.domain.webhooks import WebhookId
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class StartWebhook:
    """Nothing that happened meanwhile is left out; what comes twice has the same id."""

    stores: Stores

    def __call__(self, viewer: Viewer, webhook: WebhookId, after: int | None = None) -> None:
        """`after`: the place in the log after which to begin; None where it was. Raises NotFoundError."""
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            if not work.webhooks.start(webhook, after):
                raise NotFoundError(str(webhook))
            work.acts.record("webhook_started", str(webhook), after=after)
