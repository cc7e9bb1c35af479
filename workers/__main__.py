"""Run everything on this machine: what `eenmaal up` starts."""

import json
import os
import sys
from pathlib import Path

from service.domain.failures import EenmaalError
from service.process.start import leave_no_core_files
from service.settings import Settings
from workers.supervisor import run_everything

RUNNING_FILE = "running.json"
"""In the state directory while the service runs: the addresses by which other commands find it."""

_FAILURE_OF_OURS = 3


def main() -> None:
    """Start, announce the address, and run until SIGTERM or SIGINT; exit code 3 when it cannot start."""
    leave_no_core_files()
    try:
        _run(Settings.load())
    except EenmaalError as failure:
        sys.stderr.write(f"eenmaal: {failure}\n")
        sys.exit(_FAILURE_OF_OURS)


def _run(settings: Settings) -> None:
    running = settings.state_dir / RUNNING_FILE
    try:
        run_everything(settings, say=_say, when_ready=lambda completed: _announce(completed, running))
    finally:
        if _is_ours(running):
            running.unlink()


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _announce(settings: Settings, running: Path) -> None:
    address = f"http://{settings.host}:{settings.port}"
    content = {"pid": os.getpid(), "address": address, "environment": settings.as_environment()}
    unfinished = running.with_suffix(".tmp")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(content, file)
    unfinished.replace(running)  # whoever looks finds all of it, or nothing yet
    _say(f"Eenmaal is klaar op {address}")


def _is_ours(running: Path) -> bool:
    return running.exists() and json.loads(running.read_text())["pid"] == os.getpid()


if __name__ == "__main__":
    main()
