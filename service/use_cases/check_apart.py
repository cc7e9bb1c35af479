"""Check uploads in a process apart, so that a file that crashes or chokes a reader costs no worker."""

import faulthandler
import os
import pickle
import resource
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import NoReturn

from service.domain.findings import Finding, FindingKind, Severity, Verdict
from service.domain.jobs import Subject
from service.use_cases.engine import CheckedUpload, Engine, MadeReport, Settled

UNREADABLE = FindingKind(
    "file-cannot-be-read-safely",
    Severity.BLOCKS,
    "Dit bestand is te groot of te ongewoon om veilig te lezen. Sla het opnieuw op als gewone .xlsx, "
    "zonder lege rijen en kolommen buiten de gegevens, en lever het opnieuw aan.",
    "This file is too large or too unusual to be read safely. Save it again as a plain .xlsx, "
    "without empty rows and columns outside the data, and hand it in again.",
)

_Answer = CheckedUpload | Exception


@dataclass(frozen=True, slots=True)
class CheckApart:
    """An engine whose checks run in a fork with limits; what it translates it read itself before."""

    engine: Engine
    memory: int
    """Bytes that a check may take beyond what the worker has already."""
    seconds: int
    """Seconds of processor time that a check may take."""

    def check(self, content: bytes, filename: str) -> CheckedUpload:
        """See Engine. A check that dies of its upload, or of its limits, is a finding about the file."""
        ours, theirs = Pipe(duplex=False)
        child = os.fork()
        if child == 0:
            self._answer_and_leave(theirs, content, filename)
        theirs.close()
        try:
            answer: _Answer = pickle.loads(ours.recv_bytes())  # noqa: S301 - our own fork wrote it
        except EOFError:
            answer = _unreadable()
        finally:
            ours.close()
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def produce(self, tables: bytes, subject: Subject) -> Sequence[MadeReport]:
        """See Engine."""
        return self.engine.produce(tables, subject)

    def settle(self, tables: bytes) -> Settled:
        """See Engine."""
        return self.engine.settle(tables)

    def _answer_and_leave(self, door: Connection, content: bytes, filename: str) -> NoReturn:
        """Never returns and never cleans up: this is a copy of the worker, and not the worker."""
        faulthandler.disable()
        try:
            self._limit()
            door.send_bytes(pickle.dumps(self._answer(content, filename)))
        finally:
            os._exit(0)

    def _answer(self, content: bytes, filename: str) -> _Answer:
        try:
            return self.engine.check(content, filename)
        except MemoryError:
            return _unreadable()
        except Exception as error:  # noqa: BLE001 - carried over to the worker, which raises it
            return error

    def _limit(self) -> None:
        sizes = Path("/proc/self/statm")
        if sizes.exists():
            room = int(sizes.read_text().split()[0]) * resource.getpagesize() + self.memory
            resource.setrlimit(resource.RLIMIT_AS, (room, room))
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _unreadable() -> CheckedUpload:
    return CheckedUpload(
        verdict=Verdict.REJECTED,
        findings=(Finding(UNREADABLE),),
        agb_code="",
        period=None,
        rows={},
        tables=b"",
    )
