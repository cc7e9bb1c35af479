"""Which test runs which lines of the service: recorded once per test file, and kept until that changes."""

import ast
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from functools import cache, partial
from pathlib import Path

import numpy as np

from tests.mutants import tracing
from tests.mutants.places import JUDGES, KEPT, REPOSITORY, TRACED, found
from tests.mutants.trees import Outcome, Tree, Trees

_LIMIT = 3600.0


@dataclass(frozen=True)
class RecordedTest:
    """What one test does without any mutant."""

    node: str
    seconds: float
    """While traced: it orders the tests and says when one has hung."""
    shared: float
    """Seconds of what it needs and is made for several tests at once."""
    passes: bool
    breadth: int = 0
    """How many lines it runs: one that runs few looks closer at each."""

    @property
    def cost(self) -> float:
        """Seconds when it runs alone."""
        return self.seconds + self.shared


@dataclass(frozen=True)
class Record:
    """What the tests of one file run."""

    test_file: str
    tests: tuple[RecordedTest, ...]
    files: Mapping[str, str]
    """Each file of the service of which it runs a line in a function → the hash of its text."""
    lines: Mapping[str, np.ndarray]
    """By such a file: per line the tests that run it, eight tests in a byte."""

    def who_runs(self, file: str, lines: Iterable[int]) -> list[RecordedTest]:
        """The tests that run one of these lines in a function."""
        marks = self.lines.get(file)
        if marks is None:
            return []
        inside = [line for line in lines if line < len(marks)]
        bits = np.unpackbits(np.bitwise_or.reduce(marks[inside], axis=0), count=len(self.tests))
        return [test for test, runs in zip(self.tests, bits, strict=True) if runs]


def records(trees: Trees) -> list[Record]:
    """One record per test file, from what was kept or made anew."""
    KEPT.mkdir(parents=True, exist_ok=True)
    test_files = [str(path.relative_to(REPOSITORY)) for each in JUDGES for path in found((each,))]
    kept = {name: _kept(name) for name in test_files}
    _forget(KEPT.iterdir(), {_path(name) for name, record in kept.items() if record})
    missing = [name for name, record in kept.items() if record is None]
    recorded = trees.each(partial(_recorded, layout=Layout.of_now()), missing)
    for number, (record, seconds, trouble) in enumerate(recorded, start=1):
        _keep(record)
        kept[record.test_file] = record
        print(f"recorded {number}/{len(missing)} {seconds:6.1f} s  {record.test_file}{trouble}", flush=True)
    return [record for record in kept.values() if record is not None]


@dataclass(frozen=True)
class Layout:
    """Where the marks of every traced file begin, in one row of bytes."""

    starts: Mapping[str, int]
    size: int

    @classmethod
    def of_now(cls) -> "Layout":
        """Of the files as they are."""
        starts, size = {}, 0
        for path in found(TRACED):
            starts[str(path.relative_to(REPOSITORY))] = size
            size += len(path.read_bytes().splitlines()) + 2
        return cls(starts, size)

    def slices(self) -> Iterator[tuple[str, slice]]:
        """File by file."""
        ends = [*list(self.starts.values())[1:], self.size]
        for (file, start), end in zip(self.starts.items(), ends, strict=True):
            yield file, slice(start, end)


def _recorded(tree: Tree, test_file: str, layout: Layout) -> tuple[Record, float, str]:
    index, marks, lines = tree.aside / "index.json", tree.aside / "marks", tree.aside / "lines"
    index.write_text(json.dumps({str(tree.root / path): start for path, start in layout.starts.items()}))
    marks.write_bytes(bytes(layout.size))
    lines.write_bytes(b"")
    more = {tracing.INDEX: str(index), tracing.MARKS: str(marks)}
    outcome = tree.run({"test_file": test_file, "lines": str(lines)}, _LIMIT, more)
    record = _record(test_file, outcome, lines.read_bytes(), layout)
    failing = sum(not test.passes for test in record.tests)
    trouble = f"  {failing} FAIL WITHOUT A MUTANT, and judge none" if failing else ""
    return record, outcome.seconds, trouble if outcome.told else f"  CANNOT BE RUN: {outcome.said[-300:]}"


def _record(test_file: str, outcome: Outcome, lines: bytes, layout: Layout) -> Record:
    told = outcome.told.get("tests", {}) if outcome.told.get("code") in (0, 1) else {}
    tests = tuple(RecordedTest(node=node, **test) for node, test in told.items())
    marks = np.frombuffer(lines, dtype=np.uint8)[: len(tests) * layout.size].reshape(len(tests), layout.size)
    by_file = {}
    for file, place in layout.slices():
        inside = lines_in_functions(REPOSITORY / file)
        of_file = marks[:, place]
        if of_file[:, inside].any():
            kept = np.zeros_like(of_file)
            kept[:, inside] = of_file[:, inside]
            by_file[file] = np.packbits(kept, axis=0).T.copy()
    files = {file: _hash_of((REPOSITORY / file,)) for file in by_file}
    return Record(test_file, _with_breadth(tests, by_file), files, by_file)


def _with_breadth(
    tests: tuple[RecordedTest, ...], lines: Mapping[str, np.ndarray]
) -> tuple[RecordedTest, ...]:
    several = (np.unpackbits(each, axis=1, count=len(tests)).sum(axis=0) for each in lines.values())
    breadths = sum(several, np.zeros(len(tests), dtype=int)).tolist()
    return tuple(replace(test, breadth=breadth) for test, breadth in zip(tests, breadths, strict=True))


@cache
def lines_in_functions(path: Path) -> list[int]:
    """The lines of a file that do not only run when it is imported: those would say nothing."""
    functions = (
        node
        for node in ast.walk(ast.parse(path.read_bytes()))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return sorted(
        {
            line
            for node in functions
            for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
        }
    )


def _keep(record: Record) -> None:
    told = {
        "key": _key(record.test_file),
        "tests": [asdict(test) for test in record.tests],
        "files": dict(record.files),
    }
    arrays = {f"lines{number}": lines for number, lines in enumerate(record.lines.values())}
    np.savez_compressed(_path(record.test_file), told=np.array(json.dumps(told)), **arrays)


def _kept(test_file: str) -> Record | None:
    """None when it was never made, or when it may be another one by now."""
    path = _path(test_file)
    if not path.exists():
        return None
    with np.load(path) as arrays:
        told = json.loads(str(arrays["told"]))
        if told["key"] != _key(test_file) or not _is_as_it_was(told["files"]):
            return None
        lines = {file: arrays[f"lines{number}"] for number, file in enumerate(told["files"])}
        tests = tuple(RecordedTest(**test) for test in told["tests"])
        return Record(test_file, _with_breadth(tests, lines), told["files"], lines)


def _is_as_it_was(files: Mapping[str, str]) -> bool:
    paths = {REPOSITORY / file: told for file, told in files.items()}
    return all(path.exists() and _hash_of((path,)) == told for path, told in paths.items())


def _path(test_file: str) -> Path:
    return KEPT / f"{test_file.removesuffix('.py').replace('/', '.')}.npz"


def _forget(there: Iterable[Path], needed: set[Path]) -> None:
    for path in there:
        if path not in needed:
            path.unlink()


def _key(test_file: str) -> str:
    """Of what is always run for this file: the file itself, and how its lines are traced."""
    return _hash_of((REPOSITORY / test_file, Path(tracing.__file__)))


@cache
def _hash_of(paths: tuple[Path, ...]) -> str:
    told = hashlib.sha256()
    for path in paths:
        told.update(str(path.relative_to(REPOSITORY)).encode() + path.read_bytes())
    return told.hexdigest()
