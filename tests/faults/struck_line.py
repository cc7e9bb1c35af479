"""A line on which something befalls every so many connections, whatever is said over it."""

import random
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from tests.faults.line import Call, Line

REFUSED = "refused"
CUT = "cut while it was sent"
LOST = "answer lost"
SLOW = "slow"
WELL = "well"
_SLOW_SECONDS = 0.01
_FIRST_WORDS = 6000
"""Bytes within which something befalls: before one is in, or half-way a file."""


@dataclass
class StruckLine(Line):
    """A TCP proxy that draws for each connection what happens to it."""

    dice: random.Random = field(default_factory=lambda: random.Random(1))
    odds: Mapping[str, float] = field(default_factory=dict)
    """Of what befalls a connection; all else is well."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def connect(self, caller, server):
        with self._lock:
            fate = self._drawn()
            last = self.dice.randrange(1, _FIRST_WORDS)
        self.happened[fate] += 1
        StruckCall(self, caller, server, fate=fate, last=last).carry()

    def _drawn(self):
        drawn = self.dice.random()
        for what, chance in self.odds.items():
            if drawn < chance:
                return what
            drawn -= chance
        return WELL


@dataclass
class StruckCall(Call):
    """One connection; `last` is the byte after which its fate comes."""

    fate: str = WELL
    last: int = 0
    sent: int = 0
    told: int = 0

    def carry(self):
        if self.fate == REFUSED:
            self.hang_up()
        else:
            super().carry()

    def forth(self, piece):
        if self.fate == SLOW:
            time.sleep(_SLOW_SECONDS)
        if self.fate == CUT and self.sent + len(piece) >= self.last:
            with suppress(OSError):
                self.server.sendall(piece[: self.last - self.sent])
            return False
        self.sent += len(piece)
        self.server.sendall(piece)
        return True

    def back(self):
        with suppress(OSError):
            while piece := self.server.recv(65536):
                self.told += len(piece)
                if self.fate == LOST and self.told >= self.last:
                    break
                self.caller.sendall(piece)
        self.hang_up()
