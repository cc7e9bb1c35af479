"""Start a program as our child, so that it cannot outlive us, and stop it with all it started itself."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from pathlib import Path

READY_FILE = "EENMAAL_WORKER_READY_FILE"
"""The variable that names a file which a worker makes when it listens."""

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def die_with_parent(signal_number: int, parent: int) -> None:
    """From now on the kernel sends `signal_number` to this process when its parent ends.

    Called between fork and exec, after any change of user (which would undo it). Where the kernel cannot do
    this (not Linux) nothing happens. A parent that died in the meantime ends this process at once.
    """
    if _libc is not None:
        _libc.prctl(_PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
        if os.getppid() != parent:
            os._exit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """How to start one of our children, and how it likes to be stopped."""

    name: str
    command: Sequence[str]
    log: Path | None = None
    """Where it writes what it says; None: where we write ours."""
    environment: Mapping[str, str] = field(default_factory=lambda: dict(os.environ))
    stop_signal: signal.Signals = signal.SIGTERM
    orphan_signal: signal.Signals = signal.SIGKILL
    """What the kernel sends it when we are gone."""
    user: int | None = None
    """Run as this user and its group instead of our own."""
    group: int | None = None
    patience: float = 10.0
    """Seconds to stop in before it is killed."""
    alive: Path | None = None
    """What it touches every second or so, once it is up, for as long as it is well."""
    kept_open: tuple[int, ...] = ()
    """Descriptors of ours that it gets as well."""


class Child:
    """A running program, leader of its own session."""

    def __init__(self, program: Program) -> None:
        """Start it. Call from the thread that lives as long as the child should."""
        self.program = program
        us = os.getpid()
        with nullcontext() if program.log is None else program.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - the command is our own, never a user's words
                list(program.command),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT if log else None,
                env=dict(program.environment),
                cwd="/",
                user=program.user,
                group=program.group,
                extra_groups=[] if program.user is not None else None,
                start_new_session=True,
                pass_fds=program.kept_open,
                preexec_fn=lambda: _begin(program, us),  # noqa: PLW1509 - we start children from one thread
            )

    @property
    def pid(self) -> int:
        """Its process id, which is also that of its session and group."""
        return self._process.pid

    @property
    def is_running(self) -> bool:
        """Whether it has not ended; collects it when it has."""
        return self._process.poll() is None

    @property
    def exit_code(self) -> int | None:
        """None as long as it runs."""
        return self._process.poll()

    def tell(self, signal_number: int) -> None:
        """Send it a signal, if it still runs."""
        if self.is_running:
            self._process.send_signal(signal_number)

    def stop(self) -> None:
        """Ask it to stop, wait, and kill what is left of its session afterwards."""
        if self.is_running:
            self._process.send_signal(self.program.stop_signal)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(self.program.patience)
        self.kill()

    def kill(self) -> None:
        """End it and everything in its process group at once."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self._process.wait()


def _begin(program: Program, parent: int) -> None:
    """Between fork and exec: hear the signals that a shell ignores for what it starts in the background."""
    for ignored in (signal.SIGINT, signal.SIGQUIT):
        signal.signal(ignored, signal.SIG_DFL)
    die_with_parent(program.orphan_signal, parent)
