"""The list of what runs in a version holds every package of the lock that runs, with its hashes."""

import json
import subprocess
import sys

import pytest

from tests.guards.wheel_starts import REPOSITORY, runtime_lock


@pytest.mark.long
def test_the_bill_of_materials_names_everything_that_runs_with_its_version_and_hash():
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", "-", "--pyproject", "pyproject.toml"]
    listed = subprocess.run(
        command, cwd=REPOSITORY, input="\n".join(runtime_lock()), capture_output=True, text=True, check=True
    )

    bill = json.loads(listed.stdout)

    pinned = {block.split()[0].partition("[")[0].partition("==")[0] for block in runtime_lock()}
    assert bill["metadata"]["component"]["name"] == "eenmaal"
    assert {each["name"] for each in bill["components"]} == pinned
    assert all(each["version"] and "sha256" in each["description"] for each in bill["components"])


def test_make_lists_what_runs():
    assert "cyclonedx-py requirements -" in (REPOSITORY / "Makefile").read_text(encoding="utf-8")
