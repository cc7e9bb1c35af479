"""Run very many mutations, each in a separate process, and write down what was seen."""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from tests.tools.separate_process import largest_process, seconds_apart

_WRITTEN_EVERY = 100


def run_mutations(name: str, is_read_exactly: Callable[[int], bool], seeds: Iterable[int]) -> list[str]:
    """Try every seed; what went wrong. The figures so far go to the folder that EENMAAL_MUTATIONS names."""
    before, read, refused, slowest = seconds_apart(), 0, 0, 0.0
    wrong: list[str] = []
    for count, seed in enumerate(seeds, start=1):
        start = seconds_apart()
        try:
            if is_read_exactly(seed):
                read += 1
            else:
                refused += 1
        except Exception as fault:  # noqa: BLE001 - whatever it is, the other seeds are tried and it is told
            wrong.append(f"{seed}: {type(fault).__name__} {str(fault)[:200]}")
        slowest = max(slowest, seconds_apart() - start)
        if count % _WRITTEN_EVERY == 0:
            seen = {"read": read, "refused": refused, "wrong": wrong, "slowest": slowest}
            _write(name, seen | {"seconds": seconds_apart() - before, "largest": largest_process()})
    return wrong


def _write(name: str, seen: dict[str, object]) -> None:
    if "EENMAAL_MUTATIONS" in os.environ:
        file = Path(os.environ["EENMAAL_MUTATIONS"]) / f"{name}.json"
        file.write_text(json.dumps(seen, indent=1), encoding="utf-8")
