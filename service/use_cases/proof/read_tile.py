"""Read a tile of the log: hashes, or the leaves themselves."""

from dataclasses import dataclass

from service.domain.access import NotFoundError
from service.domain.proof.tiles import tile_at
from service.storage.stores import Stores


@dataclass(frozen=True, slots=True)
class ReadTile:
    """For everyone: a leaf says nothing of a person, and of what was done only that it was."""

    stores: Stores

    def __call__(self, path: str) -> bytes:
        """By its path below `tile/`. Raises NotFoundError for one that is not there, or not that full."""
        tile = tile_at(path)
        if tile is None:
            raise NotFoundError("tile")
        with self.stores.as_log_reader() as log:
            found = log.tile(tile)
        if found is None:
            raise NotFoundError("tile")
        return found
