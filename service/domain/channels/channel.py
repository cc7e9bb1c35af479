"""A channel of one organisation, what goes along it, and how long one waits for the other side."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NewType
from uuid import UUID

from service.domain.access import NotFoundError
from service.domain.channels.addresses import (
    Address,
    EmailAddress,
    NotAChannelError,
    PortalAddress,
    S3Address,
    SftpAddress,
    WebhookAddress,
)
from service.domain.channels.names import marked_name
from service.domain.channels.outcomes import Outcome
from service.domain.wording import Wording

ChannelId = NewType("ChannelId", UUID)
MOST = 40
"""Of one organisation."""
_DIGITS_OF_A_TRY = 8


class ChannelKind(StrEnum):
    """By what a file comes."""

    PORTAL = "portal"
    """It stands here until somebody fetches it."""
    SFTP = "sftp"
    S3 = "s3"
    WEBHOOK = "webhook"
    """A link alone, told to a program: the report itself still stands here."""
    EMAIL = "email"
    """A link alone: the report itself still stands here."""

    @property
    def brings_the_file(self) -> bool:
        """Whether who has it has the file itself."""
        return self in {ChannelKind.SFTP, ChannelKind.S3}


CHANNEL_WORDS: Mapping[ChannelKind, Wording] = {
    ChannelKind.PORTAL: Wording("zelf ophalen", "fetch it yourself"),
    ChannelKind.SFTP: Wording("SFTP-map", "SFTP folder"),
    ChannelKind.S3: Wording("S3-bucket", "S3 bucket"),
    ChannelKind.WEBHOOK: Wording(
        "bericht met een link aan een programma", "message with a link to a program"
    ),
    ChannelKind.EMAIL: Wording("e-mail met een link", "e-mail with a link"),
}
_TAKEN_FORMAT = Wording(
    "heeft al een kanaal; verwijder dat eerst", "has a channel already; remove that one first"
)
_TOO_MANY = Wording(
    f"een organisatie heeft ten hoogste {MOST} kanalen", f"an organisation has at most {MOST}"
)


class NotThisChannelError(NotFoundError):
    """The channel is there, and this is not done with one of its kind, or not before it is confirmed."""


class ChannelState(StrEnum):
    """Whether anything goes along it."""

    NEW = "new"
    """Nobody said yet that the key of its server is the right one."""
    ACTIVE = "active"
    STOPPED = "stopped"
    """The other side was away for days, or is another than it was: all waits until somebody looks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """One channel, as its organisation sees it; its secret is kept wrapped and shown to nobody."""

    id: ChannelId
    format: str
    """Reports of this format alone; empty for all others. Always empty for a provider."""
    address: Address
    host_key: str
    """Of an SFTP server: the key that was seen, as OpenSSH writes it; it counts once it is confirmed."""
    state: ChannelState
    pauses: bool
    """Whether it failed and nothing is tried yet."""
    failures: int
    """How often it failed since it last did not."""
    outcome: Outcome | None
    """Of the last try; None before the first."""
    tried_at: datetime | None
    made_by: str
    """Login."""
    made_at: datetime

    @property
    def is_open(self) -> bool:
        """Whether something may go along it now."""
        return self.state is ChannelState.ACTIVE and not self.pauses

    @property
    def kind(self) -> ChannelKind:
        """By what it brings."""
        return kind_of(self.address)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenChannel:
    """What a courier needs: where to, what the server is known by, and the secret in clear."""

    address: Address
    host_key: str = ""
    secret: bytes = field(default=b"", repr=False)
    """A password, a private key as OpenSSH writes it, a secret access key, or what signs messages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What is brought: a file with the name that it gets at the other side, and where it stands here."""

    name: str
    content: bytes = field(repr=False)
    link: str = ""
    """The page of the report."""
    report: str = ""
    """The id of the report; empty for a trial."""
    mark: str = ""
    """Of this try alone, for the temporary name."""

    @property
    def sha256(self) -> str:
        """Of its content."""
        return sha256(self.content).hexdigest()

    @property
    def temporary(self) -> str:
        """Its name until it is there whole; two tries never write in the same file."""
        return f".{self.name}.{self.mark}.deel"


class ConsignmentState(StrEnum):
    """Where one report on its way stands."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    REFUSED = "refused"
    """It can never be brought by this channel; it stands here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consignment:
    """How one report went, or is to go, along one channel."""

    channel: ChannelId
    kind: ChannelKind
    state: ConsignmentState
    name: str
    """At the other side; empty before it is there, and where a link alone is brought."""
    outcome: Outcome | None
    asked_at: datetime
    delivered_at: datetime | None


def kind_of(address: Address) -> ChannelKind:
    """By what one brings to such an address."""
    match address:
        case SftpAddress():
            return ChannelKind.SFTP
        case S3Address():
            return ChannelKind.S3
        case WebhookAddress():
            return ChannelKind.WEBHOOK
        case EmailAddress():
            return ChannelKind.EMAIL
        case PortalAddress():
            return ChannelKind.PORTAL


def as_kept(address: Address) -> dict[str, object]:
    """Its parts by name, for `address_from`."""
    return {} if isinstance(address, PortalAddress) else asdict(address)


def content_name(filename: str, content_sha256: str) -> str:
    """`noord-2026-Q1.xlsx` → `noord-2026-Q1-0f3a….xlsx`: another content never has the same name."""
    return marked_name(filename.rpartition("/")[2], content_sha256)


def trial_parcel(mark: str) -> Parcel:
    """A small file that is written and removed to see whether a channel works."""
    return Parcel(
        name=f"eenmaal-proef-{mark[:_DIGITS_OF_A_TRY]}.txt",
        content=b"Eenmaal schreef dit bestand om te proberen of bezorgen lukt. Het mag weg.\n",
        mark=mark[:_DIGITS_OF_A_TRY],
    )


def about_secret(channel: ChannelId) -> str:
    """What binds a wrapped secret to its channel: it is of no use for another."""
    return f"channel/{channel.hex}"


def require_room(existing: tuple[Channel, ...], wanted: str) -> None:
    """Raise NotAChannelError when there is one for this format, or when there are too many."""
    if len(existing) >= MOST:
        raise NotAChannelError("format", _TOO_MANY)
    if any(each.format == wanted for each in existing):
        raise NotAChannelError("format", _TAKEN_FORMAT)
