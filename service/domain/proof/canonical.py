"""JSON of which the same value always has the same bytes, so that it can be hashed."""

import json
from hashlib import sha256

_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode
_PLAIN = frozenset({str, int, bool, type(None)})


def canonical(value: object) -> bytes:
    """RFC 8785 for texts, whole numbers, lists and objects. Raises TypeError for anything else.

    There is no number with a point among them, because two programs may write that otherwise.
    """
    _require_plain(value)
    return _encode(value).encode()


def hash_of(value: object) -> str:
    """The SHA-256 of its canonical JSON, in hexadecimal."""
    return sha256(canonical(value)).hexdigest()


def _require_plain(value: object) -> None:
    if type(value) in _PLAIN:
        return
    if isinstance(value, dict):
        if not all(type(key) is str for key in value):
            raise TypeError("a key of canonical JSON is a text")
        for each in value.values():
            _require_plain(each)
    elif isinstance(value, list | tuple):
        for each in value:
            _require_plain(each)
    else:
        raise TypeError(f"no place in canonical JSON for {type(value).__name__}")
