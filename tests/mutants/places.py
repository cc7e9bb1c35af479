"""Where the code that is mutated stands, the tests that judge it, and what is kept: change paths here."""

from pathlib import Path

REPOSITORY = Path(__file__).parents[2]

MUTATED = (
    "service/domain/**/*.py",
    "service/pipeline/**/*.py",
    "service/storage/**/*.py",
    "service/use_cases/submissions/*.py",
)
"""Patterns below the repository; one that finds nothing is no fault, for code moves."""

NOT_MUTATED = ("service/storage/migrations/**/*.py",)
"""SQL that ran once."""

SQL = "service/storage/"
"""Below this a call of `where` or `order_by` makes a query."""

JUDGES = (
    "tests/unit/**/test_*.py",
    "tests/golden/**/test_*.py",
    "tests/property/**/test_*.py",
    "tests/guards/**/test_*.py",
    "tests/hostile/**/test_*.py",
    "tests/integration/**/test_*.py",
)

HOLD_WHOLE = "tests/golden/"
"""Tests below this compare everything that was made, and not only what they are about."""

IMPORTED_BY = ("tests/unit/web", "tests/unit/files/test_every_writer.py", "tests/integration/test_jobs.py")
"""Tests that together import nearly all that is not ours and any test needs."""

TRACED = ("service/**/*.py", "workers/*.py", "tests/tools/*.py", "tests/*.py", "tests/property/formats/*.py")
"""Of these the lines are recorded: more than is mutated, so that another choice needs no new record; and of
what tests have in common, so that a record is made anew when that changes."""

KEPT = REPOSITORY / "var" / "mutants"
"""The record of which test runs which line; git does not look at it."""

EXPLAINED = Path(__file__).with_name("explained.txt")


def found(patterns: tuple[str, ...], root: Path = REPOSITORY) -> list[Path]:
    """The files of these patterns below `root`, in order."""
    return sorted({path for pattern in patterns for path in root.glob(pattern)})


def mutated_files() -> list[Path]:
    """The files in which mutants are made."""
    spared = set(found(NOT_MUTATED))
    return [path for path in found(MUTATED) if path not in spared]
