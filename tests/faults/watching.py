"""How the tests of faults look at processes."""

from pathlib import Path

HOUSE = Path(__file__).parents[2]
"""The root of this repository."""


def children_of(parent: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
