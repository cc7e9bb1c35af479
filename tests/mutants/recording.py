"""Which test file runs which lines of the service: recorded once, and kept until anything of it changes."""

import hashlib
import json
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from tests.mutants import tracing
from tests.mutants.places import JUDGES, KEPT, REPOSITORY, TRACED, found
from tests.mutants.trees import Tree, Trees

_LIMIT = 3600.0


@dataclass(frozen=True)
class Record:
    """What one test file does without any mutant."""

    test_file: str
    seconds: float
    """Without tracing it takes less: it only orders the files and says when a run has hung."""
    passes: bool
    said: str
    lines: dict[str, list[int]]
    """By file, the lines that its tests run; importing included."""


def records(trees: Trees) -> list[Record]:
    """One record per test file, from what was kept or made anew, the quickest first."""
    test_files = [str(path.relative_to(REPOSITORY)) for path in found(JUDGES)]
    kept = {name: KEPT / f"{_key(name)}.json" for name in test_files}
    missing = [name for name in test_files if not kept[name].exists()]
    _forget(KEPT.glob("*.json") if KEPT.exists() else (), set(kept.values()))
    for number, made in enumerate(trees.each(_recorded, missing), start=1):
        KEPT.mkdir(parents=True, exist_ok=True)
        kept[made.test_file].write_text(json.dumps(asdict(made)), encoding="utf-8")
        state = "" if made.passes else "  FAILS WITHOUT A MUTANT, and judges none"
        print(f"recorded {number}/{len(missing)} {made.seconds:6.1f} s  {made.test_file}{state}", flush=True)
    every = [Record(**json.loads(path.read_text(encoding="utf-8"))) for path in kept.values()]
    return sorted(every, key=lambda record: record.seconds)


def _forget(there: Iterable[Path], needed: set[Path]) -> None:
    for path in there:
        if path not in needed:
            path.unlink()


def _recorded(tree: Tree, test_file: str) -> Record:
    hooks = tree.aside / "hooks"
    hooks.mkdir(exist_ok=True)
    shutil.copy(Path(tracing.__file__), hooks / "sitecustomize.py")
    traced = [path.relative_to(REPOSITORY) for path in found(TRACED)]
    starts, size = {}, 0
    for path in traced:
        starts[str(path)] = size
        size += len((REPOSITORY / path).read_bytes().splitlines()) + 2
    index, marks = tree.aside / "index.json", tree.aside / "marks"
    index.write_text(json.dumps({str(tree.root / path): start for path, start in starts.items()}))
    marks.write_bytes(bytes(size))
    more = {
        tracing.INDEX: str(index),
        tracing.MARKS: str(marks),
        "PYTHONPATH": f"{hooks}:{tree.root}",
    }
    outcome = tree.run([test_file], _LIMIT, more)
    return Record(
        test_file, outcome.seconds, outcome.is_passed, outcome.said, _lines(starts, marks.read_bytes())
    )


def _lines(starts: dict[str, int], marks: bytes) -> dict[str, list[int]]:
    ends = [*list(starts.values())[1:], len(marks)]
    by_file = {
        file: [line for line, mark in enumerate(marks[start:end]) if mark]
        for (file, start), end in zip(starts.items(), ends, strict=True)
    }
    return {file: lines for file, lines in by_file.items() if lines}


def _key(test_file: str) -> str:
    """Of everything that decides what a test file runs, but for the data it reads."""
    judges = set(found(JUDGES))
    others = [
        path for path in found(("tests/**/*.py",)) if path not in judges and path.parent.name != "mutants"
    ]
    told = hashlib.sha256(_hash_of((*found(TRACED), *others)))
    told.update(test_file.encode() + (REPOSITORY / test_file).read_bytes())
    return told.hexdigest()


@cache
def _hash_of(paths: tuple[Path, ...]) -> bytes:
    told = hashlib.sha256()
    for path in paths:
        told.update(str(path).encode() + path.read_bytes())
    return told.digest()
