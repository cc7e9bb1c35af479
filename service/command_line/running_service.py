"""The service that runs on this machine, as other commands find it."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from service.domain.failures import TerminalError
from service.settings import Settings

_DEMO = "demo"
"""A file with the state directory of a demo that is up; a demo has one of its own, which goes with it."""
_PATIENCE = 90.0
_LOOK_EVERY = 0.1
_STOP_PATIENCE = 30.0


class NotRunningError(TerminalError):
    """No service runs with this state directory, or it did not come up."""


@dataclass(frozen=True, slots=True)
class RunningService:
    """A service that is up: where it listens, and its settings with every address filled in."""

    address: str
    settings: Settings
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    """By which a program finds all of it."""


def find_service(state_dir: Path) -> RunningService:
    """The service that runs with this state directory. Raises NotRunningError."""
    running = _running(state_dir)
    if running is None:
        raise NotRunningError(f"No service runs in {state_dir}; start it with `eenmaal up`.")
    state = json.loads(running.read_text())
    environment = {**os.environ, **state["environment"]}
    return RunningService(state["address"], Settings.from_environment(environment), environment)


def _running(state_dir: Path) -> Path | None:
    """What the service of this directory says of itself, or else the demo that stays up."""
    pointer = state_dir / _DEMO
    others = [Path(pointer.read_text(encoding="utf-8"))] if pointer.exists() else []
    found = (each / "running.json" for each in (state_dir, *others))
    return next((each for each in found if each.exists()), None)


@contextmanager
def found_as_demo(state_dir: Path, demo_dir: Path) -> Iterator[None]:
    """Meanwhile other commands that look in `state_dir` find the demo, unless a service runs there."""
    pointer = state_dir / _DEMO
    pointer.parent.mkdir(parents=True, exist_ok=True)
    pointer.write_text(str(demo_dir), encoding="utf-8")
    try:
        yield
    finally:
        if pointer.exists() and pointer.read_text(encoding="utf-8") == str(demo_dir):
            pointer.unlink()


@contextmanager
def started_service(state_dir: Path, port: int, supervisor: str = "workers") -> Iterator[RunningService]:
    """A service of our own, as `eenmaal up` starts it, stopped again at the end. Raises NotRunningError.

    Its people are invented and have no app: a second step is asked of nobody. `supervisor` is the module that
    starts and watches it.
    """
    log = state_dir / "up.log"
    environment = {
        **os.environ,
        "EENMAAL_STATE_DIR": str(state_dir),
        "EENMAAL_PORT": str(port),
        "EENMAAL_SECOND_STEP": "chosen",
    }
    with log.open("w") as output:
        process = subprocess.Popen(  # noqa: S603 - a module that our own code names
            [sys.executable, "-m", supervisor],
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # Ctrl-C reaches us first, and we stop it in order
        )
        try:
            yield _when_up(process, state_dir, log)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_STOP_PATIENCE)


def free_port(wished: int) -> int:
    """The wished port of this machine, or another one when that is taken."""
    for port in (wished, 0):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise NotRunningError("This machine has no free port.")


def _when_up(process: subprocess.Popen[bytes], state_dir: Path, log: Path) -> RunningService:
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        if process.poll() is not None:
            break
        if (state_dir / "running.json").exists():
            return find_service(state_dir)
        time.sleep(_LOOK_EVERY)
    raise NotRunningError(f"The service did not come up. It said:\n{log.read_text()}")
