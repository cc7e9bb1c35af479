"""What runs of the harness came to: docs/fault-runs.csv. `python -m tests.faults.record` adds them up."""

import csv
import os
import subprocess
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

HOUSE = Path(__file__).parents[2]
RECORD = HOUSE / "docs" / "fault-runs.csv"
COLUMNS = (
    *("begun", "what", "commit", "seed", "seconds", "load", "injected", "jobs", "uploads"),
    *("lost", "twice", "wrong", "recovery_p50_s", "recovery_max_s", "kinds"),
)
_ADDED_UP = ("seconds", "injected", "jobs", "uploads", "lost", "twice", "wrong")


def write_down(what: str, seed: int, outcome: Mapping[str, object]) -> None:
    """One more line: what was done on which code, how busy the machine was, and what came of it."""
    kinds = outcome["kinds"]
    assert isinstance(kinds, Mapping)
    line = {name: outcome.get(name, 0) for name in COLUMNS} | {
        "begun": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
        "what": what,
        "commit": _commit(),
        "seed": seed,
        "load": round(os.getloadavg()[2], 1),
        "kinds": "; ".join(f"{kind} {count}" for kind, count in sorted(kinds.items())),
    }
    is_new = not RECORD.exists()
    with RECORD.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        if is_new:
            writer.writeheader()
        writer.writerow(line)


def _commit() -> str:
    asked = ["git", "rev-parse", "--short", "HEAD"]
    return subprocess.run(asked, cwd=HOUSE, check=True, capture_output=True, text=True).stdout.strip()


def totals(what: str) -> Counter[str]:
    """All runs of one sort together."""
    added: Counter[str] = Counter()
    with RECORD.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            if line["what"] == what:
                added.update({name: int(float(line[name])) for name in _ADDED_UP}, runs=1)
    return added


if __name__ == "__main__":
    for each in ("faults", "jobs"):
        print(each, dict(totals(each)))
