"""A folder in which files lie to be handed in: on this machine, or as a port for one elsewhere."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from service.domain.channels.handed_in import FileSeen, Place, Settled
from service.domain.channels.outcomes import Outcome
from service.domain.failures import TransientError

MOST = 1000
"""Files of one look; the others come later."""
_PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK


class FolderAwayError(TransientError):
    """The folder cannot be looked at, or nothing can be moved in it."""

    def __init__(self, outcome: Outcome) -> None:
        """`outcome`: what came between."""
        super().__init__(outcome.value)
        self.outcome = outcome


class Folder(Protocol):
    """A folder while it is open. A file goes from it to TAKEN_UP, and from there to where it is settled.

    Every method raises FolderAwayError. Links and folders are nobody's files.
    """

    def __enter__(self) -> Self:
        """Open it."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""

    def look(self) -> tuple[FileSeen, ...]:
        """The plain files that lie in it."""

    def take_up(self, name: str) -> None:
        """Move one to TAKEN_UP, in one step; nothing when it is gone or one of its name is there."""

    def taken_up(self) -> tuple[FileSeen, ...]:
        """The plain files in TAKEN_UP, also of a process that was ended."""

    def read(self, name: str, limit: int) -> bytes:
        """A file of TAKEN_UP, as far as `limit`."""

    def settle(self, name: str, settled: Settled) -> None:
        """Write the note, then move the file from TAKEN_UP beside it."""


class LocalFolder:
    """See Folder. Both sides of every move are on one disk."""

    def __init__(self, path: Path) -> None:
        """A folder that is there."""
        self._path = path

    def __enter__(self) -> Self:
        """Make what it needs. Raises FolderAwayError, also for a link where a folder should be."""
        try:
            for place in Place:
                (self._path / place).mkdir(exist_ok=True)
                if (self._path / place).is_symlink():
                    raise FolderAwayError(Outcome.NOT_PERMITTED)
        except OSError as error:
            raise FolderAwayError(_outcome(error)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Nothing stays open."""

    def look(self) -> tuple[FileSeen, ...]:
        """See Folder."""
        return _plain_files(self._path)

    def taken_up(self) -> tuple[FileSeen, ...]:
        """See Folder."""
        return _plain_files(self._path / Place.TAKEN_UP)

    def take_up(self, name: str) -> None:
        """See Folder."""
        to = self._path / Place.TAKEN_UP / name
        if to.exists():
            return
        try:
            (self._path / name).rename(to)
        except FileNotFoundError:
            return
        except OSError as error:
            raise FolderAwayError(_outcome(error)) from error

    def read(self, name: str, limit: int) -> bytes:
        """See Folder."""
        try:
            opened = os.open(self._path / Place.TAKEN_UP / name, _PLAIN)
            with os.fdopen(opened, "rb") as file:
                return file.read(limit)
        except OSError as error:
            raise FolderAwayError(_outcome(error)) from error

    def settle(self, name: str, settled: Settled) -> None:
        """See Folder. A note of before is written anew."""
        place = self._path / settled.place
        try:
            note = place / f"{settled.name}.txt"
            note.unlink(missing_ok=True)
            note.write_text(settled.text, encoding="utf-8")
            (self._path / Place.TAKEN_UP / name).rename(place / settled.name)
        except FileNotFoundError:
            return
        except OSError as error:
            raise FolderAwayError(_outcome(error)) from error


def _plain_files(path: Path) -> tuple[FileSeen, ...]:
    try:
        return tuple(sorted(_found(path)))[:MOST]
    except OSError as error:
        raise FolderAwayError(_outcome(error)) from error


def _found(path: Path) -> Iterator[FileSeen]:
    with os.scandir(path) as entries:
        for entry in entries:
            try:
                facts = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # it went away while we looked
            if stat.S_ISREG(facts.st_mode):
                yield FileSeen(entry.name, facts.st_size, int(facts.st_mtime))


def _outcome(error: OSError) -> Outcome:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            return Outcome.NO_FOLDER
        case PermissionError():
            return Outcome.NOT_PERMITTED
    return Outcome.REFUSED
