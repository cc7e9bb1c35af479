"""A file that arrives in parts, so that a line that breaks costs one part and not the whole."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NewType
from uuid import UUID

from service.domain.failures import TerminalError

ArrivingId = NewType("ArrivingId", UUID)

KEPT = timedelta(hours=24)
"""How long the parts are kept after the file was begun."""
MOST_AT_ONCE = 20
"""Files of one organisation of which parts are kept."""


class OtherPlaceError(TerminalError):
    """This part does not begin where the last one ended, or goes on after the end of the file."""

    def __init__(self, arrived: int) -> None:
        super().__init__(f"{arrived} bytes are there")
        self.arrived = arrived


class OtherBytesError(TerminalError):
    """What arrived has another SHA-256 than was told."""


class TooManyArrivingError(TerminalError):
    """There are too many files of which parts are kept already."""


class NotWholeError(TerminalError):
    """A file of which parts are to come yet cannot be handed in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFile:
    """A file that its sender is about to send in parts."""

    filename: str
    bytes: int
    sha256: str | None = None
    """In hexadecimals: what all of it together must have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivingFile:
    """How far it is."""

    id: ArrivingId
    filename: str
    bytes: int
    sha256: str | None
    arrived: int
    """Bytes, from the begin on: there the next part begins."""
    until: datetime
    """When it is forgotten."""

    @property
    def is_whole(self) -> bool:
        """Whether every part is there."""
        return self.arrived == self.bytes


def about_secret(file: ArrivingId) -> str:
    """What binds the key of its parts to it."""
    return f"arriving-file/{file.hex}"


def about_part(file: ArrivingId, begins_at: int) -> str:
    """What binds a part to its place: none can be read in the place of another."""
    return f"{about_secret(file)}/{begins_at}"
