"""Any value of the domain as text that a person can read and compare, whatever is in it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any
from uuid import UUID

import numpy as np

from service.domain.burden.demand import Delivery, Demand
from service.domain.burden.tables import BurdenTables
from service.domain.periods import Period
from service.domain.wording import Wording

_FEW, _WIDTH = 12, 160
_DIGITS = ".6g"
"""Of figures that were drawn: as many as are the same on every machine."""


def in_text(value: object, name: str = "") -> str:
    """One line for every single thing, indented under what it is part of; in its own order, a set sorted."""
    return "\n".join(_lines(value, name, 0)) + "\n"


def _lines(value: object, name: str, depth: int) -> Iterator[str]:
    head = "  " * depth + (f"{name}:" if name else "-")
    one = _in_one_line(value)
    if one is not None:
        yield f"{head} {one}".rstrip()
        return
    parts = _parts(value)
    together = [_in_one_line(below) for _, below in parts]
    line = " ".join(
        [head, *(f"{part}={each}".lstrip("=") for (part, _), each in zip(parts, together, strict=True))]
    )
    if None not in together and len(line) <= _WIDTH:
        yield line
        return
    yield head
    for part, below in parts:
        yield from _lines(below, part, depth + 1)


def _in_one_line(value: object) -> str | None:
    for kind, told in _TOLD.items():
        if isinstance(value, kind):
            return told(value)
    return None if _parts(value) else "none"


def _of_delivery(each: Delivery) -> str:
    cells = each.cells
    counts = [cells.all, cells.same, cells.converted, cells.by_hand]
    whose = f"{each.provider} {each.municipality} {each.demand.format} {each.period.label}"
    return f"{whose} {each.rows} {each.manual_rows} {counts} {each.had_findings}"


def _of_figure(value: float) -> str:
    return format(value, _DIGITS)


def _of_array(value: np.ndarray) -> str:
    if value.dtype.kind != "f":
        return " ".join(map(str, value.ravel()))
    if value.size > _FEW:
        return f"{value.shape} of {_of_figure(value.mean())} ± {_of_figure(value.std())}"
    return " ".join(map(_of_figure, value.ravel()))


def _parts(value: object) -> Sequence[tuple[str, object]]:
    match value:
        case Mapping():
            return [(str(_in_one_line(key) or key), below) for key, below in value.items()]
        case AbstractSet():
            return [("", each) for each in sorted(value, key=in_text)]
        case Sequence():
            return [("", each) for each in value]
    assert is_dataclass(value), type(value)
    return [(each.name, getattr(value, each.name)) for each in fields(value)]


_TOLD: Mapping[type, Callable[[Any], str]] = {
    Enum: lambda each: each.name,
    float: _of_figure,
    np.floating: _of_figure,
    np.ndarray: _of_array,
    Period: lambda each: each.label,
    Wording: lambda each: f"{each.nl} | {each.en}",
    Demand: lambda each: each.format,
    Delivery: _of_delivery,
    BurdenTables: lambda each: str(sorted(each.versions.items())),
    **dict.fromkeys((bool, type(None), int, str, Decimal, Fraction, UUID, date, np.generic), str),
}
"""In one line; the first that fits."""
