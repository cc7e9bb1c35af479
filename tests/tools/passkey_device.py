"""A device that keeps passkeys, in software: what a phone or a laptop does behind `navigator.credentials`."""

import json
import os
import struct
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256

_PRESENT, _VERIFIED, _HAS_KEY = 0x01, 0x04, 0x40


@dataclass
class Device:
    """One device with one passkey; a test may turn what it says."""

    host: str = "localhost"
    origin: str = "http://localhost"
    is_verified: bool = True
    uses: int = 0
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    credential: bytes = field(default_factory=lambda: os.urandom(16))

    def made(self, options: str) -> str:
        """What a browser gives back of `navigator.credentials.create`."""
        numbers = self.key.public_key().public_numbers()
        points = {-2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        public = cbor2.dumps({1: 2, 3: -7, -1: 1, **points})
        about = bytes(16) + struct.pack(">H", len(self.credential)) + self.credential + public
        said = {"fmt": "none", "attStmt": {}, "authData": self._data(_HAS_KEY) + about}
        client = self._client("webauthn.create", options)
        return self._answer({"clientDataJSON": _text(client), "attestationObject": _text(cbor2.dumps(said))})

    def signed(self, options: str, handle: bytes = b"") -> str:
        """And of `navigator.credentials.get`."""
        self.uses += 1
        client, data = self._client("webauthn.get", options), self._data()
        signature = self.key.sign(data + sha256(client).digest(), ec.ECDSA(SHA256()))
        response = {"clientDataJSON": client, "authenticatorData": data, "signature": signature}
        return self._answer({name: _text(each) for name, each in (response | {"userHandle": handle}).items()})

    def _data(self, more: int = 0) -> bytes:
        flags = _PRESENT | (_VERIFIED if self.is_verified else 0) | more
        return sha256(self.host.encode()).digest() + struct.pack(">BI", flags, self.uses)

    def _client(self, kind: str, options: str) -> bytes:
        said = {"type": kind, "challenge": json.loads(options)["challenge"], "origin": self.origin}
        return json.dumps(said).encode()

    def _answer(self, response: dict[str, str]) -> str:
        name = _text(self.credential)
        said = {"id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}}
        return json.dumps({**said, "response": response})


def _text(said: bytes) -> str:
    return urlsafe_b64encode(said).rstrip(b"=").decode()
