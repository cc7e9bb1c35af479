"""Write a release to a folder of its own: its wheel, and the lock of what runs it."""

import subprocess
import sys
from pathlib import Path

from service import __version__
from tests.guards.wheel_starts import REPOSITORY, runtime_lock


def keep_engine(engines: Path) -> Path:
    """The folder, by the version of this release."""
    folder = engines.absolute() / __version__
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "requirements.lock").write_text("\n".join(runtime_lock()) + "\n", encoding="utf-8")
    building = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(building, cwd=REPOSITORY, check=True, capture_output=True)
    return folder


if __name__ == "__main__":
    print(keep_engine(Path(sys.argv[1])))
