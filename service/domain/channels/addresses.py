"""Where a channel leads: an SFTP folder, an S3 bucket, a webhook or a mail address, checked before kept."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from service.domain.failures import TerminalError
from service.domain.notices.choices import is_address
from service.domain.webhooks import NotAWebhookError, fit_webhook
from service.domain.wording import Wording

LONGEST = 255
"""Signs of every part of an address."""
SFTP_PORT = 22
_HIGHEST_PORT = 65535
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
"""As Amazon names buckets, and everybody after it."""
_NO_HOST = Wording("geef alleen de naam van de server, zonder sftp://", "give the name of the server alone")
_NO_PORT = Wording("een poort is een getal van 1 tot en met 65535", "a port is a number from 1 to 65535")
_NO_LINE = Wording("is leeg, te lang, of heeft tekens die niet kunnen", "is empty, too long, or cannot be")
_NO_FOLDER = Wording("een map heeft geen .. in haar naam", "a folder has no .. in its name")
_NO_ENDPOINT = Wording(
    "begint met https:// en een naam, zonder pad of wachtwoord",
    "begins with https:// and a name, without path or password",
)
_NO_BUCKET = Wording(
    "een bucket heeft 3 tot 63 kleine letters, cijfers, punten en streepjes",
    "a bucket has 3 to 63 small letters, digits, dots and hyphens",
)
_NO_WEBHOOK = Wording(
    "begint met https:// en een naam, zonder gebruiker, wachtwoord of #",
    "begins with https:// and a name, without user, password or #",
)
_NO_MAIL = Wording(
    "is geen e-mailadres; vul één adres in, zoals naam@voorbeeld.nl",
    "is no e-mail address; give one, as name@example.org",
)


class NotAChannelError(TerminalError):
    """A channel that cannot be: which part of it, and why."""

    def __init__(self, part: str, words: Wording) -> None:
        """`part`: the name of what was given wrongly."""
        super().__init__(f"{part}: {words.en}")
        self.part = part
        self.words = words


@dataclass(frozen=True, slots=True, kw_only=True)
class SftpAddress:
    """A folder of an SFTP server."""

    host: str
    port: int = SFTP_PORT
    user: str
    folder: str = ""
    """Empty: where one comes in."""
    public_key: str = ""
    """Ours, made for this channel alone, that the server lets in; empty when a password does."""

    def __post_init__(self) -> None:
        """Raise NotAChannelError."""
        _require_line("host", self.host, _NO_HOST)
        if any(sign in self.host for sign in "/@ "):
            raise NotAChannelError("host", _NO_HOST)
        if not 0 < self.port <= _HIGHEST_PORT:
            raise NotAChannelError("port", _NO_PORT)
        _require_line("user", self.user, _NO_LINE)
        _require_folder("folder", self.folder)

    @property
    def shown(self) -> str:
        """As a person reads it."""
        port = "" if self.port == SFTP_PORT else f":{self.port}"
        return f"{self.user}@{self.host}{port}" + (f" · {self.folder}" if self.folder else "")

    def path(self, name: str) -> str:
        """Where a file of this name stands."""
        return _below(self.folder, name)


@dataclass(frozen=True, slots=True, kw_only=True)
class S3Address:
    """A bucket of any service that speaks S3, and a folder in it."""

    endpoint: str
    """`https://s3.example.org`, without a path."""
    region: str
    bucket: str
    folder: str = ""
    access_key: str
    """The name of the key; the key itself is a secret."""

    def __post_init__(self) -> None:
        """Raise NotAChannelError."""
        _require_line("endpoint", self.endpoint, _NO_ENDPOINT)
        if not _is_endpoint(self.endpoint):
            raise NotAChannelError("endpoint", _NO_ENDPOINT)
        _require_line("region", self.region, _NO_LINE)
        if not _BUCKET.fullmatch(self.bucket):
            raise NotAChannelError("bucket", _NO_BUCKET)
        _require_folder("folder", self.folder)
        _require_line("access_key", self.access_key, _NO_LINE)

    @property
    def shown(self) -> str:
        """As a person reads it."""
        return f"{self.endpoint} · {self.bucket}/{self.folder}"

    def path(self, name: str) -> str:
        """The key of an object of this name."""
        return _below(self.folder.strip("/"), name)


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookAddress:
    """A program that hears that a report is there, with a link and without the report."""

    url: str

    def __post_init__(self) -> None:
        """Raise NotAChannelError."""
        try:
            address, _ = fit_webhook(self.url, ())
        except NotAWebhookError as error:
            raise NotAChannelError("url", _NO_WEBHOOK) from error
        if address != self.url:
            raise NotAChannelError("url", _NO_LINE)

    @property
    def shown(self) -> str:
        """As a person reads it."""
        return self.url


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailAddress:
    """Where an e-mail goes that says that a report is there, with a link and without the report."""

    to: str

    def __post_init__(self) -> None:
        """Raise NotAChannelError."""
        if not is_address(self.to):
            raise NotAChannelError("to", _NO_MAIL)

    @property
    def shown(self) -> str:
        """As a person reads it."""
        return self.to


@dataclass(frozen=True, slots=True)
class PortalAddress:
    """This service itself: somebody fetches it here."""

    @property
    def shown(self) -> str:
        """Nothing to read."""
        return ""


Address = SftpAddress | S3Address | WebhookAddress | EmailAddress | PortalAddress


def address_from(kind: str, kept: Mapping[str, object]) -> Address:
    """The address of a channel of this kind, as it is kept: by the names of its parts."""
    parts = {name: str(value) for name, value in kept.items()}
    match kind:
        case "sftp":
            return SftpAddress(**{**parts, "port": int(parts.get("port", SFTP_PORT))})  # type: ignore[arg-type]  # the port alone is a number
        case "s3":
            return S3Address(**parts)
        case "webhook":
            return WebhookAddress(**parts)
        case "email":
            return EmailAddress(**parts)
    return PortalAddress()


def _below(folder: str, name: str) -> str:
    """`in/2026`, `a.csv` → `in/2026/a.csv`; the folder itself for no name."""
    whole = f"{folder.rstrip('/')}/{name}" if folder else name
    return whole.rstrip("/") or ("/" if folder else ".")


def _require_line(part: str, value: str, words: Wording) -> None:
    if not (value and value.isprintable() and value == value.strip() and len(value) <= LONGEST):
        raise NotAChannelError(part, words)


def _require_folder(part: str, folder: str) -> None:
    if folder:
        _require_line(part, folder, _NO_LINE)
    if ".." in folder.split("/"):
        raise NotAChannelError(part, _NO_FOLDER)


def _is_endpoint(endpoint: str) -> bool:
    try:
        parts = urlsplit(endpoint)
        has_port = parts.port != 0
    except ValueError:
        return False
    is_named = parts.scheme in ("https", "http") and bool(parts.hostname) and has_port
    return is_named and not any((parts.username, parts.password, parts.fragment, parts.query, parts.path))
