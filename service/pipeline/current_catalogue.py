"""The catalogue as it is now, or was at a moment: the folders, and what was published and approved here."""

import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

import structlog

from service.domain.dutch_days import day_of
from service.domain.failures import FormatError
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.meanings import with_meanings
from service.domain.formats.published import with_published
from service.domain.pseudonym_keys import PseudonymKeys
from service.domain.standard.model import Standard
from service.files.catalogue import CatalogueState, load_catalogue, state_of_files
from service.files.standard import load_standard
from service.storage.formats import Publications

_MOST_KEPT = 3
_log = structlog.get_logger()

OpenPublications = Callable[[], AbstractContextManager[Publications]]
_ONE_LOOK: ContextVar["dict[int, Catalogue] | None"] = ContextVar("one_look", default=None)
"""What was found since a look began, by which CurrentCatalogue found it."""


def begin_one_look() -> None:
    """From now on in this context the catalogue of now stays as it is found first: a page that only reads."""
    _ONE_LOOK.set({})


def end_one_look() -> None:
    """From now on it is looked up at each use again."""
    _ONE_LOOK.set(None)


@dataclass(frozen=True, slots=True)
class _FilesAt:
    """What the folders held when they were last looked at."""

    state: CatalogueState
    catalogue: Catalogue
    until: float
    """As time.monotonic() counts: until then nobody looks again."""
    refused: CatalogueState | None = None
    """A later state of the files that could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentCatalogue:
    """Looks at each use, or once in one look, how many versions were published, and at the files.

    Those are looked at every other second.
    Without a way to publications it is the folders alone. What worked and cannot be read any more, because
    someone is writing it, leaves the catalogue as it was; a new format that is broken stops only itself.
    """

    mappings_dir: Path
    templates_dir: Path
    publications: OpenPublications | None = None
    pseudonym_keys: PseudonymKeys = field(default_factory=PseudonymKeys, repr=False)
    """Which one is used follows from the moment too, so that a report is made again with the same."""
    trusted_for: float = 2.0
    """Seconds before the files are looked at again."""
    _kept: dict[tuple[CatalogueState, int, int, bytes], Catalogue] = field(default_factory=dict)
    _files: list[_FilesAt] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @property
    def standard(self) -> Standard:
        """The standard of the folders."""
        return self().standard

    def __call__(self, moment: datetime | None = None) -> Catalogue:
        """With what was published or approved by `moment`, or by now. Raises FormatError, TransientError."""
        seen = _ONE_LOOK.get() if moment is None else None
        if seen is None:
            return self._found(moment)
        if id(self) not in seen:
            seen[id(self)] = self._found(None)
        return seen[id(self)]

    def _found(self, moment: datetime | None) -> Catalogue:
        key = self.pseudonym_keys.on(day_of(moment or datetime.now(UTC)))
        if self.publications is None:
            return self._with((0, 0), None, key)
        with self.publications() as publications:
            return self._with(publications.counts_by(moment), publications, key)

    def published_on(self) -> Mapping[str, date]:
        """The day on which each version was published here, by its hash; nothing of the folders alone."""
        if self.publications is None:
            return {}
        with self.publications() as publications:
            return publications.days()

    def _with(
        self, counts: tuple[int, int], publications: Publications | None, pseudonym_key: bytes
    ) -> Catalogue:
        with self._lock:
            files = self._files_now()
            key = (files.state, *counts, pseudonym_key)
            if key not in self._kept:
                base = replace(files.catalogue, pseudonym_key=pseudonym_key)
                self._kept[key] = _with_what_was_decided(base, counts, publications)
                for old in list(self._kept)[:-_MOST_KEPT]:
                    del self._kept[old]
            return self._kept[key]

    def _files_now(self) -> _FilesAt:
        last = self._files[-1] if self._files else None
        now = time.monotonic()
        if last is not None and now < last.until:
            return last
        state = state_of_files(self.mappings_dir, self.templates_dir)
        if last is not None and state in (last.state, last.refused):
            found = replace(last, until=now + self.trusted_for)
        else:
            found = self._read(state, last, now + self.trusted_for)
        self._files[:] = [found]
        return found

    def _read(self, state: CatalogueState, last: _FilesAt | None, until: float) -> _FilesAt:
        try:
            read = _of_folders(self.mappings_dir, self.templates_dir, state)
        except FormatError as fault:
            if last is None:
                raise
            _log.error("catalogue_not_read", failure=str(fault))
            return replace(last, refused=state, until=until)
        for broken in read.broken:
            _log.error("format_not_read", format=broken.shown, failure=str(broken.fault))
        if last is not None and _breaks_what_worked(last.catalogue, read):
            return replace(last, refused=state, until=until)
        return _FilesAt(state, read, until)


def _with_what_was_decided(
    base: Catalogue, counts: tuple[int, int], publications: Publications | None
) -> Catalogue:
    """With the first versions that were published and the first meanings that were approved, so many."""
    published, said = counts
    if publications is None or not (published or said):
        return base
    versions = tuple(publications.first(published)) if published else ()
    return with_meanings(with_published(base, versions), publications.first_meanings(said) if said else ())


def _breaks_what_worked(before: Catalogue, now: Catalogue) -> bool:
    """Whether a format that worked is broken, or something that others may use or ask."""
    known = {each.fault.file for each in before.broken}
    new = [each for each in now.broken if each.fault.file not in known]
    return any(not each.name or each.name in before.plans for each in new)


@lru_cache(maxsize=2)
def standard_of(mappings_dir: Path) -> Standard:
    """The standard, read once."""
    return load_standard(mappings_dir)


@lru_cache(maxsize=3)
def _of_folders(mappings_dir: Path, templates_dir: Path, _state: CatalogueState) -> Catalogue:
    return load_catalogue(mappings_dir, templates_dir, load_standard(mappings_dir))
