"""Strikes one part of a running `eenmaal up` at a time: killed, frozen, wiped, full, broken, put wrong."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import redis

from service.settings import Settings
from service.task_queue import CeleryQueue, JobKind, celery_application
from tests.faults.history import Eye
from tests.faults.machine import Machine

_BEYOND_THE_LEASE = 15.0
_AWAY = 4.0
_HOUR = 3600
_BUSY = "SELECT owner FROM job WHERE state = 'running' AND owner IS NOT NULL AND failures < 2"
"""Nobody is struck over one job three times: it would be set apart, as it should be."""
_OF_THE_MACHINE = ["disk gives errors", "clock an hour ahead", "clock an hour behind"]


@dataclass(kw_only=True)
class Nemesis:
    """Knows the process tree of a supervisor, and how to hurt it."""

    supervisor: int
    settings: Settings
    eye: Eye
    lot: random.Random
    machine: Machine
    hand_in: Callable[[], object]
    """Something to do for the service."""
    is_mounted: bool
    """Whether the folder of files is a small disk of its own."""
    kinds: dict[str, Callable[[], None]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kill, freeze = self._kill, self._freeze
        self.kinds = {
            "kill web": lambda: kill("service.web.server"),
            "kill keeper": lambda: kill("workers.keeper"),
            "kill worker": lambda: kill("--app workers.application"),
            "kill pool process": lambda: self._strike_who_is_busy(signal.SIGKILL),
            "kill reader of a file": self._kill_reader,
            "kill reconciler": lambda: kill("workers.reconciler"),
            "kill broker": lambda: kill("valkey-server"),
            "kill database": lambda: kill("bin/postgres -D"),
            "freeze worker": lambda: freeze("--app workers.application"),
            "freeze pool process": lambda: self._strike_who_is_busy(signal.SIGSTOP),
            "freeze a whole worker": self._freeze_whole_worker,
            "freeze keeper": lambda: freeze("workers.keeper"),
            "freeze reconciler": lambda: freeze("workers.reconciler"),
            "freeze broker": lambda: freeze("valkey-server"),
            "freeze database": self._freeze_database,
            "wipe broker": self._wipe,
            "kill and wipe broker": self._kill_and_wipe,
            "every message three times": self._repeat,
            "disk full": self._fill,
            "disk not mounted": self._unmount,
            "disk gives errors": self._break_disk,
            "clock an hour ahead": lambda: self._jump(_HOUR),
            "clock an hour behind": lambda: self._jump(-_HOUR),
        }
        for kind in self.missing:
            del self.kinds[kind]

    @property
    def missing(self) -> list[str]:
        """Kinds that this machine, or this user, cannot bring about."""
        of_the_machine = [] if self.machine.is_there else _OF_THE_MACHINE
        return [*([] if self.is_mounted else ["disk full"]), *of_the_machine]

    def named(self, word: str) -> list[psutil.Process]:
        """The process of our tree whose command holds `word`; of Celery its main process."""
        found = []
        for process in psutil.Process(self.supervisor).children(recursive=True):
            with suppress(psutil.Error):
                if word in " ".join(process.cmdline()):
                    found.append(process)
        return found[:1]

    def _kill(self, word: str) -> None:
        for process in self.named(word):
            process.send_signal(signal.SIGKILL)

    def _freeze(self, word: str) -> None:
        """Longer than a lease; then it goes on, as if nothing had happened."""
        self._pause(self.named(word))

    def _pause(self, processes: list[psutil.Process], seconds: float = _BEYOND_THE_LEASE) -> None:
        for number, wait in ((signal.SIGSTOP, seconds), (signal.SIGCONT, 0.0)):
            for process in processes:
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(number)
            time.sleep(wait)

    def _busy(self, seconds: float = 3.0) -> psutil.Process | None:
        """A process that does a job at this moment; waits a little for one."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for (owner,) in self.eye.ask(_BUSY):
                with suppress(psutil.NoSuchProcess, ValueError):
                    return psutil.Process(int(str(owner).rpartition(":")[2]))
        return None

    def _strike_who_is_busy(self, number: signal.Signals) -> None:
        process = self._busy()
        if process is not None and number is signal.SIGKILL:
            process.send_signal(number)
        elif process is not None:
            self._pause([process])

    def _kill_reader(self) -> None:
        """The fork in which a file is read, as a machine without memory would."""
        process, until = self._busy(), time.monotonic() + 2
        while process is not None and time.monotonic() < until:
            with suppress(psutil.NoSuchProcess):
                for reader in process.children():
                    reader.send_signal(signal.SIGKILL)
                    return

    def _freeze_database(self) -> None:
        """The server and all its backends: connections stay open, and nothing answers."""
        for server in self.named("bin/postgres -D"):
            self._pause([server, *server.children(recursive=True)])

    def _freeze_whole_worker(self) -> None:
        """Keeper, worker and pool at once while a job is done, as when a machine is moved: others go on."""
        self._busy()
        (keeper,) = self.named("workers.keeper") or (None,)
        if keeper is not None:
            self._pause([keeper, *keeper.children(recursive=True)], 20.0)

    def _wipe(self) -> None:
        with suppress(redis.RedisError):
            self._broker().flushall()

    def _kill_and_wipe(self) -> None:
        self._wipe()
        self._kill("valkey-server")

    def _broker(self) -> redis.Redis:
        path = str(self.settings.broker_url).removeprefix("redis+socket://")
        return redis.Redis(unix_socket_path=path, socket_timeout=2)

    def _repeat(self) -> None:
        """And out of order, also of what is done."""
        queue = CeleryQueue(celery_application(self.settings))
        jobs = self.eye.ask("SELECT id FROM job ORDER BY created_at DESC LIMIT 30")
        for (job,) in self.lot.sample(jobs * 3, len(jobs) * 3):
            queue.send(JobKind.CHECK, job)

    def _fill(self) -> None:
        filler = self.settings.blob_dir / "filler"
        with suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(1 << 16))
        time.sleep(_AWAY)
        filler.unlink()

    def _break_disk(self) -> None:
        self.machine.break_disk()
        time.sleep(_AWAY)
        self.machine.mend()

    def _jump(self, seconds: int) -> None:
        """Leases and pauses are given by the wrong clock; it is put right while an upload is done by it."""
        self.machine.set_clock(seconds)
        until = time.monotonic() + _AWAY
        while time.monotonic() < until:
            self.hand_in()
            if self._busy(0.3) is not None:
                break
        self.machine.mend()

    def _unmount(self) -> None:
        """What a disk leaves behind that fell away: an empty folder."""
        disk = self.settings.blob_dir
        if self.is_mounted:
            subprocess.run(["mount", "--bind", str(_empty(disk)), str(disk)], check=True)
            time.sleep(_AWAY)
            subprocess.run(["umount", "-l", str(disk)], check=True)
        else:
            away = disk.rename(disk.with_name("away"))
            disk.mkdir()
            time.sleep(_AWAY)
            for left in disk.iterdir():
                subprocess.run(["rm", "-rf", str(left)], check=True)
            disk.rmdir()
            away.rename(disk)


def _empty(disk: Path) -> Path:
    empty = disk.with_name("empty")
    empty.mkdir(exist_ok=True)
    for left in empty.iterdir():
        subprocess.run(["rm", "-rf", str(left)], check=True)
    return empty


def mounted(disk: Path, megabytes: int) -> bool:
    """Give the folder a small disk of its own, where this user may."""
    if os.geteuid() != 0:
        return False
    disk.mkdir(parents=True, exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=700", "none", str(disk)]
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


def unmounted(disk: Path) -> None:
    """Take it away again."""
    subprocess.run(["umount", "-l", str(disk)], check=False, capture_output=True)
