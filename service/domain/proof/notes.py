"""Signed notes (C2SP signed-note) and the keys that sign them: Ed25519, and cosignatures of witnesses."""

import binascii
import re
from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from service.domain.proof.failures import NotProvenError

NOTE, COSIGNATURE = 0x01, 0x04
"""What a key signs: notes, or with a time the checkpoints of others."""
_SECRET = "PRIVATE+KEY+"  # noqa: S105 - how the text of any secret key begins
_NAME = re.compile(r"[^\s+]+")
_KEY_BYTES, _SIGNATURE_BYTES, _TIME_BYTES = 32, 64, 8
_MOST_SIGNATURES = 64


@dataclass(frozen=True, slots=True)
class VerifierKey:
    """By what a signature is recognised: the name of a key, what it signs, and its public half."""

    name: str
    kind: int
    public: bytes

    @property
    def id(self) -> bytes:
        """Four bytes that with the name tell keys apart."""
        return sha256(self.name.encode() + b"\n" + bytes([self.kind]) + self.public).digest()[:4]

    @property
    def text(self) -> str:
        """As it is given to others."""
        return f"{self.name}+{self.id.hex()}+{b64encode(bytes([self.kind]) + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "VerifierKey":
        """What `text` made. Raises NotProvenError."""
        name, key_id, kind, public = _parts(text)
        key = cls(name, kind, public)
        if key.id.hex() != key_id:
            raise NotProvenError("key-damaged", name)
        return key


@dataclass(frozen=True, slots=True)
class SignerKey:
    """A key that signs; its text is a secret."""

    name: str
    kind: int
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> VerifierKey:
        """Its public half."""
        return VerifierKey(self.name, self.kind, self._private().public_key().public_bytes_raw())

    @property
    def text(self) -> str:
        """As it is kept."""
        secret = b64encode(bytes([self.kind]) + self.seed).decode()
        return f"{_SECRET}{self.name}+{self.verifier.id.hex()}+{secret}"

    @classmethod
    def parse(cls, text: str) -> "SignerKey":
        """What `text` made. Raises NotProvenError, which does not repeat it."""
        if not text.startswith(_SECRET):
            raise NotProvenError("key-damaged", "it does not begin as a secret key does")
        name, key_id, kind, seed = _parts(text.removeprefix(_SECRET))
        key = cls(name, kind, seed)
        if key.verifier.id.hex() != key_id:
            raise NotProvenError("key-damaged", name)
        return key

    def sign(self, text: str, *, at: int = 0) -> "Signature":
        """Under a note; a witness also signs when: the seconds since 1970."""
        if self.kind == NOTE:
            return Signature(self.name, self.verifier.id, self._private().sign(text.encode()))
        signed = self._private().sign(_cosigned(text, at))
        return Signature(self.name, self.verifier.id, at.to_bytes(_TIME_BYTES, "big") + signed)

    def _private(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)


@dataclass(frozen=True, slots=True)
class Signature:
    """One line under a note."""

    name: str
    key_id: bytes
    signed: bytes

    @property
    def line(self) -> str:
        """As it stands there, without its end."""
        return f"— {self.name} {b64encode(self.key_id + self.signed).decode()}"

    @property
    def at(self) -> int:
        """When a witness signed, in seconds since 1970."""
        return int.from_bytes(self.signed[:_TIME_BYTES], "big")

    @classmethod
    def parse(cls, line: str) -> "Signature":
        """Raises NotProvenError."""
        dash, _, rest = line.partition(" ")
        name, _, signed = rest.partition(" ")
        content = plain_base64(signed)
        if dash != "—" or not _NAME.fullmatch(name) or len(content) <= len("abcd"):
            raise NotProvenError("note-damaged", "a line of a signature")
        return cls(name, content[:4], content[4:])

    def is_of(self, key: VerifierKey) -> bool:
        """Whether it says that this key made it."""
        return (self.name, self.key_id) == (key.name, key.id)

    def require_valid(self, key: VerifierKey, text: str) -> None:
        """Raise NotProvenError unless this key signed this text."""
        signed, message = self.signed, text.encode()
        if key.kind == COSIGNATURE:
            signed, message = signed[_TIME_BYTES:], _cosigned(text, self.at)
        if len(signed) != _SIGNATURE_BYTES:
            raise NotProvenError("signature-wrong", key.name)
        try:
            Ed25519PublicKey.from_public_bytes(key.public).verify(signed, message)
        except InvalidSignature as error:
            raise NotProvenError("signature-wrong", key.name) from error


@dataclass(frozen=True, slots=True)
class SignedNote:
    """A text with the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    @property
    def whole(self) -> str:
        """As it is served and kept."""
        return f"{self.text}\n" + "".join(f"{each.line}\n" for each in self.signatures)

    @classmethod
    def parse(cls, whole: str) -> "SignedNote":
        """Raises NotProvenError for what is no signed note; says nothing about its signatures yet."""
        text, found, lines = whole.rpartition("\n\n")
        if not found or not lines.endswith("\n"):
            raise NotProvenError("note-damaged", "no text with signatures under it")
        if any(ord(each) < ord(" ") and each != "\n" for each in whole):
            raise NotProvenError("note-damaged", "a sign that no note has")
        every = lines.removesuffix("\n").split("\n")
        if len(every) > _MOST_SIGNATURES:
            raise NotProvenError("note-damaged", "too many signatures")
        return cls(text + "\n", tuple(Signature.parse(each) for each in every))

    def signed_by(self, keys: Iterable[VerifierKey]) -> dict[VerifierKey, Signature]:
        """Which of these keys signed it; others are ignored. Raises NotProvenError for a wrong signature."""
        found: dict[VerifierKey, Signature] = {}
        for key in keys:
            for each in self.signatures:
                if each.is_of(key):
                    each.require_valid(key, self.text)
                    found[key] = each
        return found

    def with_signatures(self, more: Iterable[Signature]) -> "SignedNote":
        """The same with more lines, each once."""
        return SignedNote(self.text, tuple(dict.fromkeys((*self.signatures, *more))))


def plain_base64(text: str) -> bytes:
    """Raises NotProvenError for anything that is not written as base64 writes it."""
    try:
        content = b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise NotProvenError("note-damaged", "no base64") from error
    if b64encode(content).decode() != text:
        raise NotProvenError("note-damaged", "base64 with something left over")
    return content


def _cosigned(text: str, at: int) -> bytes:
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def _parts(text: str) -> tuple[str, str, int, bytes]:
    name, _, rest = text.strip().partition("+")
    key_id, _, encoded = rest.partition("+")
    try:
        content = plain_base64(encoded)
    except NotProvenError as error:
        raise NotProvenError("key-damaged", name) from error
    if not _NAME.fullmatch(name) or len(content) != 1 + _KEY_BYTES or content[0] not in {NOTE, COSIGNATURE}:
        raise NotProvenError("key-damaged", name)
    return name, key_id, content[0], content[1:]
