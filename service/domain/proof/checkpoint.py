"""A checkpoint (C2SP tlog-checkpoint): how large the log was at a moment, and the root of its tree."""

from base64 import b64encode
from dataclasses import dataclass

from service.domain.proof.failures import NotProvenError
from service.domain.proof.notes import SignedNote, SignerKey, plain_base64
from service.domain.proof.tree import HASH_BYTES

_LINES = 3


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What a log signs of itself."""

    origin: str
    """Which log it is: the name of its key."""
    size: int
    root: bytes

    @property
    def text(self) -> str:
        """What is signed."""
        return f"{self.origin}\n{self.size}\n{b64encode(self.root).decode()}\n"

    @property
    def head(self) -> tuple[int, bytes]:
        """Its size and its root."""
        return self.size, self.root

    def signed(self, key: SignerKey) -> SignedNote:
        """By the log itself."""
        return SignedNote(self.text, (key.sign(self.text),))

    @classmethod
    def parse(cls, text: str) -> "Checkpoint":
        """Raises NotProvenError. A log of ours adds no lines, so one with more is of another."""
        lines = text.split("\n")
        if len(lines) != _LINES + 1 or not lines[0] or not _is_number(lines[1]):
            raise NotProvenError("note-damaged", "it is not an origin, a size and a root")
        root = plain_base64(lines[2])
        if len(root) != HASH_BYTES:
            raise NotProvenError("note-damaged", "a root has 32 bytes")
        return cls(lines[0], int(lines[1]), root)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and str(int(text)) == text
