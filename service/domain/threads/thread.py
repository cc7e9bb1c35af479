"""A thread: a question at a report, a column or a cell, with everything that was said after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import NewType
from uuid import UUID

from service.domain.failures import TerminalError
from service.domain.reports import ReportSummary
from service.domain.standing import Turn

ThreadId = NewType("ThreadId", UUID)

LONGEST_TEXT = 1000
"""Characters of one message."""
SALT_BYTES = 16


class NoTextError(TerminalError):
    """A message without a text, or with one that is longer than LONGEST_TEXT."""


class NoSuchPlaceError(TerminalError):
    """What was asked about is no cell of this file, or no column of this format."""


class ThreadClosedError(TerminalError):
    """Nothing is said in a thread that is closed; a new question is a new thread."""


class Side(StrEnum):
    """Who says something."""

    MUNICIPALITY = "municipality"
    """It asks, and it closes."""
    PROVIDER = "provider"
    """It answers."""


class ThreadState(StrEnum):
    """Where a thread stands, the same for all who may see it."""

    OPEN = "open"
    """The municipality said something last."""
    ANSWERED = "answered"
    """The provider said something last."""
    CLOSED = "closed"
    """By the municipality that asked."""
    REPLACED = "replaced"
    """Its report does not hold any more; when that holds again, so does the question."""

    @property
    def turn(self) -> Turn:
        """Who has the next step."""
        return _TURNS[self]

    @property
    def is_over(self) -> bool:
        """Whether nothing can be said any more."""
        return self.turn is Turn.NOBODY


_TURNS = {
    ThreadState.OPEN: Turn.PROVIDER,
    ThreadState.ANSWERED: Turn.MUNICIPALITY,
    ThreadState.CLOSED: Turn.NOBODY,
    ThreadState.REPLACED: Turn.NOBODY,
}


def state_of_thread(last: Side, *, is_closed: bool, is_superseded: bool) -> ThreadState:
    """Closed is closed, whatever became of the report; `last`: who said something last."""
    if is_closed:
        return ThreadState.CLOSED
    if is_superseded:
        return ThreadState.REPLACED
    return ThreadState.OPEN if last is Side.MUNICIPALITY else ThreadState.ANSWERED


@dataclass(frozen=True, slots=True)
class ThreadPlace:
    """What a question is about; nothing of it filled is the report as a whole."""

    cell: str = ""
    """The address of a cell, as the kind of file says it: `Productie!E14`."""
    block: str = ""
    """The name of a table of the format; with a column."""
    column: str = ""
    """What that column is called in the file; or, without a block, the single cell of the format."""

    @property
    def kind(self) -> str:
        """`cell`, `column` or `report`, as the log tells it."""
        return "cell" if self.cell else "column" if self.column else "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing that was said."""

    side: Side
    at: datetime
    author: str = ""
    """Login of the person who wrote it; empty for who may not see the text."""
    text: str | None = None
    """None for a bureau: it sees that something was said, and not what."""
    salt: str = ""
    """In hexadecimals; without it nobody can guess the text by its hash."""

    @property
    def sha256(self) -> str:
        """What the log commits to; empty for who may not see the text."""
        return "" if self.text is None else hash_of_text(self.salt, self.text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """A question with its answers; a thread has at least one message."""

    id: ThreadId
    report: ReportSummary
    place: ThreadPlace
    messages: Sequence[Message]
    """The first one first, which is the question."""
    closed_at: datetime | None = None
    """When its municipality closed it."""

    @property
    def state(self) -> ThreadState:
        """Where it stands."""
        return state_of_thread(
            self.messages[-1].side,
            is_closed=self.closed_at is not None,
            is_superseded=self.report.is_superseded,
        )

    @property
    def asked_at(self) -> datetime:
        """When it began."""
        return self.messages[0].at

    @property
    def last_at(self) -> datetime:
        """When something was said, or it was closed, last."""
        return self.closed_at or self.messages[-1].at

    def says_again(self, side: Side, text: str) -> bool:
        """Whether this side said exactly this last: the same form sent twice is one message."""
        last = self.messages[-1]
        return last.side is side and last.text == text


def in_order(threads: Sequence[Thread], turn: Turn) -> tuple[Thread, ...]:
    """First those in which it is this one's turn, the longest waiting first; then others, the last first."""
    mine = sorted((each for each in threads if each.state.turn is turn), key=lambda each: each.last_at)
    others = sorted(
        (each for each in threads if each.state.turn is not turn),
        key=lambda each: (not each.state.is_over, each.last_at),
        reverse=True,
    )
    return (*mine, *others)


def plain_text(text: str) -> str:
    """The text without signs that nobody sees. Raises NoTextError."""
    same = text.replace("\r\n", "\n")
    plain = "".join(sign for sign in same if sign.isprintable() or sign == "\n").strip()
    if not 1 <= len(plain) <= LONGEST_TEXT:
        raise NoTextError(f"a message has 1 to {LONGEST_TEXT} characters")
    return plain


def hash_of_text(salt: str, text: str) -> str:
    """The SHA-256 of the bytes of the salt and those of the text in UTF-8."""
    return sha256(bytes.fromhex(salt) + text.encode()).hexdigest()
