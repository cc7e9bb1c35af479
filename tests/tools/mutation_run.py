"""Run very many mutations, each in a process apart, and write down what was seen."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.tools.apart import largest_process, seconds_apart


def run_mutations(name: str, is_read_exactly: Callable[[int], bool], seeds: Iterable[int]) -> list[str]:
    """Try every seed; what went wrong. The figures go to the folder that EENMAAL_MUTATIONS names."""
    before, read, refused, slowest = seconds_apart(), 0, 0, 0.0
    wrong: list[str] = []
    for seed in seeds:
        start = seconds_apart()
        try:
            if is_read_exactly(seed):
                read += 1
            else:
                refused += 1
        except Exception as fault:  # noqa: BLE001 - whatever it is, the other seeds are tried and it is told
            wrong.append(f"{seed}: {type(fault).__name__} {str(fault)[:200]}")
        slowest = max(slowest, seconds_apart() - start)
    if "EENMAAL_MUTATIONS" in os.environ:
        seen = {"read": read, "refused": refused, "wrong": wrong, "slowest": slowest}
        seen |= {"seconds": seconds_apart() - before, "largest": largest_process()}
        file = Path(os.environ["EENMAAL_MUTATIONS"]) / f"{name}.json"
        file.write_text(json.dumps(seen, indent=1), encoding="utf-8")
    return wrong
