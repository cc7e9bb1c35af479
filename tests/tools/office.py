"""One LibreOffice per process: its start takes a second of processor time, a conversion a tenth."""

import atexit
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import openpyxl

from workers.children import Child, Program

SOFFICE = shutil.which("soffice") or ""
"""Empty where LibreOffice is not installed."""
_PATIENCE = 60.0
_SPINS_AFTER, _PER_FILE = 20.0, 2.0
"""Seconds: of a conversion that takes a tenth of one for each file. It is begun once more, by another."""
_LONGEST = 200.0
_LOOK = 0.05
_START_AGAIN = 81
"""It ends so when it has just made its profile, and asks whoever began it to do so once more."""


def convert(files: Sequence[Path], out: Path, kind: str) -> None:
    """Have LibreOffice open workbooks, calculate them, and save them in the folder `out` as `kind`."""
    try:
        said = _converted(files, out, kind, min(_SPINS_AFTER + _PER_FILE * len(files), _LONGEST))
    except subprocess.TimeoutExpired:
        _stop(*_running())
        _running.cache_clear()  # it was seen to spin with nothing open but its own document
        said = _converted(files, out, kind, _LONGEST)
    ending = kind.partition(":")[0]
    missing = [each.name for each in files if not (out / f"{each.stem}.{ending}").exists()]
    assert not missing, (missing, said)


def _converted(
    files: Sequence[Path], out: Path, kind: str, patience: float
) -> subprocess.CompletedProcess[bytes]:
    _, folder = _running()
    command = [SOFFICE, _profile(folder), "--headless", "--convert-to", kind, "--outdir", str(out)]
    return subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=patience)


@cache
def _running() -> tuple[Child, Path]:
    """A LibreOffice and its folder; it has a document open, or it would end after one conversion.

    Whoever asks for a conversion with the same profile hands it to this one; without it, it does it itself.
    """
    folder = Path(tempfile.mkdtemp(prefix="office-"))
    kept_open = folder / "open.xlsx"
    openpyxl.Workbook().save(kept_open)
    binary = Path(SOFFICE).resolve().with_name("soffice.bin")
    command = [str(binary), _profile(folder), "--headless", "--norestore", "--nologo", str(kept_open)]
    program = Program(name="office", command=command, log=folder / "said.txt")
    child = Child(program)
    while not _has_opened(kept_open, child):
        child = Child(program)
    atexit.register(_stop, child, folder)
    return child, folder


def _has_opened(document: Path, child: Child) -> bool:
    """Waits until the document is open; False when it must be started again."""
    until = time.monotonic() + _PATIENCE
    while not document.with_name(f".~lock.{document.name}#").exists():
        if child.exit_code == _START_AGAIN:
            return False
        assert child.is_running, f"LibreOffice ended with {child.exit_code}"
        assert time.monotonic() < until, "LibreOffice opens nothing"
        time.sleep(_LOOK)
    return True


def _stop(child: Child, folder: Path) -> None:
    child.kill()
    shutil.rmtree(folder, ignore_errors=True)


def _profile(folder: Path) -> str:
    return f"-env:UserInstallation={(folder / 'profile').as_uri()}"
