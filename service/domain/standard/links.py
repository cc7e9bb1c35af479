"""Keys and references: which rows share a key, and which allocation a row belongs to."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import FindingKind, Severity
from service.domain.standard import cell_findings as kinds
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns, is_again
from service.domain.standard.faults import Fault, codes_per_row
from service.domain.standard.model import Table

ALLOCATION = "toewijzing"
_LARGEST_NUMBER = 10**9
"""One more than the highest toewijzingnummer (nine digits)."""
_LAW = "wet"


@dataclass(frozen=True, slots=True)
class Allocations:
    """Per row of a table the position of its allocation, -1 where there is none."""

    positions: npt.NDArray[np.intp]
    frame: pd.DataFrame
    """The table toewijzing."""

    def column(self, name: str) -> pd.Series:
        """Return a field of the allocation per row of the table, missing where there is no allocation."""
        if not len(self.frame):
            return self.frame[name].reindex(range(len(self.positions))).reset_index(drop=True)
        taken = self.frame[name].take(np.maximum(self.positions, 0)).reset_index(drop=True)
        return taken.where(self.positions >= 0)


def allocations_of(frame: pd.DataFrame, allocation: pd.DataFrame) -> Allocations:
    """Find each row's allocation by (gemeentecode, toewijzingnummer); the first one when there are more."""
    both = pd.concat([allocation["gemeentecode"], frame["gemeentecode"]], ignore_index=True)
    municipality, _ = pd.factorize(both)
    target = _joined(municipality[: len(allocation)], allocation["toewijzingnummer"])
    wanted = _joined(municipality[len(allocation) :], frame["toewijzingnummer"])
    unique, first = np.unique(target, return_index=True)
    at = np.searchsorted(unique, wanted)
    at[at == len(unique)] = 0
    found = (wanted >= 0) & (unique[at] == wanted) if len(unique) else np.zeros(len(frame), bool)
    positions = np.where(found, first[at] if len(unique) else -1, -1)
    return Allocations(positions.astype(np.intp), allocation)


def _joined(municipality: npt.NDArray[np.intp], number: pd.Series) -> npt.NDArray[np.int64]:
    filled = number.to_numpy(np.int64, na_value=-1)
    known = (municipality >= 0) & (filled >= 0)
    return np.where(known, municipality.astype(np.int64) * _LARGEST_NUMBER + filled, -1)


def reference_faults(
    frame: pd.DataFrame, allocations: Allocations, allocation_faults: list[Fault]
) -> list[Fault]:
    """Find rows that wait for an allocation that is not there, or that waits itself."""
    is_complete = (frame["gemeentecode"].notna() & frame["toewijzingnummer"].notna()).to_numpy(bool)
    missing = is_complete & (allocations.positions < 0)
    waiting = codes_per_row(allocation_faults, Severity.QUARANTINES, len(allocations.frame)).notna()
    waits = np.zeros(len(frame), bool)
    if len(waiting):
        waits = (allocations.positions >= 0) & waiting.to_numpy(bool)[allocations.positions]
    return [
        fault
        for kind, where in ((kinds.ALLOCATION_MISSING, missing), (kinds.ALLOCATION_WAITS, waits))
        for fault in _reference_fault(kind, where, frame)
    ]


def _reference_fault(kind: FindingKind, where: Mask, frame: pd.DataFrame) -> list[Fault]:
    if not where.any():
        return []
    municipality = frame.loc[where, "gemeentecode"].to_numpy(object)
    return [Fault(kind, "toewijzingnummer", np.flatnonzero(where), {}, {"municipality": municipality})]


def key_faults(
    table: Table, rows: Columns, law: npt.NDArray[np.intp] | None, row_numbers: npt.NDArray[np.int64]
) -> list[Fault]:
    """Find every row after the first with a key that was there before. An empty field is a value of its own.

    `law` numbers the wet of each row, `row_numbers` is where each stands in the file. A row without anything
    in its last key field is passed over: that it is missing is said elsewhere.
    """
    if table.key is None or not len(rows):
        return []
    per_law = table.key.per_law and law is not None
    same = rows.group(*table.key.fields)
    if per_law and law is not None:
        same = pd.factorize(same * (int(law.max()) + 2) + law + 1)[0].astype(np.intp)
    repeated = is_again(same) & rows.has(table.key.fields[-1])
    if not repeated.any():
        return []
    first = np.zeros(int(same.max()) + 1, np.int64)
    first[same[::-1]] = row_numbers[::-1]
    facts = {"key": " + ".join((*table.key.fields, *([_LAW] if per_law else [])))}
    shown: Mapping[str, npt.NDArray[np.object_]] = {"first": first[same[repeated]].astype(object)}
    return [Fault(kinds.DUPLICATE_KEY, table.key.fields[-1], np.flatnonzero(repeated), facts, shown)]
