"""Pages and what belongs to them travel compressed to a browser that takes that."""

import gzip
import io
from secrets import choice, randbelow
from string import ascii_lowercase

from flask import Flask, Response, request

_TEXTS = {"text/html", "text/css", "text/javascript", "application/javascript", "image/svg+xml"}
"""Of pages alone: workbooks are compressed already, and what a program takes is hashed as it is."""
_WORTH_IT = 1000
"""Bytes; below this a packet holds it anyway."""
_LEVEL = 5
_MOST_LETTERS = 100
_OK = 200


def install(app: Flask) -> None:
    """Compress what is worth it, after every header is there."""
    app.after_request(_compressed)


def _compressed(response: Response) -> Response:
    if response.mimetype not in _TEXTS:
        return response
    response.vary.add("Accept-Encoding")
    is_file = response.direct_passthrough
    if response.status_code != _OK or (response.is_streamed and not is_file) or not _takes():
        return response
    response.direct_passthrough = False
    plain = response.get_data()
    if len(plain) >= _WORTH_IT:
        response.set_data(_packed(plain))
        response.headers["Content-Encoding"] = "gzip"
        etag, _is_weak = response.get_etag()
        if etag:
            response.set_etag(etag, weak=True)  # the same content, and no longer the same bytes
    return response


def _takes() -> bool:
    return request.accept_encodings["gzip"] > 0


def _packed(plain: bytes) -> bytes:
    """With a name of random length in its head, which no browser reads.

    So that the length of a page does not tell who makes it repeat something whether that stood in it already:
    BREACH, and the mitigation of Django.
    """
    name = "".join(choice(ascii_lowercase) for _ in range(1 + randbelow(_MOST_LETTERS)))
    packed = io.BytesIO()
    with gzip.GzipFile(name, "wb", _LEVEL, packed, mtime=0) as target:
        target.write(plain)
    return packed.getvalue()
