"""A file that crashes, chokes or stalls its reader costs the process that asked nothing."""

import os
import signal
import socket
import threading
import time

import numpy as np
import psutil
import pytest

from service.domain.failures import TransientError
from service.files.separate_process.parsing import (
    Died,
    KilledFromOutsideError,
    ParsingLimits,
    do_separately,
)
from service.files.separate_process.virus_scan import scan_for_viruses
from service.pipeline.check_file import check_files_separately
from tests.tools.patience import AS_LONG_AS_IT_TAKES, wait_until
from tests.tools.separate_process import largest_process
from workers.doing import is_alive


def test_the_answer_of_work_apart_is_its_answer():
    assert do_separately(lambda: {"a": [1, 2]}, ParsingLimits()) == {"a": [1, 2]}


def test_what_work_apart_raises_is_raised_here():
    def fail():
        raise TransientError("later")

    with pytest.raises(TransientError, match="later"):
        do_separately(fail, ParsingLimits())


def _abort():
    os.abort()


def _spin():
    while True:
        pass


@pytest.mark.parametrize(
    ("work", "limits", "reason"),
    [
        (_abort, ParsingLimits(), "SIGABRT"),
        (lambda: np.ones(2_000_000_000), ParsingLimits(memory=200_000_000), "memory"),
        (lambda: time.sleep(60), ParsingLimits(wall_seconds=0.3), "time"),
        (_spin, ParsingLimits(cpu_seconds=1), "time"),
    ],
)
def test_a_crash_a_lack_of_memory_and_a_lack_of_time_are_told_apart(work, limits, reason):
    assert do_separately(work, limits) == Died(reason)


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_work_apart_that_somebody_else_ends_says_nothing_about_its_file(number):
    with pytest.raises(KilledFromOutsideError, match=number.name):
        do_separately(lambda: os.kill(os.getpid(), number), ParsingLimits())


def test_work_apart_ends_with_who_asked_for_it():
    ears, mouth = os.pipe()

    def say_and_wait():
        os.write(mouth, str(os.getpid()).encode())
        time.sleep(2 * AS_LONG_AS_IT_TAKES)  # by itself it ends later than anybody waits for it here

    asking = os.fork()
    if not asking:
        do_separately(say_and_wait, ParsingLimits())
        os._exit(0)
    reader = int(os.read(ears, 20))
    os.kill(asking, signal.SIGKILL)
    os.waitpid(asking, 0)

    wait_until(lambda: not is_alive(reader))


def test_work_apart_reaches_no_network():
    def call():
        socket.create_connection(("127.0.0.1", 9), timeout=1)

    with pytest.raises(PermissionError, match="network"):
        do_separately(call, ParsingLimits())


def test_a_file_that_cannot_be_read_is_one_finding(trap):
    limits = ParsingLimits(wall_seconds=0.0)
    checked = check_files_separately([("export.xlsx", trap.write("xlsx"))], trap.standard, limits)

    assert [finding.kind.code for finding in checked.findings] == ["file-cannot-be-read"]


def test_an_export_read_apart_is_the_export(trap):
    content = trap.write("xlsx")

    def read():
        checked = check_files_separately([("export.xlsx", content)], trap.standard)
        return checked.findings, len(checked.export.tables["prestatie"]), largest_process()

    before = psutil.Process().memory_info().rss
    findings, prestaties, largest = do_separately(read, ParsingLimits())

    assert (findings, prestaties) == ((), len(trap.tables["prestatie"]))
    assert largest - before < 1_000_000_000


class Scanner:
    """A daemon that answers one INSTREAM with what it was told to."""

    def __init__(self, folder, answer):
        self.path = str(folder / "clam.sock")
        self.received = b""
        self._answer = answer
        self._door = socket.socket(socket.AF_UNIX)
        self._door.bind(self.path)
        self._door.listen()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self):
        guest, _ = self._door.accept()
        with guest, guest.makefile("rb") as lines:
            assert lines.read(10) == b"zINSTREAM\0"
            while size := int.from_bytes(lines.read(4), "big"):
                self.received += lines.read(size)
            guest.sendall(self._answer)
        self._door.close()

    def wait(self):
        self._thread.join()


@pytest.mark.parametrize(
    ("answer", "codes"), [(b"stream: OK\0", []), (b"stream: Eicar-Test FOUND\0", ["file-virus"])]
)
def test_a_virus_scanner_sees_every_byte_and_its_word_is_a_finding(tmp_path, answer, codes):
    scanner = Scanner(tmp_path, answer)
    content = bytes(range(256)) * 2_000

    assert [finding.kind.code for finding in scan_for_viruses(content, scanner.path)] == codes
    scanner.wait()
    assert scanner.received == content


def test_a_virus_scanner_that_is_not_there_is_a_failure_and_no_clean_file(tmp_path):
    with pytest.raises(TransientError):
        scan_for_viruses(b"x", str(tmp_path / "nobody.sock"))
