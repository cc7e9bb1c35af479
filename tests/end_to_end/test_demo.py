"""eenmaal demo and eenmaal up, as a person on a laptop runs them: everything real, nothing left behind."""

import os
import re
import signal
import subprocess
import sys

import httpx
import psutil
import pytest

from service.command_line.running_service import find_service, free_port
from tests.tools.exports import REPOSITORY
from tests.tools.patience import AS_LONG_AS_IT_TAKES, wait_until

EENMAAL = [sys.executable, "-c", "from service.command_line import main; main()"]


@pytest.fixture
def environment(tmp_path_factory):
    """A home and temporary directory of its own; others may pass through, as the database of root has to."""
    place = tmp_path_factory.mktemp("demo")
    for folder in (place, *place.parents[: len(place.parents) - 2]):
        folder.chmod(folder.stat().st_mode | 0o011)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EENMAAL_", "PYTEST_"))}
    return {**kept, "HOME": str(place), "TMPDIR": str(place)}


def descendants_of(environment):
    """Processes of ours that still run with that temporary directory."""
    found = []
    for process in psutil.process_iter(["pid", "name"]):
        try:
            if process.environ().get("TMPDIR") == environment["TMPDIR"]:
                found.append(process.info)
        except (psutil.AccessDenied, psutil.NoSuchProcess):
            continue
    return found


@pytest.mark.long  # .ci/run has the wheel make this demo as well
def test_the_demo_makes_every_report_and_leaves_nothing_behind(environment):
    port = str(free_port(0))

    done = subprocess.run(
        [*EENMAAL, "demo", "--once", "--port", port],
        cwd=REPOSITORY,
        env=environment,
        capture_output=True,
        text=True,
        timeout=AS_LONG_AS_IT_TAKES,
        check=False,
    )

    assert done.returncode == 0, done.stdout + done.stderr
    assert "35 rapportages uit één aanlevering" in done.stdout
    assert done.stdout.count("sluit\n") == 35
    assert "De telling sluit." in done.stdout
    assert re.search(r"aangeleverd +2000 ", done.stdout)
    assert re.search(r"^ +34 bestanden die niemand apart hoefde te maken$", done.stdout, re.MULTILINE)
    assert "Afgekeurd: er is niets vertaald" in done.stdout
    assert descendants_of(environment) == []


def test_up_is_found_by_other_commands_and_stops_in_order(environment, tmp_path_factory):
    state = tmp_path_factory.mktemp("state")
    state.chmod(0o711)
    environment = {**environment, "EENMAAL_STATE_DIR": str(state), "EENMAAL_PORT": str(free_port(0))}
    process = subprocess.Popen(
        [*EENMAAL, "up"], cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, text=True
    )
    said = []
    while "klaar op" not in (said[-1:] or [""])[0]:
        line = process.stdout.readline()
        assert line, said
        said.append(line)

    service = find_service(state)
    healthy = httpx.get(f"{service.address}/readyz")
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=AS_LONG_AS_IT_TAKES)

    assert healthy.status_code == 200
    assert process.returncode == 0
    assert not (state / "running.json").exists()
    wait_until(lambda: descendants_of(environment) == [])
