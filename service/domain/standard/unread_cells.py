"""Cells of the allocations that say nothing, so that no other row is held against them."""

import numpy as np

from service.domain.findings import FindingKind, Severity
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.cells import Mask
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.rules.rule import Tables

_LAW = "wet"
_UNREADABLE = (cell_findings.BSN_FAILS,)
"""Kinds that do not block, of a cell that does not say what it should."""
NO_CODES = (cell_findings.UNKNOWN_CODE, cell_findings.CODE_LOOKS_THE_SAME)
"""Of a code that nobody knows."""


def unread_cells(allocations: TakenTable | None) -> dict[str, Mask]:
    """Per field of the allocations where a cell was refused while it was read."""
    unread: dict[str, Mask] = {}
    for fault in allocations.faults if allocations is not None else ():
        if allocations is not None and not fault.is_mended and _says_nothing(fault.kind):
            for name in allocations.matched.columns if fault.is_of_row else (fault.field,):
                where = unread.setdefault(name, np.zeros(len(allocations.frame), bool))
                where[fault.positions] = True
    return unread


def _says_nothing(kind: FindingKind) -> bool:
    return kind.severity is Severity.BLOCKS or kind in _UNREADABLE


def note_unknown_codes(tables: Tables, allocations: TakenTable) -> None:
    """A code that nobody knows is none to hold others against; what rows refer to by waits, and is there."""
    key = allocations.matched.table.key
    for fault in allocations.faults:
        if fault.kind in NO_CODES and (key is None or fault.field not in key.fields):
            where = tables.unread.setdefault(fault.field, np.zeros(len(allocations.frame), bool))
            where[fault.positions] = True
        if fault.kind is cell_findings.CODE_OF_OTHER_LAW:  # which of both is wrong nobody knows
            tables.unread.setdefault(_LAW, np.zeros(len(allocations.frame), bool))[fault.positions] = True
