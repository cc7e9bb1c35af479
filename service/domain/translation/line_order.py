"""The order of lines that stand for one row each: part of a format, and by default that of the key."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.formats.rows import Rows, ranks
from service.domain.standard.model import Table
from service.domain.translation.content import ValueKind, Values

Positions = npt.NDArray[np.int64]


def in_fixed_order(rows: Rows, table: Table, order: Sequence[str], parts: Positions) -> Rows:
    """The rows by part, then by the fields of `order`, then by the key of their table, blanks last.

    Rows that share all of that stand by their other fields, so that the same rows give the same lines in
    whatever order they were handed in.
    """
    key = table.key.fields if table.key is not None else ()
    if not order and len(key) == 1 and _ascends(rows.field(key[0]), parts):
        return rows
    fields = list(dict.fromkeys((*order, *key)))
    if not key or not _are_different(rows, fields, parts):
        fields += [name for name in table.fields if name not in fields]
    sorted_positions = np.lexsort([*(ranks(rows.field(name))[0] for name in reversed(fields)), parts])
    return replace(rows, positions=rows.positions[sorted_positions])


def _are_different(rows: Rows, fields: Sequence[str], parts: Positions) -> bool:
    """Whether no two rows of one part have the same values in these fields."""
    combined = np.asarray(parts, dtype=np.int64)
    for name in fields:
        codes, size = ranks(rows.field(name))
        combined = np.unique(combined * (size + 1) + codes, return_inverse=True)[1]
    return len(np.unique(combined)) == len(rows)


def _ascends(values: Values, parts: Positions) -> bool:
    """Whether every text comes after the one before it in its part: then there is nothing to sort."""
    if values.kind is not ValueKind.TEXT or values.blank.any():
        return False
    if len(values) < _WORTH_COMPARING:
        return True
    try:
        texts = values.texts
    except (UnicodeEncodeError, pa.ArrowInvalid):
        return False
    later = pc.less(texts[:-1], texts[1:]).to_numpy(zero_copy_only=False)
    return bool((later | (parts[:-1] != parts[1:])).all())


_WORTH_COMPARING = 2
