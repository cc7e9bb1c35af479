"""Passwords: kept as scrypt hashes that say themselves how they were made."""

import secrets
from base64 import b64decode, b64encode
from hashlib import scrypt
from hmac import compare_digest

_COST, _BLOCK, _PARALLEL = 2**14, 8, 5
"""OWASP's password storage cheat sheet names this set."""
_MEMORY = 64 * 1024 * 1024
_SALT_BYTES = 16


def hash_password(password: str) -> str:
    """A new hash, other than any before because of its salt."""
    salt = secrets.token_bytes(_SALT_BYTES)
    digest = _digest(password, salt, _COST, _BLOCK, _PARALLEL)
    parts = (str(_COST), str(_BLOCK), str(_PARALLEL), b64encode(salt).decode(), b64encode(digest).decode())
    return "$".join(("scrypt", *parts))


def is_password(password: str, kept: str) -> bool:
    """Whether `kept` was made of `password`; takes equally long for every password."""
    _, cost, block, parallel, salt, digest = kept.split("$")
    made = _digest(password, b64decode(salt), int(cost), int(block), int(parallel))
    return compare_digest(made, b64decode(digest))


def _digest(password: str, salt: bytes, cost: int, block: int, parallel: int) -> bytes:
    return scrypt(password.encode(), salt=salt, n=cost, r=block, p=parallel, maxmem=_MEMORY)
