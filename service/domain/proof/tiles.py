"""The tree as tiles (C2SP tlog-tiles): 256 hashes a tile, each over a full tile of the level below."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.domain.proof.failures import NotProvenError
from service.domain.proof.tree import HASH_BYTES, ReadHash, node_hash

WIDTH = 256
_HEIGHT = 8
_FULL = WIDTH * HASH_BYTES
_PATH = re.compile(r"(entries|[0-9]|[1-5][0-9]|6[0-3])((?:/x[0-9]{3})*/[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?")
_LONGEST_ENTRY = 0xFFFF


@dataclass(frozen=True, slots=True, order=True)
class Tile:
    """Which tile: its level, its number in the level, and how many hashes (or leaves) it has."""

    level: int
    """−1 for a bundle with the leaves themselves."""
    number: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Where it is served, below `tile/`."""
        groups = [self.number % 1000]
        rest = self.number // 1000
        while rest:
            groups.insert(0, rest % 1000)
            rest //= 1000
        name = "/".join([*(f"x{each:03}" for each in groups[:-1]), f"{groups[-1]:03}"])
        level = "entries" if self.level < 0 else str(self.level)
        return f"{level}/{name}" + (f".p/{self.width}" if self.width < WIDTH else "")


def tile_at(path: str) -> Tile | None:
    """The tile that is served there; None when no tile is called so."""
    found = _PATH.fullmatch(path)
    if found is None:
        return None
    level, name, width = found.groups()
    groups = name[1:].replace("x", "").split("/")
    if len(groups) > 1 and groups[0] == "000":
        return None
    if width and int(width) >= WIDTH:
        return None
    return Tile(-1 if level == "entries" else int(level), int("".join(groups)), int(width or WIDTH))


def tile_in(level: int, number: int, size: int) -> Tile:
    """That tile as a tree of `size` leaves has it: whole, or as far as it goes."""
    return Tile(level, number, min(WIDTH, size // WIDTH ** max(level, 0) - number * WIDTH))


def hashes_from(fetch: Callable[[Tile], bytes], size: int) -> ReadHash:
    """Hashes of complete subtrees out of the tiles of a tree of `size` leaves; each tile is fetched once.

    Raises NotProvenError for a tile of another length.
    """
    kept: dict[Tile, bytes] = {}
    known: dict[tuple[int, int], bytes] = {}

    def read(level: int, index: int) -> bytes:
        if (level, index) not in known:
            known[level, index] = found(level, index)
        return known[level, index]

    def found(level: int, index: int) -> bytes:
        above, within = divmod(level, _HEIGHT)
        number, place = divmod(index << within, WIDTH)
        tile = tile_in(above, number, size)
        if tile not in kept:
            kept[tile] = _of_length(fetch(tile), tile)
        return folded(_hashes(kept[tile][place * HASH_BYTES : (place + (1 << within)) * HASH_BYTES]))

    return read


def grown(size: int, edge: Mapping[int, bytes], hashes: Sequence[bytes]) -> dict[tuple[int, int], bytes]:
    """The tiles that change when leaves are added to a tree of `size`, by level and number.

    `edge` holds by level the last tile, where it is not full.
    """
    changed: dict[tuple[int, int], bytes] = {}
    carried, level = hashes, 0
    while carried:
        number = size // WIDTH**level // WIDTH
        content = edge.get(level, b"") + b"".join(carried)
        carried = []
        for begin in range(0, len(content), _FULL):
            tile = content[begin : begin + _FULL]
            changed[level, number] = tile
            number += 1
            if len(tile) == _FULL:
                carried.append(folded(_hashes(tile)))
        level += 1
    return changed


def folded(hashes: Sequence[bytes]) -> bytes:
    """The hash over a power of two of them."""
    found = list(hashes)
    while len(found) > 1:
        found = [node_hash(found[at], found[at + 1]) for at in range(0, len(found), 2)]
    return found[0]


def bundle_of(leaves: Iterable[bytes]) -> bytes:
    """Leaves as an entry bundle: each after its length in two bytes."""
    return b"".join(len(each).to_bytes(2, "big") + each for each in leaves)


def leaves_in(bundle: bytes) -> Iterator[bytes]:
    """The leaves of an entry bundle. Raises NotProvenError when it is cut off."""
    at = 0
    while at < len(bundle):
        end = at + 2 + int.from_bytes(bundle[at : at + 2], "big")
        if end > len(bundle) or at + 2 > len(bundle):
            raise NotProvenError("tile-damaged", "an entry bundle is cut off")
        yield bundle[at + 2 : end]
        at = end


def require_fits(leaf: bytes) -> None:
    """Raise ValueError for a leaf that no bundle has a place for."""
    if len(leaf) > _LONGEST_ENTRY:
        raise ValueError(f"a leaf has at most {_LONGEST_ENTRY} bytes")


def _of_length(content: bytes, tile: Tile) -> bytes:
    if len(content) != tile.width * HASH_BYTES:
        raise NotProvenError("tile-damaged", f"{tile.path} has {len(content)} bytes")
    return content


def _hashes(content: bytes) -> list[bytes]:
    return [content[at : at + HASH_BYTES] for at in range(0, len(content), HASH_BYTES)]
