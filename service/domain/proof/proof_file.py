"""The proof that one leaf is in the log, as a text file (C2SP tlog-proof)."""

from base64 import b64encode
from dataclasses import dataclass

from service.domain.proof.checkpoint import Checkpoint
from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import SignedNote, plain_base64
from service.domain.proof.tree import HASH_BYTES, leaf_hash, require_included

_FIRST = "c2sp.org/tlog-proof@v1"
_EXTRA = "extra "


@dataclass(frozen=True, slots=True)
class LeafProof:
    """Where a leaf stands, the hashes from it to the root, and the signed checkpoint with that root."""

    index: int
    path: tuple[bytes, ...]
    note: SignedNote
    extra: bytes = b""
    """Not proven by itself: what the leaf is made from."""

    @property
    def text(self) -> str:
        """The file."""
        extra = [f"extra {b64encode(self.extra).decode()}"] if self.extra else []
        hashes = (b64encode(each).decode() for each in self.path)
        return "\n".join([_FIRST, *extra, f"index {self.index}", *hashes, "", self.note.whole])

    @property
    def checkpoint(self) -> Checkpoint:
        """Raises NotProvenError."""
        return Checkpoint.parse(self.note.text)

    def require_includes(self, leaf: bytes) -> None:
        """Raise NotProvenError unless the leaf stands there. Says nothing about who signed."""
        checkpoint = self.checkpoint
        require_included(leaf_hash(leaf), self.index, checkpoint.size, self.path, checkpoint.root)

    @classmethod
    def parse(cls, text: str) -> "LeafProof":
        """Raises NotProvenError."""
        head, _, note = text.partition("\n\n")
        first, *lines = head.split("\n")
        if first != _FIRST or not lines:
            raise NotProvenError("proof-damaged", "it does not begin as a proof does")
        extra = plain_base64(lines.pop(0).removeprefix(_EXTRA)) if lines[0].startswith(_EXTRA) else b""
        index = _index_in(lines.pop(0) if lines else "")
        path = tuple(plain_base64(each) for each in lines)
        if any(len(each) != HASH_BYTES for each in path):
            raise NotProvenError("proof-damaged", "a hash has 32 bytes")
        return cls(index, path, SignedNote.parse(note), extra)


def _index_in(line: str) -> int:
    word, _, number = line.partition(" ")
    if word != "index" or not (number.isascii() and number.isdecimal() and str(int(number)) == number):
        raise NotProvenError("proof-damaged", "it does not say which leaf")
    return int(number)
