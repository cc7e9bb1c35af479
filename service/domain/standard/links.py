"""Keys and references: which rows share a key, and which allocation a row belongs to."""

from collections.abc import Collection, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import FindingKind, Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns, first_in, is_again
from service.domain.standard.faults import FieldFault, codes_per_row
from service.domain.standard.findings import cells as kinds
from service.domain.standard.model import Table
from service.domain.standard.rows_of_one_key import remedies
from service.domain.wording import Wording

ALLOCATION = "toewijzing"
_LARGEST_NUMBER = 10**9
"""One more than the highest toewijzingnummer (nine digits)."""
_LAW = "wet"
_LEAST_SAME, _SHARE_SAME = 3, 0.5
"""Rows, and of all rows, that have one and the same key: more than were copied."""
_DRAGGED = Wording(
    " Dit staat in de helft van de rijen of meer: is een van deze kolommen doorgetrokken?",
    " This stands in half of the rows or more: was one of these columns dragged down?",
)
_EMPTY = Wording(
    " Leeg is daar {names}: vul dat in als de rijen daarin verschillen.",
    " Empty there is {names}: fill that in when the rows differ in it.",
)


def positions_of_allocations(rows: Columns, allocation: Columns) -> npt.NDArray[np.intp]:
    """Per row the position of its allocation by (gemeentecode, toewijzingnummer), -1 where there is none.

    The first one when there are more.
    """
    target = _joined(allocation.numbered("gemeentecode"), allocation)
    wanted = _joined(rows.numbered_as("gemeentecode", allocation, "gemeentecode"), rows)
    unique, first = np.unique(target, return_index=True)
    if not len(unique):
        return np.full(len(rows), -1, np.intp)
    at = np.searchsorted(unique, wanted)
    at[at == len(unique)] = 0
    found = (wanted >= 0) & (unique[at] == wanted)
    return np.where(found, first[at], -1).astype(np.intp)


def _joined(municipality: npt.NDArray[np.intp], rows: Columns) -> npt.NDArray[np.int64]:
    known = (municipality >= 0) & rows.has("toewijzingnummer")
    numbers = rows.number("toewijzingnummer")
    return np.where(known & (numbers >= 0), municipality.astype(np.int64) * _LARGEST_NUMBER + numbers, -1)


def reference_faults(
    rows: Columns,
    positions: npt.NDArray[np.intp],
    allocation_faults: list[FieldFault],
    allocations: int,
    is_open: Mask,
    may_wait: Mask,
) -> list[FieldFault]:
    """Find rows that wait for an allocation that is not there, or that waits itself.

    `positions` is where the allocation of each row stands among the `allocations`, -1 where there is none.
    `is_open`: of which rows it may be an allocation whose number could not be read, which is said already.
    `may_wait`: of which rows it may be one that has a code that nobody knows: they wait with it.
    """
    missing = rows.has("gemeentecode") & rows.has("toewijzingnummer") & (positions < 0) & ~is_open & ~may_wait
    waiting = codes_per_row(allocation_faults, Severity.QUARANTINES, allocations).notna()
    waits = may_wait & (positions < 0)
    if len(waiting):
        waits |= (positions >= 0) & waiting.to_numpy(bool)[positions]
    return [
        fault
        for kind, where in ((kinds.ALLOCATION_MISSING, missing), (kinds.ALLOCATION_WAITS, waits))
        for fault in _reference_fault(kind, where, rows)
    ]


def _reference_fault(kind: FindingKind, where: Mask, rows: Columns) -> list[FieldFault]:
    if not where.any():
        return []
    municipality = rows.series("gemeentecode")[where].to_numpy(object)
    return [
        FieldFault(
            kind=kind,
            field="toewijzingnummer",
            positions=np.flatnonzero(where),
            facts={},
            row_facts={"municipality": municipality},
        )
    ]


def key_faults(
    table: Table, rows: Columns, law: npt.NDArray[np.intp] | None, absent: Collection[str] = ()
) -> list[FieldFault]:
    """Find every row after the first with a key that was there before. An empty field is a value of its own.

    `law` numbers the wet of each row. When a column of the key is `absent`, that is the one fault there is. A
    row without anything in its last key field is passed over: that it is missing is said elsewhere.
    """
    if table.key is None or not len(rows):
        return []
    fields, per_law = table.key.fields, table.key.per_law and law is not None
    same = rows.group(*fields) if law is None or not per_law else _grouped(rows.group(*fields), law)
    repeated = is_again(same) & rows.has(fields[-1])
    if not repeated.any():
        return []
    lacking = next((name for name in fields if name in absent), "")
    positions, others = np.flatnonzero(repeated), first_in(same)[repeated]
    return [
        FieldFault(
            kind=kinds.KEY_WITHOUT_COLUMN if lacking else kinds.DUPLICATE_KEY,
            field=fields[-1],
            positions=positions,
            facts={"absent": lacking, "key": " + ".join((*fields, *[_LAW] * per_law))},
            row_facts={
                "empty": _perhaps(rows, fields, same, positions),
                "remedy": remedies(rows, fields, positions, others),
            },
            others=others,
            is_summed=bool(lacking),
        )
    ]


def _perhaps(
    rows: Columns, fields: Sequence[str], same: npt.NDArray[np.intp], positions: npt.NDArray[np.intp]
) -> npt.NDArray[np.object_]:
    """What else may be so than that a row is there twice: its key is incomplete, or stands in every row."""
    said = _empty_fields(rows, fields, positions)
    _, group, count = np.unique(same, return_inverse=True, return_counts=True)
    is_dragged = count[group][positions] >= max(_LEAST_SAME, len(rows) * _SHARE_SAME)
    said[is_dragged] = [_DRAGGED + each if each else _DRAGGED for each in said[is_dragged]]
    return said


def _empty_fields(
    rows: Columns, fields: Sequence[str], positions: npt.NDArray[np.intp]
) -> npt.NDArray[np.object_]:
    """Per row which fields of its key are empty, that may be what tells it apart from the other one."""
    empty = np.stack([~rows.has(each)[positions] for each in fields], axis=1)
    said = {
        which: _EMPTY.fill(names=", ".join(name for name, is_it in zip(fields, which, strict=True) if is_it))
        if any(which)
        else ""
        for which in set(map(tuple, empty.tolist()))
    }
    found = np.empty(len(positions), object)
    found[:] = [said[tuple(each)] for each in empty.tolist()]
    return found


def _grouped(same: npt.NDArray[np.intp], law: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """The same groups, taken apart by law."""
    return pd.factorize(same * (int(law.max()) + 2) + law + 1)[0].astype(np.intp)
