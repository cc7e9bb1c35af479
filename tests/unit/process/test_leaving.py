"""The end of a command: everything is said, and nothing is taken apart for it."""

import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]


def left(end: str, stdout: int | None = subprocess.PIPE) -> subprocess.CompletedProcess[str]:
    """What a process that says something without ending its line leaves behind."""
    work = (
        "import atexit, sys; from service.process.leaving import leave; atexit.register(print, ' and more');"
        f"print('said', end=''); print('told', end='', file=sys.stderr); leave(SystemExit({end}))"
    )
    return subprocess.run(
        [sys.executable, "-c", work],
        cwd=REPOSITORY,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("code", [0, 1, 3])
def test_all_that_was_said_is_there_and_the_code_is_that_of_the_command(code):
    done = left(str(code))

    assert (done.stdout, done.stderr, done.returncode) == ("said", "told", code)


@pytest.mark.parametrize(("end", "code"), [("", 0), ("'what went wrong'", 1)])
def test_an_end_that_python_itself_has_to_tell_is_the_usual_one(end, code):
    done = left(end)

    assert (done.stdout, done.returncode) == ("said and more\n", code)
    assert done.stderr == "told" + ("what went wrong\n" if code else "")


def test_what_cannot_be_written_any_more_is_no_good_end():
    with Path("/dev/full").open("w") as full:
        done = left("0", full.fileno())

    assert done.returncode != 0
    assert "No space left on device" in done.stderr
