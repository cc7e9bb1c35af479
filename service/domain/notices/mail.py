"""The way out for emails: the server that takes them, and what can come of one."""

from dataclasses import dataclass, field
from enum import StrEnum

from service.domain.failures import OutsideServiceAwayError, TerminalError, TransientError


class Tls(StrEnum):
    """How the way to the mail server is closed to others."""

    STARTTLS = "starttls"
    TLS = "tls"
    """From the first byte."""
    OFF = "off"
    """Open: only for a server on the same machine or network."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailServer:
    """Who takes our emails, and in whose name they go."""

    host: str
    port: int
    tls: Tls
    user: str
    password: str = field(repr=False)
    sender: str
    """The plain address in From."""


class MailAwayError(OutsideServiceAwayError):
    """The mail server is away or does not let us in: all emails wait. Its text is a code or a name."""


class MailPutOffError(TransientError):
    """The server asks to bring this email again later. Its text is a code."""


class MailRefusedError(TerminalError):
    """The server will never take this email. Its text is a code, never the server's own words."""
