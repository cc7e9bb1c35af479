"""Passwords: kept as Argon2id hashes that say themselves how they were made; older ones as scrypt."""

import secrets
from base64 import b64decode
from functools import cache
from hashlib import scrypt
from hmac import compare_digest

from argon2 import PasswordHasher, Type
from argon2.exceptions import VerifyMismatchError

_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, type=Type.ID)
"""The first set that OWASP's password storage cheat sheet names: 19 MiB, 0.02 seconds of a processor."""
_MEMORY = 64 * 1024 * 1024


NO_PASSWORD = ""
"""Kept of who signs in elsewhere: no password is it."""


def hash_password(password: str) -> str:
    """A new hash, other than any before because of its salt."""
    return _HASHER.hash(password)


def is_password(password: str, kept: str) -> bool:
    """Whether `kept` was made of `password`; takes equally long for every password."""
    if kept == NO_PASSWORD:
        is_password(password, nobodys_hash())  # which takes as long as any other
        return False
    if kept.startswith("scrypt$"):
        return _is_scrypt(password, kept)
    try:
        return _HASHER.verify(kept, password)
    except VerifyMismatchError:
        return False


@cache
def nobodys_hash() -> str:
    """Of a password that nobody knows: to try on it takes as long as on any other."""
    return hash_password(secrets.token_urlsafe(32))


def _is_scrypt(password: str, kept: str) -> bool:
    """Of accounts that got their password before Argon2id."""
    _, cost, block, parallel, salt, digest = kept.split("$")
    made = scrypt(
        password.encode(),
        salt=b64decode(salt),
        n=int(cost),
        r=int(block),
        p=int(parallel),
        maxmem=_MEMORY,
    )
    return compare_digest(made, b64decode(digest))
