"""Make a channel: to where reports are brought, or from where files are fetched."""

import base64
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from uuid import uuid4

from service.couriers import HostKeys, NoHostKeyError
from service.domain.access import OrganisationKind, Viewer
from service.domain.channels.addresses import (
    Address,
    EmailAddress,
    NotAChannelError,
    PortalAddress,
    S3Address,
    SftpAddress,
    WebhookAddress,
)
from service.domain.channels.channel import ChannelId, ChannelState, about_secret
from service.domain.channels.outcomes import Outcome
from service.domain.webhooks import SECRET_BEGINS
from service.domain.wording import Wording
from service.pipeline.current_catalogue import CurrentCatalogue
from service.storage.channels import NewChannel
from service.storage.keys.wrapping import KeyWrapper
from service.storage.stores import Stores

_NO_FORMAT = Wording("dit formaat bestaat niet", "there is no such format")
_NO_SECRET = Wording("ontbreekt of is langer dan 1.000 tekens", "is missing or longer than 1,000 characters")
_NO_KEY = Wording(
    "is geen geheim van Standard Webhooks: 24 tot 64 bytes in base64, met of zonder whsec_ ervoor",
    "is no secret of Standard Webhooks: 24 to 64 bytes in base64, with or without whsec_ before it",
)
_ONE_FOLDER = Wording("een aanbieder heeft één SFTP-map", "a provider has one SFTP folder")
_LONGEST_SECRET = 1000
_KEY_BYTES = range(24, 65)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedChannel:
    """What somebody filled in."""

    format: str = ""
    address: Address
    secret: str = field(default="", repr=False)
    """A password, secret access key, or what webhooks are signed with; empty for SFTP: we make a key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeChannel:
    """Nothing goes along to an SFTP server before somebody confirmed the key that it shows."""

    stores: Stores
    catalogue: CurrentCatalogue
    wrapper: KeyWrapper
    host_keys: Callable[[], HostKeys]

    def __call__(self, viewer: Viewer, wanted: WantedChannel) -> ChannelId:
        """From now on. Raises NotAllowedError, NotAChannelError and KeyServiceAwayError.

        That its server is away now is no failure: it is looked at again when somebody asks.
        """
        viewer.require(OrganisationKind.MUNICIPALITY, OrganisationKind.PROVIDER)
        self._require_fit(viewer, wanted)
        channel = ChannelId(uuid4())
        address, secret = self._with_a_key(wanted)
        host_key, outcome = self._look(address)
        kept = self.wrapper.wrap(secret, about_secret(channel))
        is_new = isinstance(address, SftpAddress)
        new = NewChannel(
            id=channel,
            format=wanted.format,
            address=address,
            host_key=host_key,
            secret=kept,
            state=ChannelState.NEW if is_new else ChannelState.ACTIVE,
            outcome=outcome,
        )
        with self.stores.as_organisation(viewer.organisation.id, viewer.actor) as work:
            work.channels.make(viewer, new)
            work.acts.record("channel_made", str(channel))
        return channel

    def _require_fit(self, viewer: Viewer, wanted: WantedChannel) -> None:
        if viewer.organisation.kind is OrganisationKind.PROVIDER and (
            wanted.format or not isinstance(wanted.address, SftpAddress)
        ):
            raise NotAChannelError("format", _ONE_FOLDER)
        if wanted.format and wanted.format not in self.catalogue().titles():
            raise NotAChannelError("format", _NO_FORMAT)
        _require_secret(wanted)

    def _with_a_key(self, wanted: WantedChannel) -> tuple[Address, bytes]:
        """The address with what the other side needs, and the secret; a portal or e-mail has none."""
        match wanted.address:
            case EmailAddress() | PortalAddress():
                return wanted.address, b""
            case SftpAddress() as address if not wanted.secret:
                private, public = self.host_keys().new_pair()
                return replace(address, public_key=public), private
        return wanted.address, wanted.secret.encode()

    def _look(self, address: Address) -> tuple[str, Outcome | None]:
        if not isinstance(address, SftpAddress):
            return "", None
        try:
            return self.host_keys().seen_at(address), None
        except NoHostKeyError as error:
            return "", error.outcome


def _require_secret(wanted: WantedChannel) -> None:
    needs_one = isinstance(wanted.address, S3Address)
    if (needs_one and not wanted.secret) or len(wanted.secret) > _LONGEST_SECRET:
        raise NotAChannelError("secret", _NO_SECRET)
    if isinstance(wanted.address, WebhookAddress) and not _is_signing_key(wanted.secret):
        raise NotAChannelError("secret", _NO_KEY)


def _is_signing_key(secret: str) -> bool:
    """As the specification of Standard Webhooks has it."""
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_BEGINS), validate=True)
    except ValueError:
        return False
    return len(key) in _KEY_BYTES
