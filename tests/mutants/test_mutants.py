"""What the mutation tester changes, what it spares, and which of them it chooses."""

import json
import shutil
from pathlib import Path
from textwrap import dedent

import numpy as np
import pytest

from tests.mutants import tracing
from tests.mutants.__main__ import chosen_mutants, every_mutant
from tests.mutants.explained import explained
from tests.mutants.judging import Judges, batches
from tests.mutants.places import REPOSITORY
from tests.mutants.recording import Record, RecordedTest
from tests.mutants.sites import mutants_of
from tests.mutants.trees import Tree


def changes(written, *, in_query=False):
    mutants = mutants_of("a.py", dedent(written).encode(), in_query=in_query)
    return [(mutant.before, mutant.after) for mutant in mutants]


@pytest.mark.parametrize(
    ("written", "becomes"),
    [
        ("x = a < b", [("a < b", "(a <= b)")]),
        ("x = a is None", [("a is None", "(a is not None)")]),
        ("x = a and b", [("a and b", "(a or b)")]),
        ("x = not a", [("not a", "(a)")]),
        ("x = a + b", [("a + b", "(a - b)")]),
        ("x = one & other", [("one & other", "(one | other)")]),
        ("x = 3", [("3", "4"), ("3", "(2)")]),
        ("x = True", [("True", "False")]),
        ("x = 'code'", [("'code'", "'codex'")]),
        ("x = sorted(a)", [("sorted(a)", "(a)")]),
        ("x = [a for a in b if a.c]", [("a.c", "(not (a.c))")]),
        ("if a:\n    b()", [("a", "(not (a))"), ("b()", "pass")]),
        ("a.b = c", [("a.b = c", "pass")]),
        ("a += b", [("a += b", "pass")]),
        ("def f() -> int:\n    return a", [("a", "0")]),
        ("def f() -> bool:\n    return a", [("a", "True"), ("a", "False")]),
        ("def f(*, a: bool = True): ...", [("True", "False")]),
        ("def f():\n    raise ValueError('code')", [("raise ValueError('code')", "pass")]),
    ],
)
def test_code_is_changed_in_one_small_way_at_a_time(written, becomes):
    assert changes(written) == becomes


@pytest.mark.parametrize(
    "written",
    [
        '"""A docstring."""',
        "x: 'int | None'",
        "def f(a: Literal['a'] = ...) -> Literal['b']: ...",
        "__all__ = ['code']",
        "log.info('event', rows=3)",
        "if TYPE_CHECKING:\n    x = 3",
        "@dataclass(frozen=True)\nclass A: ...",
        "x = f'{3}'",
        "x = 'a whole sentence'",
        "assert_never(a == b)",
        "Number = int | None",
        "x = cast('int', a)",
        "x = zip(a, b, strict=True)",
        "x = a.astype(b, copy=False)",
    ],
)
def test_what_does_not_run_or_is_only_said_is_spared(written):
    assert changes(written.replace("int | None", "A | None")) == []


def test_a_part_of_a_query_is_left_out_only_where_queries_are():
    written = "x = select(a).where(b, c).order_by(d).limit(n)"

    assert changes(written) == []
    assert changes(written, in_query=True) == [
        (written.removeprefix("x = "), "(select(a).where(b, c).order_by(d))"),
        ("d", "*()"),
        ("b", "*()"),
        ("c", "*()"),
    ]


def test_a_mutant_is_the_source_with_one_place_changed_and_a_name_without_a_line():
    source = b'class A:\n    def f(self):\n        return "\xc3\xab" * (2 if self.a < 1 else 2)\n'

    by_name = {mutant.name: mutant for mutant in mutants_of("a.py", source)}

    mutant = by_name["a.py:A.f:2 → 3 #2"]
    assert mutant.applied(source) == source.replace(b"else 2", b"else 3")
    assert (mutant.line, mutant.at_import) == (3, False)
    assert "a.py:A.f:self.a < 1 → (self.a <= 1)" in by_name


def test_a_default_belongs_to_its_function_and_is_judged_by_who_runs_that():
    source = b"class A:\n    def f(self, *, counts=True):\n        x = counts\n        return x\n"

    mutant, _ = mutants_of("a.py", source)

    assert mutant.name == "a.py:A.f:True → False"
    assert (mutant.lines, mutant.at_import) == ((3, 4), False)


def test_every_mutant_of_the_service_can_be_read_by_python():
    every = every_mutant()
    sources = {mutant.file: (REPOSITORY / mutant.file).read_bytes() for mutant in every}

    chosen = chosen_mutants(every, 200, seed=1)

    for mutant in chosen:
        compile(mutant.applied(sources[mutant.file]), mutant.file, "exec")
    assert len({mutant.name for mutant in chosen}) == 200
    assert chosen == chosen_mutants(every, 200, seed=1)
    assert len({mutant.operator for mutant in chosen}) == 13


def a_record(test_file, seconds, **lines):
    """Of a test file with one test per so many seconds; `lines` by test, file → lines."""
    tests = tuple(
        RecordedTest(node=f"{test_file}::{name}", seconds=each, shared=0.0, passes=name != "fails", breadth=1)
        for name, each in seconds.items()
    )
    by_file = {}
    for file in {file for of_test in lines.values() for file in of_test}:
        marks = np.zeros((len(tests), 2000), dtype=np.uint8)
        for number, name in enumerate(seconds):
            marks[number, list(lines.get(name, {}).get(file, ()))] = 1
        by_file[file] = np.packbits(marks, axis=0).T
    return Record(test_file, tests, dict.fromkeys(by_file, ""), by_file)


def nodes(judges, mutant):
    chosen = judges.of(mutant)
    return [test.node for test in chosen.tests], chosen.left


A_RULE_FILE = "tests/unit/standard/test_rules.py"
"""Some file of tests that is there: who judges looks at what it imports."""


def test_a_mutant_is_judged_by_who_runs_its_line_the_quickest_first_then_by_their_neighbours():
    mutant = next(each for each in every_mutant() if not each.at_import)
    there = {mutant.file: [mutant.line]}
    record = a_record(
        A_RULE_FILE,
        {"slow": 9.0, "quick": 1.0, "near": 0.5, "fails": 0.1},
        slow=there,
        quick=there,
        near={mutant.file: [1]},
        fails=there,
    )
    elsewhere = a_record("tests/unit/standard/test_pages.py", {"other": 0.1}, other={mutant.file: [1]})

    judged = [f"{A_RULE_FILE}::{name}" for name in ("quick", "slow", "near")]
    assert nodes(Judges([elsewhere, record]), mutant) == (judged, 0)
    assert nodes(Judges([elsewhere, record], most_seconds=5.0), mutant) == (judged[:1], 2)


def test_the_second_example_of_a_test_comes_after_another_test_that_is_nearly_as_quick():
    mutant = next(each for each in every_mutant() if not each.at_import)
    there = {mutant.file: [mutant.line]}
    seconds = {"a[1]": 1.0, "a[2]": 1.0, "b": 1.5}
    record = a_record(A_RULE_FILE, seconds, **dict.fromkeys(seconds, there))

    assert nodes(Judges([record]), mutant)[0] == [f"{A_RULE_FILE}::{name}" for name in ("a[1]", "b", "a[2]")]


@pytest.mark.long
def test_what_runs_at_import_is_judged_by_who_runs_a_function_that_names_it_before_others_near():
    mutant = next(each for each in every_mutant() if each.name.startswith(f"{DAY_NUMBERS}::20_000"))
    source = (REPOSITORY / DAY_NUMBERS).read_text(encoding="utf-8").splitlines()
    naming = next(at for at, line in enumerate(source, 1) if "_FIRST_SERIAL)" in line)
    record = a_record(
        A_RULE_FILE,
        {"names": 2.0, "near": 1.0, "elsewhere": 0.5},
        names={DAY_NUMBERS: [naming]},
        near={DAY_NUMBERS: list(range(naming + 1, naming + 9))},
        elsewhere={"service/domain/proof/tree.py": list(range(100))},
    )

    assert nodes(Judges([record]), mutant)[0] == [f"{A_RULE_FILE}::{name}" for name in ("names", "near")]


DAY_NUMBERS = "service/domain/standard/repairs/day_numbers.py"


def test_tests_run_in_batches_of_which_each_takes_longer_than_the_one_before():
    seconds = [1.0, 2.0, 2.0, 9.0, 9.0, 30.0, 60.0, 90.0]
    tests = [RecordedTest(str(at), each, 0.0, passes=True) for at, each in enumerate(seconds)]

    assert [[each.seconds for each in batch] for batch in batches(tests)] == [
        [1.0, 2.0, 2.0],
        [9.0, 9.0],
        [30.0],
        [60.0, 90.0],
    ]


@pytest.fixture
def tree(tmp_path):
    """A copy that holds one module and tests of it."""
    made = Tree(tmp_path / "r", tmp_path / "t")
    (made.root / "tests").mkdir(parents=True)
    made.aside.mkdir()
    shutil.copytree(Path(__file__).parent, made.root / "tests" / "mutants")
    (made.root / "pyproject.toml").write_text(
        "[tool.pytest.ini_options]\naddopts = '--import-mode=importlib'\nmarkers = ['long']\n",
        encoding="utf-8",
    )
    (made.root / "answer.py").write_text("def answer():\n    return 1\n", encoding="utf-8")
    (made.root / "test_answer.py").write_text(
        "import pytest, time\nfrom answer import answer\n\n"
        "@pytest.fixture(scope='module')\ndef made():\n    return answer()\n\n"
        "def test_nothing():\n    pass\n\n"
        "def test_it(made):\n    time.sleep(60 * (made == 3))\n    assert made == 1\n\n"
        "def test_it_too(made):\n    assert made == 1\n",
        encoding="utf-8",
    )
    yield made
    made.close()


def judged(tree, limit=60.0):
    nodes = [f"test_answer.py::{name}" for name in ("test_nothing", "test_it")]
    return tree.run({"batches": [dict.fromkeys(nodes, limit)]}, 60).told


@pytest.mark.long
def test_a_change_of_the_same_length_in_the_same_second_is_seen_and_taken_back(tree):
    before = judged(tree)
    with tree.changed("answer.py", b"def answer():\n    return 2\n"):
        changed = judged(tree)
    after = judged(tree)

    assert before == after == {"failed": "", "hung": False}
    assert changed == {"failed": "test_answer.py::test_it", "hung": False}


@pytest.mark.long
def test_a_change_that_cannot_be_imported_is_noticed(tree):
    with tree.changed("answer.py", b"def answer():\n    retur 1\n"):
        assert judged(tree) == {"failed": "test_answer.py", "hung": False}


@pytest.mark.long
def test_a_test_that_hangs_is_ended(tree):
    with tree.changed("answer.py", b"def answer():\n    return 3\n"):
        assert judged(tree, limit=1.0) == {"failed": "test_answer.py::test_it", "hung": True}


@pytest.mark.long
def test_what_is_made_for_several_tests_counts_for_each_and_for_no_other(tree):
    (tree.aside / "marks").write_bytes(bytes(3))
    (tree.aside / "index").write_text(json.dumps({str(tree.root / "answer.py"): 0}), encoding="utf-8")
    named = {tracing.INDEX: str(tree.aside / "index"), tracing.MARKS: str(tree.aside / "marks")}

    told = tree.run({"test_file": "test_answer.py", "lines": str(tree.aside / "lines")}, 60, named).told

    assert [each.partition("::")[2] for each in told["tests"]] == ["test_nothing", "test_it", "test_it_too"]
    assert all(each["passes"] for each in told["tests"].values())
    assert (tree.aside / "lines").read_bytes() == bytes([0, 0, 0, 0, 1, 1, 0, 1, 1])


def test_an_explanation_needs_a_reason(tmp_path):
    path = tmp_path / "explained.txt"
    path.write_text("# why\na.py:f:1 → 2\n  It only says how\n  much is done at once.\n", encoding="utf-8")

    assert explained(path) == {"a.py:f:1 → 2": "It only says how much is done at once."}

    path.write_text("a.py:f:1 → 2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"has no reason for: a\.py:f:1 → 2"):
        explained(path)


def test_every_explained_mutant_is_one_that_can_be_made():
    assert set(explained()) <= {mutant.name for mutant in every_mutant()}
