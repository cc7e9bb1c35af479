"""Cells of the allocations that say nothing, and the rows that may be of those: held against nothing."""

from collections.abc import Iterable, Mapping

import numpy as np

from service.domain.findings import FindingKind, Severity
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.cells import Mask
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import own_texts as own_text_findings
from service.domain.standard.findings.rows import ROW_IS_NONE
from service.domain.standard.links import ALLOCATION
from service.domain.standard.model import Reference
from service.domain.standard.rules.rule import TableRows, Tables

_LAW = "wet"
_UNREADABLE = (cell_findings.BSN_FAILS, own_text_findings.NO_TEXT_ITSELF)
"""Kinds that do not block, of a cell that does not say what it should."""
_NO_CODES = (cell_findings.UNKNOWN_CODE, cell_findings.CODE_LOOKS_THE_SAME)
"""Of a code that nobody knows."""


def unread_cells(allocations: TakenTable | None) -> dict[str, Mask]:
    """Per field of the allocations where a cell was refused while it was read."""
    unread: dict[str, Mask] = {}
    for fault in allocations.faults if allocations is not None else ():
        if allocations is not None and _is_unread(fault, allocations):
            for name in allocations.matched.columns if fault.is_of_row else (fault.field,):
                where = unread.setdefault(name, np.zeros(len(allocations.frame), bool))
                where[fault.positions] = True
    return unread


def _is_unread(fault: FieldFault, allocations: TakenTable) -> bool:
    """Whether its cells may be those of an allocation that says nothing; no note or table of one's own is."""
    return not (fault.is_mended or _is_no_allocation(fault, allocations)) and _says_nothing(fault.kind)


def _is_no_allocation(fault: FieldFault, allocations: TakenTable) -> bool:
    """Whether it is about a row that is no record, and that has hardly a cell of what must be filled."""
    if fault.kind is not ROW_IS_NONE:
        return False
    required = sum(field.required for field in allocations.matched.table.fields.values())
    return 2 * int(str(fault.facts["filled"])) <= required


def _says_nothing(kind: FindingKind) -> bool:
    return kind.severity is Severity.BLOCKS or kind in _UNREADABLE


def note_unknown_codes(tables: Tables, allocations: TakenTable) -> None:
    """A code that nobody knows is none to hold others against; what rows refer to by waits, and is there."""
    key = allocations.matched.table.key
    for fault in allocations.faults:
        if fault.kind in _NO_CODES and (key is None or fault.field not in key.fields):
            where = tables.unread.setdefault(fault.field, np.zeros(len(allocations.frame), bool))
            where[fault.positions] = True
        if fault.kind is cell_findings.CODE_OF_OTHER_LAW:  # which of both is wrong nobody knows
            tables.unread.setdefault(_LAW, np.zeros(len(allocations.frame), bool))[fault.positions] = True


def unknown_keys(of_allocations: Iterable[FieldFault], reference: Reference, among: int) -> dict[str, Mask]:
    """Per field by which allocations are found, of which of them it is a code that nobody knows."""
    unknown: dict[str, Mask] = {}
    for fault in of_allocations:
        is_no_code = fault.kind in (*_NO_CODES, cell_findings.CODE_ENDED)
        if is_no_code and fault.field in reference.fields:
            unknown.setdefault(fault.field, np.zeros(among, bool))[fault.positions] = True
    return unknown


def may_be_of_unread(rows: TableRows, reference: Reference, which: Mapping[str, Mask] | None = None) -> Mask:
    """Per row whether one half of what it refers to is that of an allocation whose other half is unread.

    Or, when that is given, in `which` allocations it stands for nothing.
    """
    is_open = np.zeros(len(rows), bool)
    for name, other in (reference.fields, reversed(reference.fields)):
        unread = (rows.tables.unread if which is None else which).get(other)
        if unread is not None and unread.any():
            known = rows.tables[ALLOCATION].series(name)[unread].dropna()
            is_open |= rows.series(name).isin(known).to_numpy(bool)
    return is_open


def are_of_wholly_unread(
    rows: TableRows, reference: Reference, which: Mapping[str, Mask] | None = None
) -> Mask:
    """Per row that refers to nothing whether it may be to an allocation of which nothing can be read.

    Each of those explains one allocation that is missing; when more are, they are missing.
    """
    of_both = rows.tables.unread if which is None else which
    unread = [of_both.get(name) for name in reference.fields]
    found = [each for each in unread if each is not None]
    whole = int(np.logical_and.reduce(found).sum()) if len(found) == len(unread) else 0
    in_vain: Mask = rows.allocation_position < 0
    asked = rows.group(*reference.fields)[in_vain] if whole else np.zeros(0, np.intp)
    return in_vain if len(np.unique(asked)) <= whole and whole else np.zeros(len(rows), bool)
