"""Do in a separate process what a file from outside may crash: limited memory and time, no network."""

import ctypes
import faulthandler
import os
import pickle
import resource
import select
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe
from pathlib import Path
from typing import IO, Generic, NoReturn, TypeVar

from service.domain.failures import TransientError
from service.files.archive import ZipLimits
from service.process.memory import use_system_allocator

_Answer = TypeVar("_Answer")
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_PR_SET_PDEATHSIG = 1
_FROM_OUTSIDE = frozenset({signal.SIGKILL, signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGQUIT})
"""Signals that no file makes a reader die of: somebody sent them, or the machine had no memory left."""


class KilledFromOutsideError(TransientError):
    """The separate process was ended by somebody else: that says nothing about the file."""


@dataclass(frozen=True, slots=True)
class ParsingLimits:
    """What one file may cost (reliability: each trap within ten seconds and 1 GB)."""

    memory: int = 1_000_000_000
    """Bytes beyond what this process has already."""
    cpu_seconds: int = 60
    wall_seconds: float = 120.0
    unpacked: ZipLimits = field(default_factory=ZipLimits)
    """What a zip or workbook may unpack to."""


@dataclass(frozen=True, slots=True)
class Died:
    """The separate process gave no answer: it crashed, ran out of memory, or ran out of time."""

    reason: str
    """`memory`, `time`, or the name of the signal that ended it."""


@dataclass(frozen=True, slots=True)
class _Result(Generic[_Answer]):
    answer: _Answer | None = None
    raised: Exception | None = None
    is_out_of_memory: bool = False


def do_separately(work: Callable[[], _Answer], limits: ParsingLimits) -> _Answer | Died:
    """Do `work` in a fork with limits and without network, and return what it returned.

    What it raises is raised here; a crash, a lack of memory and a lack of time are a `Died`. The answer
    travels pickled through a `shared_file`; large tables go through one of their own. No process outlives the
    call. Raises KilledFromOutsideError too.
    """
    ours, theirs = Pipe(duplex=False)
    with shared_file() as page:
        child = os.fork()
        if child == 0:
            ours.close()
            _answer_and_leave(theirs, page, work, limits)
        theirs.close()
        try:
            if not select.select([ours], [], [], limits.wall_seconds)[0]:
                return Died("time")
            ours.recv_bytes()
            page.seek(0)
            result: _Result[_Answer] = pickle.load(page)  # noqa: S301 - our own fork wrote it
        except EOFError:
            return Died(_end_of(child))
        finally:
            ours.close()
            _end(child)
    if result.is_out_of_memory:
        return Died("memory")
    if result.raised is not None:
        raise result.raised
    return Died("memory") if result.answer is None else result.answer


def shared_file() -> IO[bytes]:
    """A file without a name that a fork sees too: in memory, where the system has such memory."""
    if sys.platform == "linux":
        return os.fdopen(os.memfd_create("answer"), "w+b")
    from service.process.sealed_temporary import sealed_temporary_file  # noqa: PLC0415 - not on Linux

    return sealed_temporary_file()


def _end_of(child: int) -> str:
    """Wait for a process that closed its pipe, and say by which signal it ended."""
    _, status = os.waitpid(child, 0)
    if not os.WIFSIGNALED(status):
        return "crash"
    number = os.WTERMSIG(status)
    if number in _FROM_OUTSIDE:
        raise KilledFromOutsideError(signal.Signals(number).name)
    return "time" if number == signal.SIGXCPU else signal.Signals(number).name


def _end(child: int) -> None:
    try:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    except (ProcessLookupError, ChildProcessError):
        return


def _answer_and_leave(
    door: Connection, page: IO[bytes], work: Callable[[], object], limits: ParsingLimits
) -> NoReturn:
    """Never returns and never cleans up: this is a copy of the process, and not the process."""
    faulthandler.disable()
    result: _Result[object]
    try:
        _end_with_who_asked()
        _silence()
        use_system_allocator()
        _limit(limits)
        _leave_the_network()
        try:
            result = _Result(work())
        except MemoryError:
            result = _Result(is_out_of_memory=True)
        except Exception as error:  # noqa: BLE001 - carried over to the process that asked, which raises it
            result = _Result(raised=error, is_out_of_memory=_comes_of_memory(error))
        pickle.dump(result, page, protocol=pickle.HIGHEST_PROTOCOL)
        page.flush()
        door.send_bytes(b"")
    finally:
        os._exit(0)


def _comes_of_memory(error: BaseException | None) -> bool:
    """Whether a lack of memory led to it: what is closed on the way out may raise an error of its own."""
    return error is not None and (isinstance(error, MemoryError) or _comes_of_memory(error.__context__))


def _end_with_who_asked() -> None:
    """A reader of which nobody waits for the answer any more would only take memory."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _silence() -> None:
    """A reader that aborts writes to standard error; what happened is told as a finding, not there."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 2)


def _limit(limits: ParsingLimits) -> None:
    sizes = Path("/proc/self/statm")
    if sizes.exists():
        room = int(sizes.read_text().split()[0]) * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (room, room))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _leave_the_network() -> None:
    """Go where there is no network, as far as the kernel lets us; what Python opens is refused anyway."""
    if sys.platform == "linux":
        ctypes.CDLL(None).unshare(_NEW_USER | _NEW_NETWORK)
    sys.addaudithook(_refuse_sockets)


def _refuse_sockets(event: str, _arguments: object) -> None:
    if event in ("socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo"):
        raise PermissionError("A file that is being read may not use the network.")
