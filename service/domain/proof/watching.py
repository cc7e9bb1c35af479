"""What a witness does with a checkpoint: hold it against the last one that it saw, by the tiles."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import SignedNote, VerifierKey
from service.domain.proof.tiles import Tile, hashes_from
from service.domain.proof.tree import (
    EMPTY,
    consistency_proof,
    require_consistent,
    root_at,
    root_of,
)


@dataclass(frozen=True, slots=True)
class Seen:
    """The last checkpoint that a witness saw; before the first one an empty log."""

    size: int = 0
    root: bytes = EMPTY

    @classmethod
    def of(cls, log: VerifierKey, whole: str | None) -> "Seen":
        """As it was kept. Raises NotProvenError when what was kept is not signed by this log."""
        if whole is None:
            return cls()
        _, checkpoint = _signed(log, whole)
        return cls(checkpoint.size, checkpoint.root)


def require_next(
    log: VerifierKey, whole: str, before: Seen, fetch: Callable[[Tile], bytes]
) -> tuple[SignedNote, Checkpoint]:
    """A checkpoint of this log that begins with all that was seen. Raises NotProvenError.

    Every hash comes out of tiles, and the root that they give is that of the checkpoint.
    """
    note, checkpoint = _signed(log, whole)
    if checkpoint.size < before.size:
        raise NotProvenError("rolled-back", f"{before.size} leaves became {checkpoint.size}")
    read = hashes_from(fetch, checkpoint.size)
    path = consistency_proof(read, before.size, checkpoint.size)
    require_consistent((before.size, before.root), checkpoint.head, path)
    if root_at(read, checkpoint.size) != checkpoint.root:
        raise NotProvenError("tile-damaged", "the tiles have another root than the checkpoint")
    return note, checkpoint


def require_leaves(checkpoint: Checkpoint, leaves: Iterable[bytes]) -> None:
    """Raise NotProvenError unless these are all the leaves of that tree."""
    if root_of(leaves) != checkpoint.head:
        raise NotProvenError("history-differs", "the leaves have another root than the checkpoint")


def _signed(log: VerifierKey, whole: str) -> tuple[SignedNote, Checkpoint]:
    note = SignedNote.parse(whole)
    checkpoint = Checkpoint.parse(note.text)
    if checkpoint.origin != log.name:
        raise NotProvenError("log-unknown", checkpoint.origin)
    if not note.signed_by([log]):
        raise NotProvenError("signature-missing", log.name)
    return note, checkpoint
