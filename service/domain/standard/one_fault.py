"""One fault is one finding: leave out what another finding about the same says already."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from service.domain.findings import AS_NOTHING, Finding
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.faults import FieldFault, without_rows
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import repairs as repair_findings
from service.domain.standard.findings import tables as table_findings

_NOTHING = (repair_findings.NOTHING, repair_findings.BLANK)


def with_what_was_read_as_nothing(known: list[FieldFault], new: list[FieldFault]) -> list[FieldFault]:
    """All faults: where something lacks because `n.v.t.` was read as nothing, that is said once, with why."""
    emptied = [each for each in known if each.kind in _NOTHING]
    if not emptied or not new:
        return [*known, *new]
    told = [_told_why(each, emptied) for each in new]
    left = [_without_lacking(each, new) if each.kind in _NOTHING else each for each in known]
    return [*(each for each in left if len(each.positions)), *told]


def _told_why(fault: FieldFault, emptied: list[FieldFault]) -> FieldFault:
    same = [each.positions for each in emptied if each.field == fault.field]
    if not same or not np.isin(fault.positions, np.concatenate(same)).any():
        return fault
    why = np.where(np.isin(fault.positions, np.concatenate(same)), "yes", "").astype(object)
    return replace(fault, row_facts={**fault.row_facts, AS_NOTHING: why})


def _without_lacking(repair: FieldFault, new: list[FieldFault]) -> FieldFault:
    lacking = [each.positions for each in new if each.field == repair.field]
    return without_rows(repair, np.concatenate(lacking)) if lacking else repair


def without_absent_keys(findings: Iterable[Finding], intakes: Mapping[str, TakenTable]) -> list[Finding]:
    """Leave out that an optional column is not there where rows cannot be told apart without it."""
    absent = {
        (name, str(fault.facts["absent"]))
        for name, intake in intakes.items()
        for fault in intake.faults
        if fault.kind is cell_findings.KEY_WITHOUT_COLUMN
    }
    return [
        each
        for each in findings
        if each.kind is not table_findings.MISSING_OPTIONAL_COLUMN
        or (each.place.table, each.place.field) not in absent
    ]
