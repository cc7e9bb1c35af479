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
    return [
        *(f"{name}: not locked" for name in _asked() if canonicalize_name(name.name) not in pins),
        *(
            f"{name}: locked at {pins[canonicalize_name(name.name)]}"
            for name in _asked()
            if canonicalize_name(name.name) in pins
            and not name.specifier.contains(pins[canonicalize_name(name.name)], prereleases=True)
        ),
        *(f"{block[:40]!r}: no hash" for block in re.split(r"\n(?=\S)", lock.strip()) if "--hash=sha256:" not in block),
        *(f"line {number}: holds an address" for number, line in enumerate(lock.splitlines(), 1) if "://" in line),
    ]


def _asked() -> list[Requirement]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(each) for each in (*project["dependencies"], *project["optional-dependencies"]["dev"])]


if __name__ == "__main__":
    for fault in faults():
        print(fault)
    sys.exit(1 if faults() else 0)
