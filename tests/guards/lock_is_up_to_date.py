"""The lock file holds everything that pyproject.toml asks, pinned, with hashes and without any address."""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[2]
_PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(?P<version>[^ ;\\]+)", re.MULTILINE)


def faults() -> list[str]:
    """What is wrong with requirements.lock; empty when it is in order."""
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    pins = {canonicalize_name(match["name"]): match["version"] for match in _PIN.finditer(lock)}
    blocks = re.split(r"\n(?=\S)", lock.strip())
    return [
        *(
            fault
            for asked in _asked()
            if (fault := _fault_of(asked, pins.get(canonicalize_name(asked.name))))
        ),
        *(f"{block.split()[0]}: no hash" for block in blocks if "--hash=sha256:" not in block),
        *(
            f"line {number} holds an address"
            for number, line in enumerate(lock.splitlines(), 1)
            if "://" in line
        ),
    ]


def _fault_of(asked: Requirement, locked: str | None) -> str:
    if locked is None:
        return f"{asked.name}: not locked"
    return "" if asked.specifier.contains(locked, prereleases=True) else f"{asked}: locked at {locked}"


def _asked() -> list[Requirement]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [
        Requirement(each) for each in (*project["dependencies"], *project["optional-dependencies"]["dev"])
    ]


if __name__ == "__main__":
    for fault in faults():
        print(fault)
    sys.exit(1 if faults() else 0)
