"""Copies of the repository in which tests run, so that nobody's own files are ever changed."""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from queue import Queue
from typing import Self, TypeVar

from tests.mutants.places import REPOSITORY

_PATIENCE = 20.0
_Asked, _Told = TypeVar("_Asked"), TypeVar("_Told")


@dataclass(frozen=True)
class Outcome:
    """How a run of test files ended."""

    code: int | None
    """None when it took longer than it may."""
    seconds: float
    said: str

    @property
    def is_passed(self) -> bool:
        """Whether every test that it has was run and passed."""
        return self.code == 0


@dataclass(frozen=True)
class Tree:
    """One copy, for one run at a time."""

    root: Path
    aside: Path
    """For files of a run; not in the copy."""

    def run(self, test_files: Sequence[str], limit: float, more: Mapping[str, str] | None = None) -> Outcome:
        """Run test files in this order until the first failure; a run that outlasts `limit` is ended."""
        command = [sys.executable, "-m", "pytest", "-x", "-m", "not long", *test_files]
        kept = {"TMPDIR": str(self.aside), "PYTHONPATH": str(self.root), "PYTHONHASHSEED": "0"}
        kept |= {"CI": "true"}  # hypothesis tries the same examples every time, however long one takes
        output = self.aside / "said.txt"
        start = time.monotonic()
        with output.open("w+b") as said:
            process = subprocess.Popen(
                command,
                cwd=self.root,
                env={**os.environ, **kept, **(more or {})},
                stdout=said,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            code = _waited(process, limit)
        told = output.read_text(encoding="utf-8", errors="replace")
        return Outcome(code, time.monotonic() - start, told[-2000:])

    @contextlib.contextmanager
    def changed(self, file: str, content: bytes) -> Iterator[None]:
        """`file` has this content in the meantime. What Python compiled of it goes, before and after: of two
        texts of one length in one second it could not tell which it has."""
        path = self.root / file
        former = path.read_bytes()
        try:
            _put(path, content)
            yield
        finally:
            _put(path, former)


def _put(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    Path(cache_from_source(str(path))).unlink(missing_ok=True)


def _waited(process: "subprocess.Popen[bytes]", limit: float) -> int | None:
    """Its code, None when it had to be ended: first asked to put its servers away, then without asking."""
    try:
        return process.wait(limit)
    except subprocess.TimeoutExpired:
        return None
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_PATIENCE)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # whatever it left behind in its own session
        process.wait()


class Trees:
    """Several copies, each with at most one run at a time."""

    def __init__(self, several: int) -> None:
        self.several = several
        self._free: Queue[Tree] = Queue()

    def __enter__(self) -> Self:
        self._room = tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True)
        for number in range(self.several):
            self._free.put(_copied(Path(self._room.name) / str(number)))
        return self

    def __exit__(self, *_: object) -> None:
        self._room.cleanup()

    def each(self, act, asked: list[_Asked]) -> Iterator[_Told]:  # act: (Tree, _Asked) -> _Told
        """What `act` makes of each, as soon as it is there, as many at once as there are copies."""

        def in_a_tree(one: _Asked) -> _Told:
            tree = self._free.get()
            try:
                return act(tree, one)
            finally:
                self._free.put(tree)

        with ThreadPoolExecutor(self.several) as pool:
            for done in as_completed([pool.submit(in_a_tree, one) for one in asked]):
                yield done.result()


def _copied(folder: Path) -> Tree:
    root, aside = folder / "r", folder / "t"
    aside.mkdir(parents=True)
    for open_folder in (folder.parent, folder, aside):
        open_folder.chmod(0o711)  # the user of the bundled servers has to get through
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=REPOSITORY, capture_output=True, check=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (REPOSITORY / name).is_file():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(REPOSITORY / name, root / name)
    return Tree(root, aside)
