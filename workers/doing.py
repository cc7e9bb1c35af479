"""Who does which job at this moment: told over a pipe to the keeper of their leases, line by line."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import UUID

from service.domain.submissions.jobs import JobId

KEEPER = "EENMAAL_KEEPER"
"""The variable by which a worker knows its keeper: the descriptor of the pipe, a colon, and its name."""
_ALL_THAT_WAITS = 1 << 16


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells the keeper what this process does. Without a keeper it tells nobody."""

    pipe: int | None
    keeper: str

    @classmethod
    def of_this_worker(cls) -> "Teller":
        """As the environment says."""
        pipe, _, keeper = os.environ.get(KEEPER, "").partition(":")
        return cls(int(pipe) if pipe else None, keeper or socket.gethostname())

    @property
    def is_kept(self) -> bool:
        """Whether somebody renews the leases of this process."""
        return self.pipe is not None

    @property
    def owner(self) -> str:
        """The name under which this process holds jobs."""
        return owner_name(self.keeper, os.getpid())

    @contextmanager
    def doing(self, job: JobId) -> Iterator[None]:
        """Within the block this process does `job`."""
        self._tell(str(job))
        try:
            yield
        finally:
            self._tell("")

    def _tell(self, what: str) -> None:
        """One write, which the kernel keeps whole."""
        if self.pipe is not None:
            os.write(self.pipe, f"{os.getpid()} {what}\n".encode())


@dataclass(slots=True)
class Listener:
    """What was told, by process."""

    keeper: str
    told: int = 0
    """How often something was told."""
    jobs: dict[int, JobId | None] = field(default_factory=dict)
    """What each process that told something does now."""
    _unfinished: bytes = b""

    def hear(self, pipe: int) -> None:
        """Take in all that was told since; never waits for more. `pipe` does not block."""
        try:
            while said := os.read(pipe, _ALL_THAT_WAITS):
                *lines, self._unfinished = (self._unfinished + said).split(b"\n")
                for line in lines:
                    process, _, job = line.decode().partition(" ")
                    self.jobs[int(process)] = JobId(UUID(job)) if job else None
                self.told += len(lines)
        except BlockingIOError:
            return

    def held(self) -> dict[str, JobId]:
        """The job of every owner that does one."""
        return {owner_name(self.keeper, process): job for process, job in self.jobs.items() if job}

    def take_ended(self, pipe: int) -> dict[str, JobId | None]:
        """The owners that ended since the last time this was asked, and the job that each did then.

        The pipe is heard once more after a process was seen to have ended: then it holds its last words.
        """
        ended = [process for process in self.jobs if not is_alive(process)]
        self.hear(pipe)
        return {owner_name(self.keeper, process): self.jobs.pop(process) for process in ended}


def owner_name(keeper: str, process: int) -> str:
    """One name per process, also when its number is given out again later."""
    return f"{keeper}:{process}"


def is_alive(process: int) -> bool:
    """Whether a process has not ended; one that is not collected yet has."""
    try:
        os.kill(process, 0)
        with open(f"/proc/{process}/stat", encoding="utf-8") as stat:  # noqa: PTH123 - asked every second
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except ProcessLookupError:
        return False
    except FileNotFoundError:
        return not os.path.isdir("/proc/self")  # noqa: PTH112 - a system without /proc: then the signal decides
