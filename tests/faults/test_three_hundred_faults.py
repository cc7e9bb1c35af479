"""Three hundred faults on a service that is up: nothing is lost, twice there or wrong."""

import json
import subprocess
import sys

from tests.faults.watching import HOUSE


def test_three_hundred_faults_lose_nothing_and_double_nothing():
    command = [sys.executable, "-m", "tests.faults", "--most", "300", "--seconds", "240", "--showers", "4"]

    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)

    outcome = json.loads(done.stdout.splitlines()[-1])
    assert (outcome["lost"], outcome["twice"], outcome["wrong"]) == (0, 0, 0), done.stdout[-3000:]
    assert outcome["injected"] >= 300
    assert outcome["recovery_max_s"] <= 60
    assert outcome["reached"]["not free"] > 0
