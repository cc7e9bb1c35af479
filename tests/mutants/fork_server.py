"""python -m tests.mutants.fork_server: import what is not ours once, and fork a run of tests off that.

A fork imports our own code by itself, so whatever was changed in a file is in it from the start. Reads one
line of JSON per run, says one line when it has ended.
"""

import contextlib
import importlib
import json
import os
import signal
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any, TextIO

import pytest

from tests.mutants.running import run

_PATIENCE = 20.0
_LOOK = 0.02


def main() -> None:
    """Serve until there is nothing more to read."""
    asks, tells = os.fdopen(os.dup(0)), os.fdopen(os.dup(1), "w")
    _redirect(os.devnull, 0, os.O_RDONLY)
    _redirect(sys.argv[1], 1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(1, 2)
    _import_what_is_not_ours(sys.argv[2:])
    _tell(tells, {"ready": True})
    for line in asks:
        asked = json.loads(line)
        child = os.fork()
        if child == 0:
            _child(asked)
        _tell(tells, {"in_time": _is_waited(child, asked["limit"])})


def _tell(tells: TextIO, told: dict[str, Any]) -> None:
    print(json.dumps(told), file=tells, flush=True)


def _redirect(path: str, number: int, flags: int) -> None:
    opened = os.open(path, flags)
    os.dup2(opened, number)
    os.close(opened)


def _import_what_is_not_ours(test_files: list[str]) -> None:
    """Whatever is there after a fork collected these tests."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        pytest.main(["--collect-only", *test_files])
        with os.fdopen(writing, "w") as told:
            told.write("\n".join(name for name, module in sys.modules.items() if not _is_ours(module)))
            told.flush()
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as told:
        names = told.read().split("\n")
    os.waitpid(child, 0)
    for name in names:
        with contextlib.suppress(ImportError):  # some only look like modules
            importlib.import_module(name)


def _is_ours(module: ModuleType) -> bool:
    where = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return any(path and Path(path).is_relative_to(Path.cwd()) for path in where)


def _child(asked: dict[str, Any]) -> None:
    os.setpgrp()  # no session of its own: on Linux that would lose how nice it is
    _redirect(asked["said"], 1, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(1, 2)
    try:
        run(asked)
    finally:
        sys.stdout.flush()
        os._exit(0)


def _is_waited(child: int, limit: float) -> bool:
    """Whether it ended in time; otherwise it is asked to put its servers away, and then not asked."""
    ended = _is_ended(child, limit)
    if not ended:
        os.kill(child, signal.SIGINT)
        if not _is_ended(child, _PATIENCE):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)  # whatever it left behind in its own group
    return ended


def _is_ended(child: int, seconds: float) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if os.waitpid(child, os.WNOHANG)[0]:
            return True
        time.sleep(_LOOK)
    return False


if __name__ == "__main__":
    sys.path.insert(0, str(Path.cwd()))
    main()
