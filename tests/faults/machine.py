"""What only a machine does to its processes: a clock that jumps, a disk that gives errors.

A small library of ours is loaded before everything else; it is compiled for the run. Where there is no
compiler of C these kinds of faults are left out, and the last line of a run says so (decision 144).
"""

import shutil
import struct
import subprocess
from dataclasses import dataclass
from pathlib import Path

_SOURCE = Path(__file__).with_name("struck_machine.c")
_READABLE = 0o755


@dataclass
class Machine:
    """Below `folder`, which every user of the service can reach; `disk` is the one that can fail."""

    folder: Path
    disk: Path
    is_there: bool = False
    """Whether this machine can be struck so."""

    def __post_init__(self) -> None:
        self.folder.mkdir()
        self.folder.chmod(_READABLE)
        self._give_orders()
        compiler = shutil.which("cc")
        if compiler is not None:
            command = [compiler, "-shared", "-fPIC", "-O2", "-o", str(self._library), str(_SOURCE)]
            self.is_there = subprocess.run(command, check=False).returncode == 0

    def environment(self) -> dict[str, str]:
        """What the processes of the service have to be started with."""
        if not self.is_there:
            return {}
        return {
            "LD_PRELOAD": str(self._library),
            "EENMAAL_STRUCK_ORDERS": str(self._orders),
            "EENMAAL_STRUCK_DISK": str(self.disk),
        }

    def set_clock(self, seconds: int) -> None:
        """Every process is so many seconds ahead at once."""
        self._give_orders(seconds=seconds)

    def break_disk(self) -> None:
        """Nothing on the disk can be read, written or flushed any more: EIO."""
        self._give_orders(errors=1)

    def mend(self) -> None:
        """Clock and disk are as they were."""
        self._give_orders()

    @property
    def _library(self) -> Path:
        return self.folder / "struck_machine.so"

    @property
    def _orders(self) -> Path:
        return self.folder / "orders"

    def _give_orders(self, *, seconds: int = 0, errors: int = 0) -> None:
        """In place: all have this file mapped."""
        with self._orders.open("r+b" if self._orders.exists() else "wb") as file:
            file.write(struct.pack("qq", seconds, errors))
