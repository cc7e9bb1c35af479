"""How the tests of faults look at processes, and wait for what they do."""

import time
from collections.abc import Callable
from pathlib import Path

HOUSE = Path(__file__).parents[2]
"""The root of this repository."""


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(1200):
        if is_so():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen within a minute")


def children_of(parent: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
