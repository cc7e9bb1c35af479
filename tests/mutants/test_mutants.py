"""What the mutation tester changes, what it spares, and which of them it chooses."""

from textwrap import dedent

import pytest

from tests.mutants.__main__ import chosen_mutants, every_mutant
from tests.mutants.explained import explained
from tests.mutants.judging import Judges, batches
from tests.mutants.places import REPOSITORY
from tests.mutants.recording import Record
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


def test_a_mutant_is_judged_by_who_runs_its_line_the_quickest_first():
    mutant = next(each for each in every_mutant() if not each.at_import)
    there = {mutant.file: [mutant.line]}
    quick, slow = Record("q.py", 1.0, True, "", there), Record("s.py", 9.0, True, "", there)
    failing = Record("f.py", 2.0, False, "", there)
    elsewhere = Record("e.py", 0.5, True, "", {mutant.file: [1]})

    assert Judges([elsewhere, quick, failing, slow]).of(mutant) == [quick, slow]


@pytest.mark.long
def test_what_runs_at_import_is_judged_by_who_runs_a_function_of_a_module_that_imports_it():
    importers = Judges([]).importers
    mutant = next(each for each in every_mutant() if each.at_import and len(importers[each.file]) > 3)
    importer = max(
        importers[mutant.file] - {mutant.file}, key=lambda file: (REPOSITORY / file).stat().st_size
    )
    imports = Record("i.py", 1.0, True, "", {mutant.file: [1, mutant.line]})
    runs = Record("r.py", 2.0, True, "", {importer: list(range(400))})

    assert Judges([imports, runs]).of(mutant) == [runs]


def test_test_files_run_in_batches_of_which_each_takes_longer_than_the_one_before():
    seconds = [5.0, 10.0, 14.0, 20.0, 60.0, 100.0, 200.0]
    records = [Record(f"{number}.py", each, True, "", {}) for number, each in enumerate(seconds)]

    assert [[each.seconds for each in batch] for batch in batches(records)] == [
        [5.0, 10.0, 14.0],
        [20.0, 60.0],
        [100.0],
        [200.0],
    ]


@pytest.fixture
def tree(tmp_path):
    """A copy that holds one module and one test of it."""
    made = Tree(tmp_path / "r", tmp_path / "t")
    made.root.mkdir()
    made.aside.mkdir()
    (made.root / "answer.py").write_text("ANSWER = 1\n", encoding="utf-8")
    (made.root / "test_answer.py").write_text(
        "import time\nimport answer\n\ndef test_it():\n    time.sleep(60 * (answer.ANSWER == 3))\n"
        "    assert answer.ANSWER == 1\n",
        encoding="utf-8",
    )
    return made


def test_a_change_of_the_same_length_in_the_same_second_is_seen_and_taken_back(tree):
    before = tree.run(["test_answer.py"], 60)
    with tree.changed("answer.py", b"ANSWER = 2\n"):
        changed = tree.run(["test_answer.py"], 60)
    after = tree.run(["test_answer.py"], 60)

    assert (before.code, changed.code, after.code) == (0, 1, 0)
    assert "FAILED test_answer.py" in changed.said


@pytest.mark.long
def test_a_run_that_hangs_is_ended(tree):
    with tree.changed("answer.py", b"ANSWER = 3\n"):
        outcome = tree.run(["test_answer.py"], 6)

    assert outcome.code is None
    assert outcome.seconds < 50


def test_an_explanation_needs_a_reason(tmp_path):
    path = tmp_path / "explained.txt"
    path.write_text("# why\na.py:f:1 → 2\n  It only says how\n  much is done at once.\n", encoding="utf-8")

    assert explained(path) == {"a.py:f:1 → 2": "It only says how much is done at once."}

    path.write_text("a.py:f:1 → 2\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"has no reason for: a\.py:f:1 → 2"):
        explained(path)


def test_every_explained_mutant_is_one_that_can_be_made():
    assert set(explained()) <= {mutant.name for mutant in every_mutant()}
