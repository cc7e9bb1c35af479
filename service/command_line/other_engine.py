"""The engine of another release, in a venv of its own: installed once by its lock, and asked to replay."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from service.command_line.installation import settings

_VERSION = re.compile(r"\d+(\.\d+)*([a-z]+\d+)?")
_LOCK, _VENV = "requirements.lock", "venv"
_SECONDS = 1_800
"""For installing, on a slow machine."""


def replay_by(version: str, engines: Path | None, arguments: Sequence[str]) -> int:
    """The exit code of `eenmaal replay` of that release, which prints what it finds itself.

    `engines`: the folder with a folder for each release; without it that of this installation.
    """
    if not _VERSION.fullmatch(version):
        raise click.BadParameter("een versie is zoiets als 0.1.0.", param_hint="--engine")
    folder = (engines or settings().state_dir / "engines") / version
    program = _installed(folder, version)
    command = [program, "replay", *arguments]
    return subprocess.run(command, env=_environment(), check=False).returncode  # noqa: S603 - the operator's own release


def _installed(folder: Path, version: str) -> str:
    """Its command; a venv that was broken off is never taken for a whole one."""
    wheels = sorted(folder.glob(f"eenmaal-{version}-*.whl"))
    if len(wheels) != 1 or not (folder / _LOCK).is_file():
        raise click.BadParameter(
            f"zet in {folder} de wheel van versie {version} en haar {_LOCK} (make engine maakt beide).",
            param_hint="--engine",
        )
    venv = folder / _VENV
    if not venv.is_dir():
        click.echo(f"Versie {version} wordt één keer geïnstalleerd in {venv}…", err=True)
        _install(folder, wheels[0], venv)
    return str(venv / "bin" / "eenmaal")


def _install(folder: Path, wheel: Path, venv: Path) -> None:
    """With exactly what its lock names, by its hashes. A venv cannot move, so that only its name waits."""
    unfinished = Path(tempfile.mkdtemp(prefix="venv-", dir=folder))
    pip = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")
    steps = (
        (sys.executable, "-m", "venv", str(unfinished)),
        (_python(unfinished), *pip, "--require-hashes", "--only-binary", ":all:", "-r", str(folder / _LOCK)),
        (_python(unfinished), *pip, "--no-deps", "--no-index", str(wheel)),
    )
    try:
        for step in steps:
            subprocess.run(step, check=True, timeout=_SECONDS)  # noqa: S603 - what the operator put there
    except (subprocess.SubprocessError, OSError) as error:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise click.ClickException(f"{wheel.name} is niet te installeren: {error}") from error
    venv.symlink_to(unfinished.name)


def _python(venv: Path) -> str:
    return str(venv / "bin" / "python")


def _environment() -> Mapping[str, str]:
    """Ours, without what would lead that release to the code of this one."""
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
