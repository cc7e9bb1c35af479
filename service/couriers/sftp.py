"""A folder of an SFTP server: a file is written under another name, and gets its own when it is whole."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from hashlib import sha256

import asyncssh

from service.couriers.sftp_connection import FAILURES, Line, outcome_of
from service.domain.channels.addresses import SftpAddress
from service.domain.channels.channel import OpenChannel, Parcel
from service.domain.channels.outcomes import Outcome
from service.domain.reachable import Network

_PATIENCE = 60.0
"""Seconds for the whole of one file."""


class SftpCourier:
    """A connection for each file; the file of a try that was cut off is removed by the next one."""

    def __init__(self, allowed: Sequence[Network], patience: float = _PATIENCE) -> None:
        """`allowed`: networks of the operator's own, which may be reached too."""
        self._allowed = allowed
        self._patience = patience

    def bring(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier."""
        return self._outcome(channel, lambda folder: folder.bring(parcel))

    def take_away(self, channel: OpenChannel, parcel: Parcel) -> Outcome:
        """See Courier."""
        return self._outcome(channel, lambda folder: folder.take_away(parcel))

    def _outcome(self, channel: OpenChannel, step: "_Step") -> Outcome:
        try:
            return asyncio.run(self._on_a_line(channel, step))
        except FAILURES as error:
            return outcome_of(error)

    async def _on_a_line(self, channel: OpenChannel, step: "_Step") -> Outcome:
        line = await Line.open(channel, self._allowed)
        try:
            return await line.within(self._patience, step(_Folder(line.sftp, channel)))
        finally:
            await line.close()


class _Folder:
    """The folder of a channel, while we are signed in."""

    def __init__(self, sftp: asyncssh.SFTPClient, channel: OpenChannel) -> None:
        self._sftp = sftp
        self._address = channel.address

    async def bring(self, parcel: Parcel) -> Outcome:
        """See Courier. Raises SFTPError."""
        there = await self.there(parcel)
        if there is not None:
            return there
        await self.remove_cut_off(parcel)
        try:
            await self.write(parcel)
            return await self.give_its_name(parcel)
        except asyncssh.SFTPError:
            await self.remove(parcel.temporary)
            if await self.is_full(parcel):
                return Outcome.NO_SPACE
            raise

    async def take_away(self, parcel: Parcel) -> Outcome:
        """See Courier. Raises SFTPError."""
        with suppress(asyncssh.SFTPNoSuchFile):
            await self._sftp.remove(self.path(parcel.name))
        return Outcome.TAKEN

    def path(self, name: str) -> str:
        """Where a file of this name stands."""
        return self._address.path(name) if isinstance(self._address, SftpAddress) else name

    async def there(self, parcel: Parcel) -> Outcome | None:
        """Whether what stands under its name is the same; None when nothing does."""
        try:
            async with self._sftp.open(self.path(parcel.name), "rb") as file:
                found: bytes = await file.read(len(parcel.content) + 1)
        except asyncssh.SFTPNoSuchFile:
            return None
        is_same = sha256(bytes(found)).hexdigest() == parcel.sha256
        return Outcome.ALREADY_THERE if is_same else Outcome.OTHER_FILE

    async def write(self, parcel: Parcel) -> None:
        """Under its temporary name, whole. Raises SFTPError."""
        path = self.path(parcel.temporary)
        async with self._sftp.open(path, "wb") as file:
            await file.write(parcel.content)
        if (await self._sftp.stat(path)).size != len(parcel.content):
            raise asyncssh.SFTPFailure("not all of it is there")

    async def give_its_name(self, parcel: Parcel) -> Outcome:
        """By a rename that writes over nothing. Raises SFTPError."""
        try:
            await self._sftp.rename(self.path(parcel.temporary), self.path(parcel.name))
        except asyncssh.SFTPError:
            there = await self.there(parcel)
            if there is None:
                raise
            await self.remove(parcel.temporary)
            return there
        return Outcome.TAKEN

    async def remove_cut_off(self, parcel: Parcel) -> None:
        """What earlier tries left of this file; a server that shows no list keeps it."""
        begin, end = f".{parcel.name}.", ".deel"
        with suppress(asyncssh.SFTPError):
            for name in await self._sftp.listdir(self.path("")):
                if str(name).startswith(begin) and str(name).endswith(end):
                    await self.remove(str(name))

    async def is_full(self, parcel: Parcel) -> bool:
        """Whether the disk is too full for it, as far as the server tells: of a write it says only no."""
        try:
            disk = await self._sftp.statvfs(self.path(""))
        except asyncssh.SFTPError:
            return False
        return disk.bavail * disk.frsize < len(parcel.content)

    async def remove(self, name: str) -> None:
        """If it is there and may be removed."""
        with suppress(asyncssh.SFTPError):
            await self._sftp.remove(self.path(name))


_Step = Callable[[_Folder], Coroutine[None, None, Outcome]]
