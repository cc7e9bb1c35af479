"""Run a command by itself and tell what it cost."""

import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).parents[2]
EENMAAL = [sys.executable, "-c", "from service.command_line import main; main()"]


@dataclass(frozen=True)
class Measured:
    """What one process took: processor seconds (user and system), and the most memory."""

    seconds: float
    megabytes: float
    output: bytes


def measured(command: list[object]) -> Measured:
    """Run it once, from the house; a failure ends the measurement."""
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen([str(part) for part in command], cwd=HOUSE, stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            raise SystemExit(f"{command} failed")
        output.seek(0)
        seconds = usage.ru_utime + usage.ru_stime
        return Measured(seconds, usage.ru_maxrss / 1024, output.read())


def part(module: str, *arguments: object) -> list[object]:
    """The command that runs one module of the benchmarks."""
    return [sys.executable, "-W", "ignore", "-m", f"tests.benchmarks.{module}", *arguments]


def sample(target: Path, prestaties: int, municipalities: int) -> Path:
    """An invented export of that size."""
    options = {
        "--municipalities": municipalities,
        "--clients": max(prestaties // 5, 1),
        "--prestaties": prestaties,
        "--out": target,
    }
    arguments = [str(each) for pair in options.items() for each in pair]
    subprocess.run(
        [*EENMAAL, "sample", "--seed", "1", *arguments], check=True, cwd=HOUSE, capture_output=True
    )
    return target
