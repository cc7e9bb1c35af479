"""Uploads held before a ClamAV daemon, as its INSTREAM protocol says, over a real socket."""

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from service.domain.failures import OutsideServiceAwayError
from service.domain.findings import Verdict
from service.domain.submissions.jobs import counts, is_worth_another_attempt
from service.files.separate_process.virus_scan import scan_for_viruses
from service.pipeline.scan_first import ScanFirst
from tests.written_engine import WrittenEngine

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""What every scanner knows as a harmless test."""


class _Clamd(socketserver.StreamRequestHandler):
    """What clamd does with zINSTREAM: chunks with their length in four bytes, a zero, then one answer."""

    largest = 1_000_000

    def handle(self) -> None:
        if self.rfile.read(10) != b"zINSTREAM\0":
            self.wfile.write(b"UNKNOWN COMMAND\0")
            return
        content = b""
        while size := struct.unpack(">I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
            if len(content) > self.largest:
                self.wfile.write(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.wfile.write(b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0")


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def clamd(tmp_path: Path) -> Iterator[str]:
    path = str(tmp_path / "clamd.sock")
    with serving(socketserver.ThreadingUnixStreamServer(path, _Clamd)):
        yield path


def test_a_clean_upload_gives_nothing_however_many_chunks_it_takes(clamd):
    assert scan_for_viruses(b"x" * 900_000, clamd) == ()


def test_an_infected_upload_gives_one_finding_that_names_what_was_found(clamd):
    (finding,) = scan_for_viruses(b"x" * 500_000 + EICAR, clamd)

    assert (finding.kind.code, finding.facts["name"]) == ("file-virus", "Eicar-Signature")


def test_a_daemon_is_reached_over_tcp_too():
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Clamd) as server, serving(server):
        assert scan_for_viruses(b"clean", ("127.0.0.1", server.server_address[1])) == ()


def test_a_daemon_that_is_away_or_cannot_look_lets_nothing_pass_as_clean(clamd, tmp_path):
    with pytest.raises(OutsideServiceAwayError, match="does not answer"):
        scan_for_viruses(b"clean", str(tmp_path / "nobody.sock"))
    with pytest.raises(OutsideServiceAwayError, match="could not look"):
        scan_for_viruses(b"x" * 2_000_000, clamd)


def test_waiting_for_the_scanner_is_no_attempt_and_never_the_last():
    away = OutsideServiceAwayError("away")

    assert not counts(away)
    assert is_worth_another_attempt(away, 99)


def test_what_the_scanner_refuses_is_never_read(clamd):
    engine = WrittenEngine()
    scanned = ScanFirst(engine, clamd)

    refused, passed = scanned.check(EICAR, "export.xlsx"), scanned.check(b"kwartaal", "export.xlsx")

    assert (refused.verdict, [each.kind.code for each in refused.findings]) == (
        Verdict.REJECTED,
        ["file-virus"],
    )
    assert passed == WrittenEngine().check(b"kwartaal", "export.xlsx")
    assert engine.calls == ["check"]
