"""Some of many lines, from what `?vanaf=` says on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask import request

from service.web.shared.plain_values import number_of

_Line = TypeVar("_Line")


@dataclass(frozen=True, slots=True, kw_only=True)
class SomeLines(Generic[_Line]):
    """What a page shows of them, and how it goes on: as `pages_of` of the pages takes it."""

    things: Sequence[_Line]
    total: int
    begin: int
    former: int | None
    following: int | None
    chosen: Mapping[str, str | None]
    """What the address asks besides."""


def some_lines(every: Sequence[_Line], most: int, **chosen: str | None) -> SomeLines[_Line]:
    """`most` of them; from the beginning when the address asks what is after the end."""
    begin = number_of(request.args.get("vanaf", ""))
    begin = begin if begin < len(every) else 0
    return SomeLines(
        things=every[begin : begin + most],
        total=len(every),
        begin=begin,
        former=max(begin - most, 0) if begin else None,
        following=begin + most if begin + most < len(every) else None,
        chosen=chosen,
    )
