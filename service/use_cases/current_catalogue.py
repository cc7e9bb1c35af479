"""The catalogue as it is now, or was at a moment: the folders, and what was published in the service."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from threading import Lock

from service.domain.formats.catalogue import Catalogue
from service.domain.published_formats import with_published
from service.domain.standard.model import Standard
from service.files.catalogue import load_catalogue
from service.files.standard_loader import load_standard
from service.storage.formats import Publications

_MOST_KEPT = 3

OpenPublications = Callable[[], AbstractContextManager[Publications]]


@dataclass(frozen=True, slots=True)
class CurrentCatalogue:
    """Reads the folders once; asks at each use how many versions were published, and rebuilds when more were.

    Without a way to publications it is the folders alone.
    """

    mappings_dir: Path
    templates_dir: Path
    publications: OpenPublications | None = None
    pseudonym_key: bytes = field(default=b"", repr=False)
    _kept: dict[int, Catalogue] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    @property
    def standard(self) -> Standard:
        """The standard of the folders."""
        return standard_of(self.mappings_dir)

    def __call__(self, moment: datetime | None = None) -> Catalogue:
        """With everything that was published by `moment`, or by now. Raises FormatError, TransientError."""
        if self.publications is None:
            return self._with(0, None)
        with self.publications() as publications:
            return self._with(publications.count_by(moment), publications)

    def _with(self, count: int, publications: Publications | None) -> Catalogue:
        with self._lock:
            if count not in self._kept:
                base = replace(
                    _of_folders(self.mappings_dir, self.templates_dir), pseudonym_key=self.pseudonym_key
                )
                published = tuple(publications.first(count)) if publications and count else ()
                self._kept[count] = with_published(base, published)
                for old in list(self._kept)[:-_MOST_KEPT]:
                    del self._kept[old]
            return self._kept[count]


@lru_cache(maxsize=2)
def standard_of(mappings_dir: Path) -> Standard:
    """The standard, read once."""
    return load_standard(mappings_dir)


@lru_cache(maxsize=2)
def _of_folders(mappings_dir: Path, templates_dir: Path) -> Catalogue:
    return load_catalogue(mappings_dir, templates_dir, standard_of(mappings_dir))
