"""The wheel starts where nothing else is: built, installed with what it asks for and no more, and tried.

It is built by the locked hatchling. What runs it comes out of requirements.lock with its hashes, without
the tools of its makers, so a package that nobody declares is missing here as it is at a user's.
"""

import itertools
import os
import pwd
import re
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[2]
_PYTHONS = ("3.11", "3.12", "3.13")
_ORDINARY_USER = "nobody"
_SECONDS = 600
_TRIED = (
    "demo --once",
    "sample --municipalities 342 --out export.xlsx",
    "translate export.xlsx --out reports",
)


def runtime_lock() -> list[str]:
    """The blocks of requirements.lock that the wheel may need to run, on any Python, with their hashes."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [Requirement(each) for each in project["dependencies"]]
    seen: set[str] = set()
    needed: set[str] = set()
    while waiting:
        asked = waiting.pop()
        if str(asked) not in seen:
            seen.add(str(asked))
            needed.add(canonicalize_name(asked.name))
            waiting += _asked_by(asked)
    lock = (REPOSITORY / "requirements.lock").read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=\S)", lock.strip())
    return [block for block in blocks if canonicalize_name(re.split(r"[\[=]", block)[0]) in needed]


def _asked_by(requirement: Requirement) -> Iterator[Requirement]:
    try:
        requires = distribution(requirement.name).requires or ()
    except PackageNotFoundError:
        return  # of another Python; pip refuses what is asked and not in the lock it gets
    environments = [
        {**default_environment(), "extra": extra, "python_version": one, "python_full_version": f"{one}.0"}
        for extra, one in itertools.product(("", *requirement.extras), _PYTHONS)
    ]
    for each in requires:
        asked = Requirement(each)
        if asked.marker is None or any(asked.marker.evaluate(one) for one in environments):
            yield asked


def main() -> None:
    """Build, install and try the wheel; a step that fails is a CalledProcessError."""
    with tempfile.TemporaryDirectory(prefix="eenmaal-wheel-") as name:
        room = Path(name)
        room.chmod(0o755)  # an ordinary user has to get in
        users = _users()
        eenmaal = _installed(room, _python_for(users), _built(room))
        for user in users:
            home = room / user.pw_name
            home.mkdir()
            os.chown(home, user.pw_uid, user.pw_gid)
            for line in _TRIED:
                print(f"{user.pw_name}: eenmaal {line}", flush=True)
                _run([eenmaal, *line.split()], user, home)


def _users() -> list[pwd.struct_passwd]:
    """Who runs this, and an ordinary user as well when that is root."""
    names = [_ORDINARY_USER] if os.geteuid() == 0 else []
    return [pwd.getpwuid(os.geteuid()), *(pwd.getpwnam(name) for name in names)]


def _python_for(users: list[pwd.struct_passwd]) -> str:
    """A Python that every one of them may run: root's own can stand where nobody else gets in."""
    others = (f"{folder}/python{version}" for version in _PYTHONS for folder in os.get_exec_path())
    for python in (os.path.realpath(sys.executable), *others):
        try:
            for user in users:
                _run([python, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"], user)
        except (OSError, subprocess.CalledProcessError):
            continue
        return python
    sys.exit("There is no Python of 3.11 or newer that an ordinary user may run too.")


def _built(room: Path) -> Path:
    _run([sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", room / "dist"])
    (wheel,) = (room / "dist").glob("*.whl")
    return wheel


def _installed(room: Path, python: str, wheel: Path) -> Path:
    """The eenmaal command in a venv that holds the wheel, what it asks for, and nothing else."""
    lock = room / "runtime.lock"
    lock.write_text("\n".join(runtime_lock()), encoding="utf-8")
    _run([python, "-m", "venv", "--without-pip", room / "venv"])
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", room / "venv/bin/python"]
    _run([*pip, "install", "--quiet", "--require-hashes", "--only-binary", ":all:", "-r", lock])
    _run([*pip, "install", "--quiet", "--no-deps", "--no-index", wheel])
    _run([*pip, "check"])
    return room / "venv/bin/eenmaal"


def _run(command: list[str | Path], user: pwd.struct_passwd | None = None, home: Path | None = None) -> None:
    """Run as `user` with nothing of this environment, in the folder that is HOME too; or as we are."""
    if user is None:
        subprocess.run(command, check=True, timeout=_SECONDS, cwd=REPOSITORY)
        return
    ids = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    environment = {"PATH": os.defpath, "HOME": str(home or "/"), "LANG": "C.UTF-8"}
    subprocess.run(command, check=True, timeout=_SECONDS, cwd=home or "/", env=environment, **ids)


if __name__ == "__main__":
    try:
        main()
    except subprocess.CalledProcessError as failure:
        sys.exit(
            f"The wheel does not start: {' '.join(map(str, failure.cmd))} ended with {failure.returncode}."
        )
