"""The tree of RFC 9162 §2.1 over leaves that only grow: its root, and proofs of what is in it."""

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from service.domain.proof.failures import NotProvenError

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""
HASH_BYTES = 32

ReadHash = Callable[[int, int], bytes]
"""The hash of the complete subtree with 2**level leaves that begins at leaf index * 2**level."""


def leaf_hash(leaf: bytes) -> bytes:
    """Of one leaf."""
    return sha256(b"\x00" + leaf).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Of a node, from those of its two children."""
    return sha256(b"\x01" + left + right).digest()


def root_of(leaves: Iterable[bytes]) -> tuple[int, bytes]:
    """How many leaves there are, and the root over all of them."""
    return root_of_hashes(leaf_hash(each) for each in leaves)


def root_of_hashes(hashes: Iterable[bytes]) -> tuple[int, bytes]:
    """The same from the hashes of the leaves; keeps no more than one hash a level."""
    size = 0
    peaks: list[bytes] = []
    for each in hashes:
        found, rest = each, size
        while rest & 1:
            found, rest = node_hash(peaks.pop(), found), rest >> 1
        peaks.append(found)
        size += 1
    if not peaks:
        return 0, EMPTY
    root = peaks.pop()
    while peaks:
        root = node_hash(peaks.pop(), root)
    return size, root


def root_at(read: ReadHash, size: int) -> bytes:
    """The root of the first `size` leaves."""
    return _hash_between(read, 0, size) if size else EMPTY


def inclusion_proof(read: ReadHash, index: int, size: int) -> tuple[bytes, ...]:
    """The audit path of leaf `index` in the first `size` leaves, from its sibling up. `index` < `size`."""
    begin, end, path = 0, size, []
    while end - begin > 1:
        middle = begin + _split(end - begin)
        if index < middle:
            path.append(_hash_between(read, middle, end))
            end = middle
        else:
            path.append(_hash_between(read, begin, middle))
            begin = middle
    return tuple(reversed(path))


def consistency_proof(read: ReadHash, old: int, new: int) -> tuple[bytes, ...]:
    """That the first `old` of `new` leaves are still the same; empty when there is nothing to prove."""
    if old in {0, new}:
        return ()
    begin, end, is_whole, path = 0, new, True, []
    while old != end:
        middle = begin + _split(end - begin)
        if old <= middle:
            path.append(_hash_between(read, middle, end))
            end = middle
        else:
            path.append(_hash_between(read, begin, middle))
            begin, is_whole = middle, False
    if not is_whole:
        path.append(_hash_between(read, begin, end))
    return tuple(reversed(path))


def require_included(leaf: bytes, index: int, size: int, path: Sequence[bytes], root: bytes) -> None:
    """RFC 9162 §2.1.3.2, of the hash of a leaf. Raises NotProvenError."""
    if not 0 <= index < size:
        raise NotProvenError("not-in-tree", f"leaf {index} of {size}")
    place, last, found = index, size - 1, leaf
    for each in path:
        if not last:
            raise NotProvenError("not-in-tree", f"leaf {index} of {size}")
        if place & 1 or place == last:
            found = node_hash(each, found)
            place, last = _up_to_the_right(place, last)
        else:
            found = node_hash(found, each)
        place, last = place >> 1, last >> 1
    if last:
        raise NotProvenError("not-in-tree", f"leaf {index} of {size}")
    if found != root:
        raise NotProvenError("not-in-tree", f"leaf {index} of {size}")


def require_consistent(old: tuple[int, bytes], new: tuple[int, bytes], path: Sequence[bytes]) -> None:
    """RFC 9162 §2.1.4.2: `new` begins with all of `old`, each a size and a root. Raises NotProvenError."""
    (old_size, old_root), (new_size, new_root) = old, new
    if old_size > new_size:
        raise NotProvenError("rolled-back", f"{old_size} leaves became {new_size}")
    if old_size == new_size or not old_size:
        if path or (old_size == new_size and old_root != new_root):
            raise NotProvenError("history-differs", f"two trees of {new_size} leaves")
        return
    found_old, found_new = _roots_by(path, old_root, old_size, new_size)
    if found_old != old_root or found_new != new_root:
        raise NotProvenError("history-differs", f"{old_size} of {new_size} leaves")


def _roots_by(path: Sequence[bytes], old_root: bytes, old_size: int, new_size: int) -> tuple[bytes, bytes]:
    """The two roots to which a path of consistency leads."""
    steps = list(path) if old_size & (old_size - 1) else [old_root, *path]
    if not steps:
        raise NotProvenError("history-differs", "no path")
    place, last = _up_from_the_right(old_size - 1, new_size - 1)
    before = after = steps[0]
    for each in steps[1:]:
        if not last:
            raise NotProvenError("history-differs", "the path is too long")
        if place & 1 or place == last:
            before, after = node_hash(each, before), node_hash(each, after)
            place, last = _up_to_the_right(place, last)
        else:
            after = node_hash(after, each)
        place, last = place >> 1, last >> 1
    if last:
        raise NotProvenError("history-differs", "the path is too short")
    return before, after


def _up_from_the_right(place: int, last: int) -> tuple[int, int]:
    """Up as long as the place is a right child."""
    while place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _up_to_the_right(place: int, last: int) -> tuple[int, int]:
    """Up until the place is a right child, or the first of its level."""
    while place and not place & 1:
        place, last = place >> 1, last >> 1
    return place, last


def _hash_between(read: ReadHash, begin: int, end: int) -> bytes:
    """The hash over leaves begin..end, where `begin` is where such a subtree of the tree begins."""
    size = end - begin
    if not size & (size - 1):
        level = size.bit_length() - 1
        return read(level, begin >> level)
    middle = begin + _split(size)
    return node_hash(_hash_between(read, begin, middle), _hash_between(read, middle, end))


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)
