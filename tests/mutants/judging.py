"""Which tests can tell a mutant from the code, and what they say of it."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.mutants.places import HOLD_WHOLE, REPOSITORY, TRACED, found
from tests.mutants.recording import Record, RecordedTest, lines_in_functions
from tests.mutants.sites import Mutant
from tests.mutants.trees import Tree

_FIRST_BATCH = 5.0
_TIMES_MORE = 4
_LEAST_SECONDS = 30.0
_TIMES_SLOWER = 5
"""A test that takes so many times what it took without a mutant has hung."""
_STARTING = 120.0
_CLOSER = 50
"""What a test that holds whole values sees of the lines that it runs, as many times as another."""


@dataclass(frozen=True)
class Chosen:
    """Who judges a mutant."""

    tests: Sequence[RecordedTest]
    running: int
    """How many of all tests run its line; what runs at import is run by nobody."""
    left: int
    """How many more could judge it, for which there is no time."""


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant."""

    mutant: Mutant
    killed_by: str
    """The test that failed, or hung; empty when it survived."""
    judges: "Chosen"
    seconds: float
    hung: bool = False


@dataclass(frozen=True)
class Judges:
    """The tests, by what they run."""

    records: Sequence[Record]
    most_seconds: float = 100.0
    """What the tests of one mutant took together when they were recorded; there it ends."""

    def of(self, mutant: Mutant) -> Chosen:
        """The quickest first, as far as the time allows."""
        run = self._who_run({mutant.file: range(mutant.lines[0], mutant.lines[1] + 1)})
        able, seconds = self._able(mutant, run), 0.0
        for number, test in enumerate(able):
            seconds += test.seconds
            if seconds > self.most_seconds:
                return Chosen(able[:number], len(run), len(able) - number)
        return Chosen(able, len(run), 0)

    def _able(self, mutant: Mutant, run: list[RecordedTest]) -> list[RecordedTest]:
        """First who runs its line; then who may know what it gave another test of the same file.

        For what runs at import, and what nobody seems to run, the line says nothing, since everybody
        imports it: then whoever runs a function that names it, in its module or one that imports it;
        after those, whoever runs anything there, and the tests of a file that imports from there itself.
        """
        if run and not mutant.at_import:
            return _in_order(run, self._in_same_files(run))
        near = {file: self._lines_in_functions[file] for file in self._near(mutant.file)}
        naming = {file: self._lines_that_name(file, mutant.called, lines) for file, lines in near.items()}
        return _in_order([*run, *self._who_run(naming)], [*self._who_run(near), *self._who_import(near)])

    def _near(self, file: str) -> set[str]:
        """Itself and who imports it; where no test runs a function of any of them, who imports those too."""
        near, wider = set(), {file}
        while near != wider and not any(record.lines.keys() & wider for record in self.records):
            near, wider = wider, set().union(*(self.importers[each] for each in wider))
        return wider | self.importers[file]

    def _who_run(self, lines: Mapping[str, Iterable[int]]) -> list[RecordedTest]:
        return [
            test
            for record in self.records
            for test in {
                test.node: test for file in lines for test in record.who_runs(file, lines[file])
            }.values()
            if test.passes
        ]

    def _in_same_files(self, tests: Iterable[RecordedTest]) -> list[RecordedTest]:
        files = {_file_of(test) for test in tests}
        return [
            test
            for record in self.records
            if record.test_file in files
            for test in record.tests
            if test.passes
        ]

    def _who_import(self, files: Iterable[str]) -> list[RecordedTest]:
        modules = {file.removesuffix(".py").removesuffix("/__init__") for file in files}
        return [
            test
            for record in self.records
            if not modules.isdisjoint(self._imports_of_tests[record.test_file])
            for test in record.tests
            if test.passes
        ]

    @cached_property
    def _imports_of_tests(self) -> Mapping[str, set[str]]:
        files = [record.test_file for record in self.records]
        return {file: _imported(ast.parse((REPOSITORY / file).read_bytes())) for file in files}

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
    def _lines_in_functions(self) -> Mapping[str, list[int]]:
        paths = {str(path.relative_to(REPOSITORY)): path for path in found(TRACED)}
        return {file: lines_in_functions(path) for file, path in paths.items()}

    def _lines_that_name(self, file: str, called: Sequence[str], lines: Iterable[int]) -> list[int]:
        word = re.compile(rf"\b(?:{'|'.join(called) or '$^'})\b")
        text = (REPOSITORY / file).read_text(encoding="utf-8").splitlines()
        return [line for line in lines if word.search(text[line - 1])]


def judge(tree: Tree, mutant: Mutant, judges: Judges) -> Verdict:
    """Run the tests that run its line, until one of them fails or hangs."""
    source, chosen = (tree.root / mutant.file).read_bytes(), judges.of(mutant)
    limits = [{test.node: _limit(test) for test in batch} for batch in batches(chosen.tests)]
    most = _STARTING + 2 * sum(_limit(test) - _LEAST_SECONDS for test in chosen.tests)
    with tree.changed(mutant.file, mutant.applied(source)):
        outcome = tree.run({"batches": limits}, most)
    killed_by = outcome.told.get("failed", "whatever is run")
    hung = not outcome.in_time or outcome.told.get("hung", False)
    return Verdict(mutant, killed_by, chosen, outcome.seconds, hung)


def batches(tests: Iterable[RecordedTest]) -> Iterator[list[RecordedTest]]:
    """In the same order, each batch with more to do than the one before.

    Most mutants are noticed by the first; pytest begins a batch with reading all its files.
    """
    batch: list[RecordedTest] = []
    most = _FIRST_BATCH
    for test in tests:
        if batch and sum(each.cost for each in (*batch, test)) > most:
            yield batch
            batch, most = [], most * _TIMES_MORE
        batch.append(test)
    if batch:
        yield batch


def _limit(test: RecordedTest) -> float:
    return _LEAST_SECONDS + _TIMES_SLOWER * test.cost


def _in_order(first: Iterable[RecordedTest], then: Iterable[RecordedTest]) -> list[RecordedTest]:
    """Each once, in their own order."""
    ordered = {test.node: test for tests in (first, then) for test in _likeliest_first(tests)}
    return list(ordered.values())


def _likeliest_first(tests: Iterable[RecordedTest]) -> list[RecordedTest]:
    """Who is quick and looks close; of one function with many examples the others come later and later."""
    seen: Counter[str] = Counter()
    ranked = []
    for test in sorted(tests, key=_rank):
        function = test.node.partition("[")[0]
        seen[function] += 1
        ranked.append((_rank(test) * seen[function], test))
    return [test for _, test in sorted(ranked, key=lambda pair: pair[0])]


def _rank(test: RecordedTest) -> float:
    closer = _CLOSER if test.node.startswith(HOLD_WHOLE) else 1
    return test.cost * test.breadth / closer


def _file_of(test: RecordedTest) -> str:
    return test.node.partition("::")[0]


def _imported(tree: ast.Module) -> set[str]:
    """The modules that a module imports, as paths without their ending."""
    names = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names |= {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
        elif isinstance(node, ast.Import):
            names |= {each.name for each in node.names}
    return {name.replace(".", "/") for name in names}
