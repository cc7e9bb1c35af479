"""Tell whether the files of the catalogue are still those that were read, without reading them again."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

CatalogueState = frozenset[tuple[str, int, int]]
"""Of every file its path, when it was written and how large it is."""


def state_of_files(*folders: Path) -> CatalogueState:
    """The same value as long as no file below these folders is added, removed or written."""
    return frozenset(_states(folders))


def _states(folders: tuple[Path, ...]) -> Iterator[tuple[str, int, int]]:
    for folder in folders:
        for directory, _, names in os.walk(folder, followlinks=True):
            for name in names:
                path = os.path.join(directory, name)  # noqa: PTH118 - a Path for each of 500 files costs ten times more
                with suppress(FileNotFoundError):  # taken away since its folder was read
                    found = os.stat(path)  # noqa: PTH116 - the same
                    yield path, found.st_mtime_ns, found.st_size
