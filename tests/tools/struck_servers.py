"""Servers of municipalities that refuse, hang, break off and run full, as often as the dice say."""

import random
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx

from tests.tools.sftp_server import SftpSite

SFTP_ODDS = {"full": 0.02, "silent-full": 0.01, "cut": 0.02, "hang": 0.001, "no-rename": 0.02}
S3_ODDS = {
    "503": 0.02,
    "507": 0.01,
    "403": 0.005,
    "302": 0.005,
    "cut before": 0.02,
    "cut after": 0.02,
    "hung before": 0.001,
    "hung after": 0.001,
}
"""What comes after it is done is what hurts: the object is there, and who put it does not know."""
_PASSED_ON = ("content-type", "if-none-match", "authorization", "x-amz-date", "x-amz-content-sha256")


def drawn(dice: random.Random, odds: Mapping[str, float]) -> str:
    """One of them, or nothing."""
    at = dice.random()
    for what, chance in odds.items():
        if at < chance:
            return what
        at -= chance
    return ""


@dataclass
class StruckSftpSite(SftpSite):
    """Each write and each rename has a fault, or not; after some renames nobody hears of it."""

    dice: random.Random = field(default_factory=lambda: random.Random(7))
    befell: Counter[str] = field(default_factory=Counter)
    is_well: bool = False

    def drawn_fault(self) -> str:
        fault = "" if self.is_well else drawn(self.dice, SFTP_ODDS)
        self.befell[fault or "well"] += 1
        return fault


@dataclass
class S3Before:
    """A server before one that speaks S3: what it passes on is done there, what it says is drawn."""

    behind: str
    """The address of the other."""
    dice: random.Random = field(default_factory=lambda: random.Random(8))
    befell: Counter[str] = field(default_factory=Counter)
    hanging: float = 4.0
    """Seconds; longer than who waits for it."""
    lock: threading.Lock = field(default_factory=threading.Lock)
    port: int = 0

    def draw(self) -> str:
        with self.lock:
            what = drawn(self.dice, S3_ODDS)
            self.befell[what or "well"] += 1
            return what


class _Handler(BaseHTTPRequestHandler):
    """Takes what came whole, as S3 does."""

    def do_GET(self):  # the names that http.server wants
        self._pass_on(b"")

    def do_PUT(self):
        length = int(self.headers["Content-Length"] or 0)
        if not length:  # cut within its headers
            return
        body = self.rfile.read(length)
        if len(body) == length:
            self._pass_on(body)

    def _pass_on(self, body):
        before, self.close_connection = self.server.before, True
        what = before.draw()
        if what.isdigit():
            self._say(int(what), b"")
            return
        if what == "hung before":
            time.sleep(before.hanging)
        if what.endswith("before"):
            return
        headers = {name: value for name, value in self.headers.items() if name.lower() in _PASSED_ON}
        answer = self.server.client.request(
            self.command, before.behind + self.path, content=body, headers=headers
        )
        if what == "hung after":
            time.sleep(before.hanging)
        if not what:
            self._say(answer.status_code, answer.content)

    def _say(self, status, body):
        self.send_response(status)
        self.send_header("Location", "http://127.0.0.1:1/elsewhere")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def handle(self):
        """Who hangs up in the middle is no fault of this server."""
        try:
            super().handle()
        except ConnectionError:
            self.close_connection = True

    def log_message(self, *_):
        """Nothing: the test has it all."""


@contextmanager
def before_s3(before: S3Before) -> Iterator[S3Before]:
    """Let it listen until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.before, server.client = before, httpx.Client(timeout=30)
    before.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield before
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        server.client.close()
