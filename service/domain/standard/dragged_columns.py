"""A rule that many rows break: perhaps a column was dragged down, or sorted without the rest of its sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from service.domain.findings import MOVED
from service.domain.said import plain
from service.domain.standard.cells import shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.fitting import ReadTable
from service.domain.wording import OR, Wording, joined, same

_CLIENT = ("clientnummer", "bsn", "geboortedatum")
_AMOUNT = ("volume", "tarief", "bedrag")
_COURSE = ("toewijzingnummer", "begindatum")
_HELD_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "client-with-two-bsns": _CLIENT,
    "client-with-two-births": _CLIENT,
    "client-with-two-genders": _CLIENT,
    "bsn-of-two-clients": _CLIENT,
    "amount-not-volume-times-tariff": _AMOUNT,
    "start-before-allocation": _COURSE,
    "start-before-stop": _COURSE,
    "start-twice": _COURSE,
}
"""Per rule the columns that it holds against each other, or against another sheet."""
_LEAST_ROWS, _LEAST_SHARE = 3, 0.25
"""Rows that break the rule, and of all rows: fewer are no matter of a column."""
_LEAST_SAME = 0.5
"""Of all rows: those with one and the same value."""
_LEAST_DIFFERENT = 3
_PERHAPS = Wording(
    "is {names} doorgetrokken of zonder de rest gesorteerd",
    "was {names} dragged down or sorted without the rest",
)


def with_column_dragged(fault: FieldFault, table: ReadTable) -> FieldFault:
    """The same fault; of one in many rows it asks after columns that look as if that was done to them.

    A column may be in order, or the same all over, by itself: it is asked, and nothing is held back.
    """
    least = max(_LEAST_ROWS, _LEAST_SHARE * table.rows)
    if MOVED in fault.facts or len(fault.positions) < least:
        return fault
    names = [name for name in _HELD_TOGETHER.get(fault.kind.code, ()) if name in table.matched.columns]
    odd = [same(f"kolom {table.matched.letter(name)} ({name})") for name in names if _is_odd(name, table)]
    if not 0 < len(odd) < len(names):
        return fault
    return replace(fault, facts={**fault.facts, MOVED: _PERHAPS.filled({"names": joined(OR, odd)})})


def _is_odd(name: str, table: ReadTable) -> bool:
    """Whether one value fills half of the column or more, or all its values stand in order."""
    texts = list(_texts(name, table))
    different, counts = np.unique(texts, return_counts=True)
    if not texts or counts.max() >= max(_LEAST_ROWS, _LEAST_SAME * len(texts)):
        return bool(texts)
    return len(different) >= _LEAST_DIFFERENT and texts == sorted(texts)


def _texts(name: str, table: ReadTable) -> Iterator[str]:
    cells = table.some_of(name)
    return (str(plain(shown(each))) for each, blank in zip(cells, cells.blank, strict=True) if not blank)
