"""Take one safeguard away at a time: the tests that hold it turn red, or they prove nothing."""

import os
import subprocess
import sys

import pytest

from tests.faults.defects import DEFECTS
from tests.faults.watching import HOUSE

SOME_FAILED = 1


@pytest.mark.long
@pytest.mark.parametrize("name", DEFECTS)
def test_without_this_safeguard_a_test_turns_red(name, tmp_path):
    command = [
        *(sys.executable, "-m", "pytest", "-x", "-q", "-p", "tests.faults.defects"),
        *("--basetemp", str(tmp_path / "tests"), *DEFECTS[name].noticed_by),
    ]

    done = subprocess.run(
        command,
        cwd=HOUSE,
        env={**os.environ, "EENMAAL_DEFECT": name, "PYTHONPATH": str(HOUSE)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == SOME_FAILED, done.stdout[-2000:] + done.stderr[-2000:]
    assert "failed" in done.stdout or "FAILED" in done.stdout


def test_there_are_as_many_defects_as_were_promised():
    assert len(DEFECTS) >= 30
