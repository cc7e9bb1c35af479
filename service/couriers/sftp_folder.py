"""A folder of a provider's SFTP server, in which files lie to be handed in."""

import asyncio
from collections.abc import Coroutine, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Self, TypeVar

import asyncssh

from service.couriers.folders import MOST, FolderAwayError
from service.couriers.sftp_connection import FAILURES, Line, outcome_of
from service.domain.channels.addresses import SftpAddress
from service.domain.channels.channel import OpenChannel
from service.domain.channels.handed_in import FileSeen, Place, Settled
from service.domain.reachable import Network

_PATIENCE = 60.0
"""Seconds for each step, a whole file included."""
_What = TypeVar("_What")


class SftpFolder:
    """See Folder. One connection, from `with` to its end."""

    def __init__(self, channel: OpenChannel, allowed: Sequence[Network]) -> None:
        """Reaches nothing before it is opened."""
        self._channel = channel
        self._allowed = allowed
        self._runner = asyncio.Runner()

    def __enter__(self) -> Self:
        """Sign in, and make what it needs."""
        try:
            self._line = self._run(Line.open(self._channel, self._allowed))
            self._sftp = self._line.sftp
            self._do(self._make_places())
        except FolderAwayError:
            self._runner.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Sign out."""
        with suppress(FolderAwayError):
            self._run(self._line.close())
        self._runner.close()

    def look(self) -> tuple[FileSeen, ...]:
        """See Folder."""
        return self._do(self._plain_files(""))

    def taken_up(self) -> tuple[FileSeen, ...]:
        """See Folder."""
        return self._do(self._plain_files(Place.TAKEN_UP))

    def take_up(self, name: str) -> None:
        """See Folder."""
        self._do(self._take_up(name))

    def read(self, name: str, limit: int) -> bytes:
        """See Folder."""
        return self._do(self._read(f"{Place.TAKEN_UP}/{name}", limit))

    def settle(self, name: str, settled: Settled) -> None:
        """See Folder. A note of before is written anew."""
        self._do(self._settle(name, settled))

    def _do(self, step: Coroutine[None, None, _What]) -> _What:
        return self._run(self._line.within(_PATIENCE, step))

    def _run(self, step: Coroutine[None, None, _What]) -> _What:
        try:
            return self._runner.run(step)
        except FAILURES as error:
            raise FolderAwayError(outcome_of(error)) from error

    def _path(self, name: str) -> str:
        address = self._channel.address
        return address.path(name) if isinstance(address, SftpAddress) else name

    async def _make_places(self) -> None:
        for place in Place:
            if not await self._sftp.isdir(self._path(place)):
                await self._sftp.mkdir(self._path(place))

    async def _plain_files(self, place: str) -> tuple[FileSeen, ...]:
        found = [
            FileSeen(str(entry.filename), entry.attrs.size or 0, int(entry.attrs.mtime or 0))
            for entry in await self._sftp.readdir(self._path(place))
            if entry.attrs.type == asyncssh.FILEXFER_TYPE_REGULAR
        ]
        return tuple(sorted(found))[:MOST]

    async def _take_up(self, name: str) -> None:
        with suppress(asyncssh.SFTPNoSuchFile, asyncssh.SFTPFileAlreadyExists, asyncssh.SFTPFailure):
            await self._sftp.rename(self._path(name), self._path(f"{Place.TAKEN_UP}/{name}"))

    async def _read(self, name: str, limit: int) -> bytes:
        async with self._sftp.open(self._path(name), "rb") as file:
            return await file.read(limit)

    async def _settle(self, name: str, settled: Settled) -> None:
        place = self._path(settled.place)
        async with self._sftp.open(f"{place}/{settled.name}.txt", "wb") as note:
            await note.write(settled.text.encode())
        await self._move(self._path(f"{Place.TAKEN_UP}/{name}"), f"{place}/{settled.name}")

    async def _move(self, path: str, to: str) -> None:
        """What stands there already has the same content, by its name: then this one may go."""
        try:
            await self._sftp.rename(path, to)
        except asyncssh.SFTPNoSuchFile:
            return
        except asyncssh.SFTPError:
            if not await self._sftp.isfile(to):
                raise
            await self._sftp.remove(path)
