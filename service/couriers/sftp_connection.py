"""One connection to an SFTP server that is known by its key, and what its failures mean."""

import asyncio
import socket
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from typing import Self, TypeVar

import asyncssh

from service.domain.channels.addresses import SftpAddress
from service.domain.channels.channel import OpenChannel
from service.domain.channels.outcomes import Outcome
from service.domain.reachable import Network
from service.outside import NotReachableError, checked_socket

CONNECTING = 10.0
"""Seconds until we are in."""
_LEAVING = 2.0
"""Seconds in which a server may say good-bye."""
_What = TypeVar("_What")
_OUTCOMES: Sequence[tuple[type[BaseException], Outcome]] = (
    (NotReachableError, Outcome.NOT_ALLOWED),
    (TimeoutError, Outcome.TIME_OUT),
    (socket.gaierror, Outcome.NO_SUCH_HOST),
    (UnicodeError, Outcome.NO_SUCH_HOST),
    (asyncssh.HostKeyNotVerifiable, Outcome.HOST_KEY_CHANGED),
    (asyncssh.PermissionDenied, Outcome.LOGIN_REFUSED),
    (asyncssh.SFTPNoSuchFile, Outcome.NO_FOLDER),
    (asyncssh.SFTPNoSuchPath, Outcome.NO_FOLDER),
    (asyncssh.SFTPNotADirectory, Outcome.NO_FOLDER),
    (asyncssh.SFTPPermissionDenied, Outcome.NOT_PERMITTED),
    (asyncssh.SFTPWriteProtect, Outcome.NOT_PERMITTED),
    (asyncssh.SFTPNoSpaceOnFilesystem, Outcome.NO_SPACE),
    (asyncssh.SFTPQuotaExceeded, Outcome.NO_SPACE),
    (asyncssh.SFTPConnectionLost, Outcome.BROKEN_OFF),
    (asyncssh.SFTPNoConnection, Outcome.BROKEN_OFF),
    (asyncssh.SFTPError, Outcome.REFUSED),
    (asyncssh.Error, Outcome.BROKEN_OFF),
    (ConnectionResetError, Outcome.BROKEN_OFF),
    (BrokenPipeError, Outcome.BROKEN_OFF),
    (OSError, Outcome.NO_CONNECTION),
)
"""The first that fits; a server of OpenSSH says of a full disk no more than that it failed."""
FAILURES = (NotReachableError, UnicodeError, asyncssh.Error, OSError)
"""All that can come of talking to a server, TimeoutError too."""


def outcome_of(error: BaseException) -> Outcome:
    """What a failure means."""
    return next(outcome for kind, outcome in _OUTCOMES if isinstance(error, kind))


class Line:
    """A connection to the server that has this very key, signed in; a server that hangs cannot hold us."""

    def __init__(self, connection: asyncssh.SSHClientConnection, sftp: asyncssh.SFTPClient) -> None:
        """See `open`."""
        self._connection = connection
        self.sftp = sftp

    @classmethod
    async def open(cls, channel: OpenChannel, allowed: Sequence[Network]) -> Self:
        """Raises any of FAILURES."""
        address = channel.address
        if not isinstance(address, SftpAddress):
            raise NotReachableError("no SFTP server")
        known = asyncssh.import_public_key(channel.host_key)
        secret = channel.secret.decode()
        by_key = [asyncssh.import_private_key(secret)] if address.public_key else None
        connection = await asyncssh.connect(
            address.host,
            address.port,
            sock=checked_socket(address.host, address.port, allowed, CONNECTING),
            config=None,
            known_hosts=([known], [], []),
            username=address.user,
            password=None if by_key else secret,
            client_keys=by_key,
            agent_path=None,
            login_timeout=CONNECTING,
        )
        starting = asyncio.ensure_future(connection.start_sftp_client())
        return cls(connection, await _in_time(starting, connection, CONNECTING))

    async def within(self, patience: float, step: Coroutine[None, None, _What]) -> _What:
        """Do it in these seconds. Raises TimeoutError; then the connection is gone."""
        return await _in_time(asyncio.ensure_future(step), self._connection, patience)

    async def close(self) -> None:
        """Without waiting long for a server that does not listen."""
        self._connection.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._connection.wait_closed(), _LEAVING)
        self._connection.abort()


async def _in_time(
    task: "asyncio.Future[_What]", connection: asyncssh.SSHClientConnection, patience: float
) -> _What:
    """First the line is cut and then the task ended: what closes a file would wait for the other side."""
    await asyncio.wait({task}, timeout=patience)
    if task.done():
        return task.result()
    connection.abort()
    task.cancel()
    await asyncio.wait({task}, timeout=_LEAVING)
    raise TimeoutError


async def host_key_at(address: SftpAddress, allowed: Sequence[Network]) -> str:
    """The key that the server shows, as OpenSSH writes it. Raises any of FAILURES."""
    made = checked_socket(address.host, address.port, allowed, CONNECTING)
    key = await asyncssh.get_server_host_key(address.host, address.port, sock=made, config=None)
    if key is None:
        raise asyncssh.HostKeyNotVerifiable("the server shows no key")
    return " ".join(key.export_public_key().decode().split()[:2])
