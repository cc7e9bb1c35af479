"""What the log is after leaves were added to it: the tiles that change, and its checkpoint."""

from collections.abc import Mapping, Sequence

from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.tiles import Tile, grown, hashes_from
from service.domain.proof.tree import HASH_BYTES, leaf_hash, root_at


def grown_log(
    origin: str, size: int, edge: Mapping[int, bytes], leaves: Sequence[bytes]
) -> tuple[dict[tuple[int, int], bytes], Checkpoint]:
    """`edge`: by level, the last tile of a log of `size` leaves, where it is not full."""
    changed = grown(size, edge, [leaf_hash(each) for each in leaves])
    after = size + len(leaves)

    def fetch(tile: Tile) -> bytes:
        found = changed.get((tile.level, tile.number)) or edge[tile.level]
        return found[: tile.width * HASH_BYTES]

    return changed, Checkpoint(origin, after, root_at(hashes_from(fetch, after), after))
