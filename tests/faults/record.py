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
SORTS = {"faults": "`make faults`", "jobs": "jobs under kill", "hostile": "damaged files by HTTP"}
"""What is recorded, and what it is called on the page."""
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


def _lines() -> list[dict[str, str]]:
    with RECORD.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _kinds_of(line: Mapping[str, str]) -> Counter[str]:
    named = (each.rpartition(" ") for each in line["kinds"].split("; ") if each)
    return Counter({kind: int(count) for kind, _, count in named})


def told() -> str:
    """All runs of each sort together, and of faults all kinds: what stands in docs/fault-runs.md."""
    parts = [
        "| runs of | runs | minutes | faults | jobs | uploads | lost | twice | wrong |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for what, title in SORTS.items():
        added: Counter[str] = Counter()
        of_this = [line for line in _lines() if line["what"] == what]
        for line in of_this:
            added.update({name: int(float(line[name])) for name in _ADDED_UP})
        figures = [f"{added[name]:,}" for name in _ADDED_UP[1:]]
        minutes = str(added["seconds"] // 60)
        parts.append(f"| {' | '.join([title, str(len(of_this)), minutes, *figures])} |")
    kinds: Counter[str] = Counter()
    for line in _lines():
        if line["what"] == "faults":
            kinds += _kinds_of(line)
    every = ", ".join(f"{kind} {count:,}" for kind, count in sorted(kinds.items()))
    return "\n".join(parts) + f"\n\nFaults by kind: {every}.\n"


if __name__ == "__main__":
    print(told())
