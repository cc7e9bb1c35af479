"""The tree against the vectors of RFC 6962's reference, and every proof against every way to spoil it."""

import random
from hashlib import sha256

import pytest

from service.domain.proof.failures import NotProvenError
from service.domain.proof.tiles import (
    Tile,
    bundle_of,
    grown,
    hashes_from,
    leaves_in,
    tile_at,
    tile_in,
)
from service.domain.proof.tree import (
    EMPTY,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    require_consistent,
    require_included,
    root_at,
    root_of,
)

LEAVES = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


class Grown:
    """A log in memory that keeps its tiles as ours does."""

    def __init__(self, leaves=(), step=97):
        self.size, self.tiles = 0, {}
        for begin in range(0, len(leaves), step):
            self.add(leaves[begin : begin + step])

    def add(self, leaves):
        edge = {level: each for (level, _), each in sorted(self.tiles.items()) if len(each) < 8192}
        self.tiles |= grown(self.size, edge, [leaf_hash(each) for each in leaves])
        self.size += len(leaves)

    def fetch(self, tile):
        return self.tiles[tile.level, tile.number][: tile.width * 32]

    def reader(self, size=None):
        return hashes_from(self.fetch, self.size if size is None else size)


def numbered(count):
    return [f"leaf {each}".encode() for each in range(count)]


def test_roots_are_those_of_the_reference_of_rfc_6962():
    assert root_of([]) == (0, EMPTY) == (0, sha256(b"").digest())
    for count, root in enumerate(ROOTS, start=1):
        assert root_of(LEAVES[:count]) == (count, bytes.fromhex(root))
        log = Grown(LEAVES[:count], step=3)
        assert root_at(log.reader(), count).hex() == root


def test_proofs_are_those_of_the_reference_of_rfc_6962():
    read = Grown(LEAVES).reader()

    assert [each.hex() for each in inclusion_proof(read, 5, 8)] == [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]
    assert [each.hex() for each in consistency_proof(read, 6, 8)] == [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 13])
def test_every_leaf_of_a_small_tree_is_proven_and_no_other_is(size):
    leaves = numbered(size)
    log, (_, root) = Grown(leaves, step=4), root_of(leaves)

    for index, leaf in enumerate(leaves):
        path = inclusion_proof(log.reader(), index, size)
        require_included(leaf_hash(leaf), index, size, path, root)
        for wrong in (
            (leaf_hash(leaf + b"!"), index, size, path, root),
            (leaf_hash(leaf), index + 1, size, path, root),
            (leaf_hash(leaf), index, size, (*path, root), root),
            (leaf_hash(leaf), index, size, path, EMPTY),
            *([(leaf_hash(leaf), index, size, path[1:], root)] if path else []),
        ):
            with pytest.raises(NotProvenError):
                require_included(*wrong)


def test_every_tree_holds_every_smaller_one_and_no_other():
    leaves = numbered(24)
    log = Grown(leaves, step=5)
    roots = [root_of(leaves[:count])[1] for count in range(25)]

    for new in range(1, 25):
        for old in range(new + 1):
            path = consistency_proof(log.reader(), old, new)
            require_consistent((old, roots[old]), (new, roots[new]), path)
            if old:
                with pytest.raises(NotProvenError):
                    require_consistent((old, EMPTY), (new, roots[new]), path)
                with pytest.raises(NotProvenError):
                    require_consistent((old, roots[old]), (new, roots[new]), (*path, EMPTY))
    with pytest.raises(NotProvenError, match="rolled-back"):
        require_consistent((24, roots[24]), (23, roots[23]), ())


def test_tiles_of_a_larger_tree_give_the_same_root_whatever_came_at_once():
    leaves = numbered(70_000)
    for step in (1009, 70_000):
        log = Grown(leaves, step)
        assert sorted(
            (level, number, len(each) // 32) for (level, number), each in log.tiles.items() if level
        ) == [
            (1, 0, 256),
            (1, 1, 17),
            (2, 0, 1),
        ]
        assert (70_000, root_at(log.reader(), 70_000)) == root_of(leaves)
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        path = inclusion_proof(log.reader(), index, 70_000)
        require_included(leaf_hash(leaves[index]), index, 70_000, path, root_of(leaves)[1])


def test_a_tile_has_one_path_and_a_path_one_tile():
    assert Tile(0, 1234067).path == "0/x001/x234/067"
    assert Tile(-1, 5, 8).path == "entries/005.p/8"
    assert tile_in(0, 273, 70_000) == Tile(0, 273, 112)
    for tile in (Tile(0, 0), Tile(0, 999, 255), Tile(3, 1_000), Tile(-1, 1_000_000, 1)):
        assert tile_at(tile.path) == tile
    for path in (
        "0/1",
        "00/001",
        "64/001",
        "0/000.p/256",
        "0/000.p/0",
        "0/x000/001",
        "0/x1/001",
        "x/001",
        "",
    ):
        assert tile_at(path) is None


def test_leaves_come_out_of_a_bundle_as_they_went_in_and_a_cut_bundle_is_noticed():
    bundle = bundle_of([b"", b"a", b"b" * 300])

    assert list(leaves_in(bundle)) == [b"", b"a", b"b" * 300]
    for cut in (1, len(bundle) - 1):
        with pytest.raises(NotProvenError, match="cut off"):
            list(leaves_in(bundle[:cut]))


def test_a_tile_of_another_length_is_refused():
    log = Grown(numbered(10))

    with pytest.raises(NotProvenError, match="tile-damaged"):
        root_at(hashes_from(lambda tile: log.fetch(tile)[:-1], 10), 10)


SPOILED = ("flip", "delete", "reorder", "truncate", "roll back", "split view", "insert")


def spoil(kind, leaves, seen, lot):
    """Another history of the log after a witness saw `seen` leaves of it."""
    at = lot.randrange(seen)
    changed = list(leaves)
    match kind:
        case "flip":
            bit = lot.randrange(len(changed[at]) * 8)
            whole = int.from_bytes(changed[at], "big") ^ (1 << bit)
            changed[at] = whole.to_bytes(len(changed[at]), "big")
        case "delete":
            del changed[at]
        case "reorder":
            other = (at + lot.randrange(1, seen)) % seen if seen > 1 else at
            changed[at], changed[other] = changed[other], changed[at]
        case "truncate" | "roll back":
            changed = changed[: lot.randrange(seen)]
        case "split view":
            changed = [*changed[:at], *(each + b" of others" for each in changed[at:])]
        case "insert":
            changed.insert(at, b"put in between")
    return changed


def attempts(count):
    """How many spoiled histories a witness noticed."""
    noticed = 0
    for seed in range(count):
        lot = random.Random(seed)
        leaves = numbered(lot.randrange(2, 60))
        seen = lot.randrange(2, len(leaves) + 1)
        kind = SPOILED[seed % len(SPOILED)]
        served = spoil(kind, leaves, seen, lot)
        if kind == "roll back":  # and it grows again, by others
            served += [b"later " + bytes([lot.randrange(256)]) for _ in range(lot.randrange(60))]
        log = Grown(served, step=lot.randrange(1, 40))
        head = (log.size, root_of(served)[1])
        try:
            path = consistency_proof(log.reader(), seen, log.size) if log.size >= seen else ()
            require_consistent((seen, root_of(leaves[:seen])[1]), head, path)
        except NotProvenError:
            noticed += 1
    return noticed


def test_a_witness_notices_every_spoiled_history():
    assert attempts(200) == 200


@pytest.mark.long
def test_a_witness_notices_every_one_of_ten_thousand_spoiled_histories():
    assert attempts(10_000) == 10_000
