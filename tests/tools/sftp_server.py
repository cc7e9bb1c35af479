"""A real SFTP server (asyncssh's own) of this machine, that can be told to fail as servers do."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import asyncssh

_HANGING = 4.0
"""Seconds, for who waits only one."""
USER, PASSWORD = "gemeente", "een wachtwoord van de gemeente"


@dataclass
class SftpSite:
    """A server with its folder. What is set on it holds for whatever comes next."""

    folder: Path
    host_key: asyncssh.SSHKey = field(default_factory=lambda: asyncssh.generate_private_key("ssh-ed25519"))
    password: str = PASSWORD
    keys: list[str] = field(default_factory=list)
    """Public keys that are let in."""
    fault: str = ""
    """full, silent-full, cut, hang, no-rename; empty: it is well."""
    port: int = 0
    written: list[str] = field(default_factory=list)
    """Every file that was opened to be written, by name."""
    renamed: list[str] = field(default_factory=list)
    when_renamed: Callable[[], object] = lambda: None
    """Is called when a file has got its name, before the other side hears that."""
    _thread: threading.Thread | None = None

    @property
    def fingerprint(self) -> str:
        return self.host_key.get_fingerprint()

    def drawn_fault(self) -> str:
        """The fault of what is done now."""
        return self.fault

    @property
    def names(self) -> list[str]:
        """What stands in the folder, also what is hidden."""
        return sorted(path.name for path in self.folder.iterdir() if path.is_file())

    def start(self) -> None:
        """Listen: at any port, and after a stop at the same one."""
        self._loop, self._done, is_up = asyncio.new_event_loop(), asyncio.Event(), threading.Event()
        serving = self._serve(is_up)
        self._thread = threading.Thread(target=self._loop.run_until_complete, args=(serving,))
        self._thread.start()
        is_up.wait(10)

    def stop(self) -> None:
        """Nobody listens there any more."""
        if self._thread is None:
            return
        self._loop.call_soon_threadsafe(self._done.set)
        self._thread.join(10)
        self._loop.close()
        self._thread = None

    async def _serve(self, is_up: threading.Event) -> None:
        server = await asyncssh.listen(
            "127.0.0.1",
            self.port,
            server_factory=partial(_Door, self),
            server_host_keys=[self.host_key],
            sftp_factory=partial(_Files, self),
            reuse_address=True,
        )
        self.port = server.get_port()
        is_up.set()
        await self._done.wait()
        server.close()
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        if others:
            await asyncio.wait(others, timeout=2 * _HANGING)


class _Files(asyncssh.SFTPServer):
    """The folder of a site, with its fault of the moment."""

    def __init__(self, site: SftpSite, chan: asyncssh.SSHServerChannel) -> None:
        super().__init__(chan, chroot=str(site.folder).encode())
        self._site, self._connection = site, chan.get_connection()

    def open(self, path, pflags, attrs):
        if pflags & asyncssh.FXF_WRITE:
            self._site.written.append(path.decode())
        return super().open(path, pflags, attrs)

    async def write(self, file_obj, offset, data):
        match self._site.drawn_fault():
            case "full" | "silent-full":
                super().write(file_obj, offset, data[:3])
                raise asyncssh.SFTPFailure("Failure")
            case "cut":
                super().write(file_obj, offset, data[: len(data) // 2])
                file_obj.flush()
                self._connection.abort()
                return 0
            case "hang":
                await asyncio.sleep(_HANGING)
        return super().write(file_obj, offset, data)

    def statvfs(self, path):
        if self._site.fault == "silent-full":
            raise asyncssh.SFTPOpUnsupported("no")
        told = super().statvfs(path)
        return asyncssh.SFTPVFSAttrs(bavail=0, frsize=4096) if self._site.fault == "full" else told

    def rename(self, oldpath, newpath):
        fault = self._site.drawn_fault()
        if fault == "no-rename":
            raise asyncssh.SFTPPermissionDenied("no")
        self._site.renamed.append(newpath.decode())
        super().rename(oldpath, newpath)
        self._site.when_renamed()
        if fault == "cut":
            self._connection.abort()


class _Door(asyncssh.SSHServer):
    """Who comes in at a site."""

    def __init__(self, site: SftpSite) -> None:
        self._site = site

    def begin_auth(self, _username):
        return True

    def password_auth_supported(self):
        return True

    def validate_password(self, username, password):
        return username == USER and password == self._site.password

    def public_key_auth_supported(self):
        return True

    def validate_public_key(self, username, key):
        return username == USER and key in map(asyncssh.import_public_key, self._site.keys)


@contextmanager
def listening(site: SftpSite) -> Iterator[SftpSite]:
    """Let it listen until the end of the block, unless it is stopped before."""
    site.start()
    try:
        yield site
    finally:
        site.stop()
