"""Copies of the repository in which tests run, so that nobody's own files are ever changed."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, field
from importlib.util import cache_from_source
from pathlib import Path
from queue import Queue
from typing import Any, Self, TypeVar

from tests.mutants import tracing
from tests.mutants.places import IMPORTED_BY, REPOSITORY

_SERVER_SAID = "server.txt"
_Asked, _Told = TypeVar("_Asked"), TypeVar("_Told")


@dataclass(frozen=True)
class Outcome:
    """How a run of tests ended."""

    told: Mapping[str, Any]
    """What `running` says of it; nothing when it took longer than it may, or ended by itself."""
    in_time: bool
    seconds: float
    said: str


@dataclass
class Tree:
    """One copy, for one run at a time."""

    root: Path
    aside: Path
    """For files of a run; not in the copy."""
    _server: "subprocess.Popen[str] | None" = field(default=None, init=False)

    def run(self, asked: Mapping[str, Any], limit: float, more: Mapping[str, str] | None = None) -> Outcome:
        """Do in a fork what `running` is asked; what outlasts `limit` is ended."""
        answer, said = self.aside / "answer.json", self.aside / "said.txt"
        answer.unlink(missing_ok=True)
        whole = {**asked, "environment": dict(more or {}), "answer": str(answer), "said": str(said)}
        start = time.monotonic()
        in_time = self._asked({**whole, "limit": limit})["in_time"]
        told = json.loads(answer.read_text(encoding="utf-8")) if answer.exists() else {}
        text = said.read_text(encoding="utf-8", errors="replace")
        return Outcome(told, in_time, time.monotonic() - start, text[-2000:])

    def _asked(self, asked: Mapping[str, Any]) -> dict[str, Any]:
        self._server = self._server or self._started()
        print(json.dumps(asked), file=self._server.stdin, flush=True)
        told = self._server.stdout.readline()
        if not told:
            raise RuntimeError((self.aside / _SERVER_SAID).read_text(encoding="utf-8")[-2000:])
        return json.loads(told)

    def _started(self) -> "subprocess.Popen[str]":
        hooks = self.aside / "hooks"
        hooks.mkdir(exist_ok=True)
        shutil.copy(Path(tracing.__file__), hooks / "sitecustomize.py")
        kept = {"TMPDIR": str(self.aside), "PYTHONPATH": f"{hooks}:{self.root}", "PYTHONHASHSEED": "0"}
        kept |= {"CI": "true"}  # hypothesis tries the same examples every time, however long one takes
        imported_by = [each for each in IMPORTED_BY if (self.root / each).exists()]
        server = subprocess.Popen(
            [sys.executable, "-m", "tests.mutants.fork_server", str(self.aside / _SERVER_SAID), *imported_by],
            cwd=self.root,
            env={**os.environ, **kept},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            process_group=0,
        )
        server.stdout.readline()  # it is ready
        return server

    def close(self) -> None:
        """No more runs."""
        if self._server is not None:
            self._server.stdin.close()
            self._server.stdout.close()
            self._server.wait()

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


class Trees:
    """Several copies, each with at most one run at a time."""

    def __init__(self, several: int) -> None:
        self.several = several
        self._every: list[Tree] = []
        self._free: Queue[Tree] = Queue()

    def __enter__(self) -> Self:
        self._room = tempfile.TemporaryDirectory(prefix="mutants-", ignore_cleanup_errors=True)
        for number in range(self.several):
            self._every.append(_copied(Path(self._room.name) / str(number)))
            self._free.put(self._every[-1])
        return self

    def __exit__(self, *_: object) -> None:
        for tree in self._every:
            tree.close()
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
            _copy(name, root)
    return Tree(root, aside)


def _copy(name: str, root: Path) -> None:
    """With what Python compiled of it, which knows its source by time and size."""
    path = REPOSITORY / name
    for each in (path, *(path.parent / "__pycache__").glob(f"{path.stem}.*.pyc")):
        copied = root / each.relative_to(REPOSITORY)
        copied.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(each, copied)
