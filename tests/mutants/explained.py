"""Survivors that are no gap in the tests, by name, each with its reason."""

from pathlib import Path

from tests.mutants.places import EXPLAINED


def explained(path: Path = EXPLAINED) -> dict[str, str]:
    """Name → reason. Raises ValueError for a name without a reason."""
    reasons: dict[str, str] = {}
    name = ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("  ") and name:
            reasons[name] = f"{reasons[name]} {line.strip()}".strip()
        elif line and not line.startswith("#"):
            name = line
            reasons[name] = ""
    bare = [name for name, reason in reasons.items() if not reason]
    if bare:
        raise ValueError(f"{path.name} has no reason for: {bare[0]}")
    return reasons
