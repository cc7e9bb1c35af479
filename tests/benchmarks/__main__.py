"""make bench: whole processes side by side in one run; prints a table and writes docs/performance.md."""

import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

HOUSE = Path(__file__).parents[2]
PAGE = HOUSE / "docs" / "performance.md"
EENMAAL = [sys.executable, "-c", "from service.command_line import main; main()"]
SIZES = ((2_000, 25, 600, 3), (10_000, 40, 3_000, 3), (100_000, 40, 20_000, 1))
"""Prestaties, municipalities, clients, and how often each command is run."""


@dataclass(frozen=True)
class Measured:
    """One command: the median of its wall times, and the most memory any run took."""

    seconds: float
    megabytes: float


def main() -> None:
    lines = [
        _row("prestaties", "municipalities", "reports", "eenmaal", "plain script", "ratio", "eenmaal's peak"),
        _row(*["---"] * 7),
    ]
    for prestaties, municipalities, clients, times in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            lines.append(_compared(Path(folder), prestaties, municipalities, clients, times))
            print(lines[-1], flush=True)
    PAGE.write_text(_page(lines), encoding="utf-8")


def _compared(folder: Path, prestaties: int, municipalities: int, clients: int, times: int) -> str:
    export, asked = folder / "export.xlsx", folder / "asked"
    wishes = {
        "--municipalities": municipalities,
        "--clients": clients,
        "--prestaties": prestaties,
        "--out": export,
    }
    options = [str(part) for pair in wishes.items() for part in pair]
    subprocess.run([*EENMAAL, "sample", "--seed", "1", *options], check=True, cwd=HOUSE, capture_output=True)
    ours, answer = _measured(
        [*EENMAAL, "translate", str(export), "--out", str(folder / "ours"), "--json"], times
    )
    reports = json.loads(answer)["reports"]
    asked.write_text(
        "\n".join(f"{each['municipality']}\t{each['format']}\t{each['file']}" for each in reports)
    )
    script = [sys.executable, "-W", "ignore", "-m", "tests.benchmarks.plain_script", str(export)]
    plain, _ = _measured([*script, str(folder / "plain"), str(asked)], times)
    return _row(
        f"{prestaties:,}",
        municipalities,
        len(reports),
        f"{ours.seconds:.1f} s",
        f"{plain.seconds:.1f} s",
        f"{plain.seconds / ours.seconds:.1f} ×",
        f"{ours.megabytes:.0f} MB",
    )


def _measured(command: list[str], times: int) -> tuple[Measured, bytes]:
    seconds, peak, answer = [], 0.0, b""
    for _ in range(times):
        begin = time.perf_counter()
        with tempfile.TemporaryFile() as output:
            process = subprocess.Popen(command, cwd=HOUSE, stdout=output)
            _, status, usage = os.wait4(process.pid, 0)
            seconds.append(time.perf_counter() - begin)
            if os.waitstatus_to_exitcode(status) != 0:
                raise SystemExit(f"{command} failed")
            peak = max(peak, usage.ru_maxrss / 1024)
            output.seek(0)
            answer = output.read()
    return Measured(median(seconds), peak), answer


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _page(lines: list[str]) -> str:
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    return "\n".join(
        [
            "# Performance",
            "",
            "Written by `make bench`: whole processes from workbook to filled workbooks, side by side",
            f"in one run, wall time (median), on {machine}.",
            "Machines are noisy: read the ratio, not the seconds.",
            "",
            "*eenmaal* is `eenmaal translate` with every check of the export, the balance and the reading",
            "back of each report. *plain script* is `tests/benchmarks/plain_script.py`: pandas reads,",
            "openpyxl fills the same templates. A test holds that both give the same cells. The script",
            "checks nothing, reads nothing back, and loses drop-downs that openpyxl does not know.",
            "",
            *lines,
            "",
        ]
    )


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
