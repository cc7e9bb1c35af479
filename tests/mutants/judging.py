"""Which test files can tell a mutant from the code, and what they say of it."""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.mutants.places import REPOSITORY, TRACED, found
from tests.mutants.recording import Record
from tests.mutants.sites import Mutant
from tests.mutants.trees import Tree

_FAILED = re.compile(r"^(?:FAILED|ERROR) ([^\s:]+)", re.MULTILINE)
_FIRST_BATCH = 30.0
_TIMES_MORE = 3
_LEAST_SECONDS = 40.0
_TIMES_SLOWER = 4
"""A run that takes so many times what it took without a mutant has hung."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    killed_by: str
    """The test file that failed, or the first of those that hung; empty when it survived."""
    tried: int
    """How many test files run its line."""
    seconds: float
    hung: bool = False


@dataclass(frozen=True)
class Judges:
    """The test files, by what they run."""

    records: Sequence[Record]

    @cached_property
    def _lines(self) -> dict[tuple[str, str], set[int]]:
        return {
            (record.test_file, file): set(lines)
            for record in self.records
            for file, lines in record.lines.items()
        }

    @cached_property
    def importers(self) -> Mapping[str, set[str]]:
        """File → itself and the files that import from it."""
        sources = {str(path.relative_to(REPOSITORY)): path.read_bytes() for path in found(TRACED)}
        importers = {file: {file} for file in sources}
        for file, source in sources.items():
            for module in _imported(ast.parse(source)):
                for named in (f"{module}.py", f"{module}/__init__.py"):
                    importers.get(named, set()).add(file)
        return importers

    @cached_property
    def _lines_in_functions(self) -> Mapping[str, set[int]]:
        return {
            str(path.relative_to(REPOSITORY)): _lines_in_functions(ast.parse(path.read_bytes()))
            for path in found(TRACED)
        }

    def of(self, mutant: Mutant) -> list[Record]:
        """Who judges a mutant, the quickest first.

        For what runs at import the line says nothing, since everybody imports it: then whoever runs a
        function of its module, or of a module that imports it.
        """
        able = [record for record in self.records if record.passes]
        if not mutant.at_import:
            return [record for record in able if self._runs(record, mutant.file, set(_range(mutant.lines)))]
        near = self.importers[mutant.file]
        return [
            record
            for record in able
            if any(self._runs(record, file, self._lines_in_functions[file]) for file in near)
        ]

    def _runs(self, record: Record, file: str, lines: set[int]) -> bool:
        return not lines.isdisjoint(self._lines.get((record.test_file, file), ()))


def judge(tree: Tree, mutant: Mutant, judges: Judges) -> Verdict:
    """Run the test files that run its line, until one of them fails or hangs."""
    source, seconds = (tree.root / mutant.file).read_bytes(), 0.0
    chosen = judges.of(mutant)
    with tree.changed(mutant.file, mutant.applied(source)):
        for batch in batches(chosen):
            limit = _LEAST_SECONDS + _TIMES_SLOWER * sum(record.seconds for record in batch)
            outcome = tree.run([record.test_file for record in batch], limit)
            seconds += outcome.seconds
            if not outcome.is_passed:
                failed = _FAILED.search(outcome.said)
                killed_by = failed[1] if failed else batch[0].test_file
                return Verdict(mutant, killed_by, len(chosen), seconds, hung=outcome.code is None)
    return Verdict(mutant, "", len(chosen), seconds)


def batches(records: Iterable[Record]) -> Iterator[list[Record]]:
    """In the same order, each batch with more to do than the one before.

    Starting Python once for several files saves most of the time, and a hang in a small batch is soon known.
    """
    batch: list[Record] = []
    most = _FIRST_BATCH
    for record in records:
        if batch and sum(each.seconds for each in (*batch, record)) > most:
            yield batch
            batch, most = [], most * _TIMES_MORE
        batch.append(record)
    if batch:
        yield batch


def _range(lines: tuple[int, int]) -> range:
    return range(lines[0], lines[1] + 1)


def _imported(tree: ast.Module) -> set[str]:
    """The modules that a module imports, as paths without their ending."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
    return {name.replace(".", "/") for name in names}


def _lines_in_functions(tree: ast.Module) -> set[int]:
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return {
        line
        for node in functions
        for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
    }
