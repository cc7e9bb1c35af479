"""What is asked of SFTP servers and of keys, whoever answers it."""

from typing import Protocol

from service.domain.channels.addresses import SftpAddress
from service.domain.channels.outcomes import Outcome
from service.domain.failures import TransientError


class NoHostKeyError(TransientError):
    """A server did not show its key."""

    def __init__(self, outcome: Outcome) -> None:
        """`outcome`: what came between."""
        super().__init__(outcome.value)
        self.outcome = outcome


class HostKeys(Protocol):
    """Asks servers by which key they are known, and makes keys by which we are."""

    def seen_at(self, address: SftpAddress) -> str:
        """The key of a server, as OpenSSH writes it. Raises NoHostKeyError."""

    def fingerprint(self, host_key: str) -> str:
        """`SHA256:…`, as an administrator reads it."""

    def new_pair(self) -> tuple[bytes, str]:
        """A private key, and the public one that a server lets in."""
