"""The keys by which SFTP servers are known, and those by which they know us."""

import asyncio
from collections.abc import Sequence

import asyncssh

from service.couriers.server_keys import NoHostKeyError
from service.couriers.sftp_connection import FAILURES, host_key_at, outcome_of
from service.domain.channels.addresses import SftpAddress
from service.domain.reachable import Network

_PATIENCE = 15.0
_KIND = "ssh-ed25519"


class SshHostKeys:
    """See HostKeys."""

    def __init__(self, allowed: Sequence[Network]) -> None:
        """`allowed`: networks of the operator's own, which may be reached too."""
        self._allowed = allowed

    def seen_at(self, address: SftpAddress) -> str:
        """See HostKeys."""
        try:
            return asyncio.run(asyncio.wait_for(host_key_at(address, self._allowed), _PATIENCE))
        except FAILURES as error:
            raise NoHostKeyError(outcome_of(error)) from error

    def fingerprint(self, host_key: str) -> str:
        """See HostKeys."""
        return asyncssh.import_public_key(host_key).get_fingerprint()

    def new_pair(self) -> tuple[bytes, str]:
        """See HostKeys."""
        made = asyncssh.generate_private_key(_KIND)
        return made.export_private_key(), made.export_public_key().decode().strip()
