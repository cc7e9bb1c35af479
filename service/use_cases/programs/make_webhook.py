"""Have what happens brought to an address."""

import base64
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import uuid4

from service.domain.access import Viewer
from service.domain.reachable import Network
from service.domain.webhooks import (
    SECRET_BEGINS,
    SECRET_BYTES,
    NotReachableWebhookError,
    WebhookId,
    about_secret,
    fit_webhook,
)
from service.outside import is_shut
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class MakeWebhook:
    """From now on; what happened before is read at `/gebeurtenissen`."""

    stores: Stores
    wrapper: KeyWrapper
    allowed: Sequence[Network]
    """Networks of the operator's own, which may be reached too, and without https."""

    def __call__(
        self, viewer: Viewer, url: str, types: Iterable[str] = (), name: WebhookId | None = None
    ) -> str:
        """What its events are signed with, told this once. `name`: its id, for who has to tell it.

        Raises NotAWebhookError (not reachable, no such event, too many), KeyServiceAwayError.
        """
        address, chosen = fit_webhook(url, types)
        if is_shut(address, self.allowed):
            raise NotReachableWebhookError("an address of the public internet, by https")
        webhook, secret = name or WebhookId(uuid4()), secrets.token_bytes(SECRET_BYTES)
        wrapped = self.wrapper.wrap(secret, about_secret(webhook))
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.webhooks.make(viewer, webhook, address, chosen, wrapped)
            work.acts.record("webhook_made", str(webhook))
        return SECRET_BEGINS + base64.b64encode(secret).decode()
