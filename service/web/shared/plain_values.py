"""Values that nobody types in a form or address: refused at the door, whatever page they are for."""

from collections.abc import Iterator

from flask import Flask, abort, request

_MOST_DIGITS = 18
"""Of a whole number: no count or amount of ours has more."""


_MOST_DIGITS_OF_A_PLACE = 9
"""Of the number of a row, or of where a page begins."""


def number_of(written: str) -> int:
    """A whole number as it stands in an address; 0 for anything else."""
    is_number = written.isascii() and written.isdecimal() and len(written) <= _MOST_DIGITS_OF_A_PLACE
    return int(written) if is_number else 0


def install(app: Flask) -> None:
    """Hold every request against it, after it is known who may ask."""
    app.before_request(_refuse_odd_values)


def _refuse_odd_values() -> None:
    """What is nowhere, or not asked so, is answered as that."""
    if request.routing_exception is None and any(_is_odd(value) for value in _values()):
        abort(400)


def _values() -> Iterator[str]:
    for value in (request.view_args or {}).values():
        yield str(value)
    for values in (request.args, request.form):
        for name, each in values.items(multi=True):
            yield name
            yield each


def _is_odd(value: str) -> bool:
    """A NUL has no place in PostgreSQL; a number without end takes a processor."""
    return "\0" in value or (len(value) > _MOST_DIGITS and value.isdecimal())
