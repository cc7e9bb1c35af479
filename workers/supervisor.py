"""Run the whole service as one process tree: start in order, restart what dies, stop in order."""

import fcntl
import os
import signal
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import FrameType

from service.domain.failures import TerminalError
from service.settings import Settings, environment_of_children
from service.storage.schema import APPLICATION, OWNER, as_role, create_roles_and_database, migrate
from workers.bundled_postgres import BundledPostgres
from workers.bundled_valkey import BundledValkey
from workers.children import READY_FILE, Child, Program

Say = Callable[[str], None]

_LONGEST_SOCKET_DIR = 80
_PASSAGE = 0o711 if os.geteuid() == 0 else 0o700
"""As root the database's own user must be able to pass through to its directories, and no more than that."""
_WEB = (sys.executable, "-m", "service.web.server")
_LOOK_EVERY = 0.1
_FIRST_PAUSE, _LONGEST_PAUSE = 0.2, 10.0
_STEADY_AFTER = 30.0
_LONGEST_SILENCE = 30.0
"""Seconds after which a child that no longer says that it is well is killed and started again."""


class AlreadyRunningError(TerminalError):
    """Another supervisor works in this state directory."""


class StoppedError(TerminalError):
    """A signal asked to stop before everything was up."""


@dataclass(kw_only=True)
class Watched:
    """A child with what is needed to bring it back."""

    child: Child
    pause: float = _FIRST_PAUSE
    started_at: float = field(default_factory=time.monotonic)
    restart_at: float | None = None
    said_well: float = 0.0
    """When it last said that it is well, by the clock of the file in which it says so."""
    heard_at: float = field(default_factory=time.monotonic)

    def is_silent(self, now: float) -> bool:
        """Whether it is up and did not say for too long that it is well: frozen, or stuck."""
        alive = self.child.program.alive
        if alive is None or not alive.exists():
            return False
        said = alive.stat().st_mtime
        if said != self.said_well:
            self.said_well, self.heard_at = said, now
        return now - self.heard_at > _LONGEST_SILENCE


class Supervisor:
    """Starts, watches and stops the children; one per state directory."""

    def __init__(self, settings: Settings, say: Say, web_command: Sequence[str] | None = None) -> None:
        """`web_command` is our own front with our own application unless given."""
        self._given = settings
        self._say = say
        self._web_command = web_command
        self._watched: list[Watched] = []
        self._is_stopping = False
        self._rooms = ExitStack()
        self.settings = settings
        """With the addresses of the bundled servers filled in once they are up."""

    def start(self) -> Settings:
        """Return when everything is up. Raises CannotStartError, AlreadyRunningError or StoppedError."""
        state_dir = self._given.state_dir
        state_dir.mkdir(parents=True, exist_ok=True)
        state_dir.chmod(_PASSAGE)
        self._rooms.enter_context(_only_supervisor_of(state_dir))
        sockets = self._rooms.enter_context(_socket_directory(state_dir))
        self._start_database(sockets)
        self._start_broker(sockets)
        self._start_programs()
        return self.settings

    def watch(self, seconds: float | None = None) -> None:
        """Bring back children that die, until asked to stop or for `seconds`."""
        until = None if seconds is None else time.monotonic() + seconds
        while not self._is_stopping and (until is None or time.monotonic() < until):
            for watched in self._watched:
                self._bring_back(watched)
            time.sleep(_LOOK_EVERY)

    def ask_to_stop(self) -> None:
        """Make `start` or `watch` return soon. Safe in a signal handler."""
        self._is_stopping = True

    def stop(self) -> None:
        """End every child, the last started first, and give the state directory free."""
        for watched in reversed(self._watched):
            self._say(f"stopping {watched.child.program.name}")
            watched.child.stop()
        self._watched.clear()
        self._rooms.close()

    @property
    def children(self) -> dict[str, int]:
        """The process id of every child by its name."""
        return {watched.child.program.name: watched.child.pid for watched in self._watched}

    def _start_broker(self, sockets: Path) -> None:
        if self._given.broker_url is not None:
            return
        valkey = BundledValkey(self._given.state_dir / "broker", sockets / "broker")
        valkey.prepare()
        valkey.wait_until_answering(self._run(valkey.program()))
        self.settings = replace(self.settings, broker_url=valkey.url)

    def _start_database(self, sockets: Path) -> None:
        if self._given.database_url is None:
            postgres = BundledPostgres(self._given.state_dir / "database", sockets / "database")
            postgres.prepare()
            postgres.wait_until_answering(self._run(postgres.program()))
            server = postgres.superuser_url
            create_roles_and_database(server)
            self.settings = replace(
                self.settings,
                database_url=as_role(server, APPLICATION),
                owner_database_url=as_role(server, OWNER),
            )
        if self.settings.owner_database_url is not None:
            migrate(self.settings.owner_database_url)

    def _start_programs(self) -> None:
        ready = self._given.state_dir / "worker.ready"
        ready.unlink(missing_ok=True)
        environment = environment_of_children(self.settings) | {READY_FILE: str(ready)}
        web = self._program("web", self._web_command or _WEB, environment)
        worker = self._program("worker", [sys.executable, "-m", "workers.keeper"], environment)
        reconciler = self._program("reconciler", [sys.executable, "-m", "workers.reconciler"], environment)
        self._run(replace(reconciler, alive=self.settings.alive_file("reconciler")))
        if self.settings.watched_folders:
            self._run(self._program("watcher", [sys.executable, "-m", "workers.watcher"], environment))
        self._run(replace(worker, patience=20.0, alive=self.settings.alive_file("worker")))
        self._run(web)
        self._wait_for("worker", ready.exists)
        self._wait_for("web", self._web_is_answering)

    def _program(self, name: str, command: Sequence[str], environment: dict[str, str]) -> Program:
        root = str(Path(__file__).parent.parent)
        path = os.pathsep.join(filter(None, (root, environment.get("PYTHONPATH"))))
        log = self._given.state_dir / f"{name}.log"
        return Program(
            name=name,
            command=command,
            log=log,
            environment=environment | {"PYTHONPATH": path, "PYTHONUNBUFFERED": "1"},
        )

    def _run(self, program: Program) -> Child:
        self._say(f"starting {program.name}")
        child = Child(program)
        self._watched.append(Watched(child=child))
        return child

    def _wait_for(self, name: str, is_there: Callable[[], bool], seconds: float = 60.0) -> None:
        until = time.monotonic() + seconds
        while not is_there():
            if self._is_stopping:
                raise StoppedError("asked to stop while starting")
            if time.monotonic() > until:
                raise TerminalError(f"{name} does not come up; see {self._given.state_dir / name}.log")
            self.watch(0.02)
        self._say(f"{name} is ready")

    def _web_is_answering(self) -> bool:
        with suppress(OSError), socket.create_connection((self.settings.host, self.settings.port), 0.2):
            return True
        return False

    def _bring_back(self, watched: Watched) -> None:
        """Restart a dead child after a pause that doubles each time, until it has run steadily."""
        if watched.child.is_running:
            if time.monotonic() - watched.started_at > _STEADY_AFTER:
                watched.pause = _FIRST_PAUSE
            if watched.is_silent(time.monotonic()):
                self._say(f"{watched.child.program.name} says nothing any more")
                self._kill(watched)
            return
        program = watched.child.program
        if watched.restart_at is None:
            self._say(f"{program.name} ended with {watched.child.exit_code}; see {program.log}")
            self._kill(watched)
            watched.restart_at = time.monotonic() + watched.pause
            watched.pause = min(watched.pause * 2, _LONGEST_PAUSE)
        elif time.monotonic() >= watched.restart_at:
            self._say(f"starting {program.name} again")
            watched.child = Child(program)
            watched.started_at = watched.heard_at = time.monotonic()
            watched.restart_at = None

    @staticmethod
    def _kill(watched: Watched) -> None:
        """The file of a child that is gone says nothing about the next one."""
        watched.child.kill()
        if watched.child.program.alive is not None:
            watched.child.program.alive.unlink(missing_ok=True)


def run_everything(
    settings: Settings,
    say: Say = print,
    when_ready: Callable[[Settings], None] | None = None,
    web_command: Sequence[str] | None = None,
) -> None:
    """Start everything, call `when_ready` with the completed settings, and run until SIGTERM or SIGINT.

    Returns after everything is stopped; nothing that was started is left running, whatever happens. Call it
    from the main thread. Raises what Supervisor.start raises.
    """
    supervisor = Supervisor(settings, say, web_command)
    with _signals_to(supervisor.ask_to_stop):
        try:
            completed = supervisor.start()
            if when_ready is not None:
                when_ready(completed)
            supervisor.watch()
        except StoppedError:
            say("stopped while starting")
        finally:
            supervisor.stop()


@contextmanager
def _signals_to(ask_to_stop: Callable[[], None]) -> Iterator[None]:
    def obey(_number: int, _frame: FrameType | None) -> None:
        ask_to_stop()

    before = {number: signal.signal(number, obey) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _only_supervisor_of(state_dir: Path) -> Iterator[None]:
    with (state_dir / "supervisor.pid").open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            file.seek(0)
            raise AlreadyRunningError(
                f"Process {file.read().strip()} already runs the service in {state_dir}."
            ) from error
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


@contextmanager
def _socket_directory(state_dir: Path) -> Iterator[Path]:
    """A directory with a path short enough for unix sockets, which everyone may pass through."""
    within = state_dir / "run"
    if len(str(within)) <= _LONGEST_SOCKET_DIR:
        within.mkdir(exist_ok=True)
        within.chmod(_PASSAGE)
        yield within
        return
    with tempfile.TemporaryDirectory(prefix="eenmaal-", ignore_cleanup_errors=True) as short:
        Path(short).chmod(_PASSAGE)
        yield Path(short)
