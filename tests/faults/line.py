"""The line between who hands in and the web: it carries all, until an upload is to be slow or cut."""

import socket
import struct
import threading
import time
from collections import Counter, deque
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

CUT_UPLOAD = "upload cut while it was sent"
CUT_ANSWER = "answer to an upload cut"
SLOW = "upload over a slow line"
_UPLOAD = b"POST /aanleveringen"
_PIECE = 65536
_DROP = 2000
"""Bytes in a tenth of a second on a slow line."""
_BREAK_OFF = struct.pack("ii", 1, 0)
"""Linger of no seconds: a connection that is closed so is reset, as by a router that lost it."""


@dataclass
class Line:
    """A TCP proxy of our own before a server."""

    server: str
    """Where it goes, `http://host:port`."""
    planned: deque[str] = field(default_factory=deque)
    """What happens to the uploads that come next."""
    happened: Counter[str] = field(default_factory=Counter)
    _listening: socket.socket = field(init=False)

    def __post_init__(self) -> None:
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        threading.Thread(target=self._answer_calls, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listening.getsockname()[1]}"

    def close(self) -> None:
        self._listening.close()

    def _answer_calls(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._connect, args=(caller,), daemon=True).start()

    def _connect(self, caller: socket.socket) -> None:
        to = urlsplit(self.server)
        try:
            server = socket.create_connection((to.hostname or "", to.port or 0), 30)
        except OSError:
            caller.close()
            return
        server.settimeout(None)
        for end in (caller, server):
            end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # a line holds no piece back
        self.connect(caller, server)

    def connect(self, caller: socket.socket, server: socket.socket) -> None:
        """Carry all that is said, until one of both hangs up."""
        Call(self, caller, server).carry()


@dataclass
class Call:
    """One connection through the line."""

    line: Line
    caller: socket.socket
    server: socket.socket
    answer_is_lost: bool = False

    def carry(self) -> None:
        back = threading.Thread(target=self.back, daemon=True)
        back.start()
        with suppress(OSError):
            while piece := self.caller.recv(_PIECE):
                if not self.forth(piece):
                    break
        self.hang_up()

    def forth(self, piece: bytes) -> bool:
        """Whether the line is still there afterwards."""
        what = ""
        if piece.startswith(_UPLOAD) and self.line.planned:
            what = self.line.planned.popleft()
            self.line.happened[what] += 1
        if what == SLOW:
            self._drip(piece)
            return True
        self.server.sendall(piece)
        if what == CUT_UPLOAD:
            more = self.caller.recv(_PIECE)
            self.server.sendall(more[: len(more) // 2])
            return False
        self.answer_is_lost = self.answer_is_lost or what == CUT_ANSWER
        return True

    def _drip(self, piece: bytes) -> None:
        """In little pieces, for as long as somebody with a bad line would wait."""
        for begin in range(0, len(piece), _DROP):
            self.server.sendall(piece[begin : begin + _DROP])
            time.sleep(0.1)

    def back(self) -> None:
        with suppress(OSError):
            while (piece := self.server.recv(_PIECE)) and not self.answer_is_lost:
                self.caller.sendall(piece)
        self.hang_up()

    def hang_up(self) -> None:
        for end in (self.caller, self.server):
            with suppress(OSError):
                end.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _BREAK_OFF)
                end.shutdown(socket.SHUT_RDWR)
            end.close()
