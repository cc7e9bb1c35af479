"""Tell whether the files of the catalogue are still those that were read, without reading them again."""

from collections.abc import Iterator
from pathlib import Path

CatalogueState = frozenset[tuple[str, int, int]]
"""Of every file its path, when it was written and how large it is."""


def state_of_files(*folders: Path) -> CatalogueState:
    """The same value as long as no file below these folders is added, removed or written."""
    return frozenset(_states(folders))


def _states(folders: tuple[Path, ...]) -> Iterator[tuple[str, int, int]]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                found = path.stat()
                yield str(path), found.st_mtime_ns, found.st_size
