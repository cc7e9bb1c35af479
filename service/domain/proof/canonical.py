"""JSON of which the same value always has the same bytes, so that it can be hashed."""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256

Plain = str | int | bool | None | Sequence["Plain"] | Mapping[str, "Plain"]
"""What canonical JSON holds: no number with a point, because two programs may write that otherwise."""


def canonical(value: object) -> bytes:
    """RFC 8785 for texts, whole numbers, lists and objects. Raises TypeError for anything else."""
    _require_plain(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def hash_of(value: object) -> str:
    """The SHA-256 of its canonical JSON, in hexadecimal."""
    return sha256(canonical(value)).hexdigest()


def _require_plain(value: object) -> None:
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise TypeError("a key of canonical JSON is a text")
        value = list(value.values())
    if isinstance(value, list | tuple):
        for each in value:
            _require_plain(each)
    elif not (value is None or isinstance(value, str | int)):
        raise TypeError(f"no place in canonical JSON for {type(value).__name__}")
