"""One fault is one finding: leave out what another finding about the same says already."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import numpy as np

from service.domain.findings import AS_NOTHING, Finding
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.faults import AS_READ, FieldFault, leave_out, without_rows
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import own_texts as own_text_findings
from service.domain.standard.findings import repairs as repair_findings
from service.domain.standard.findings import tables as table_findings

_NOTHING = (repair_findings.NOTHING, repair_findings.BLANK)
_SAID_BY_RULES = (
    *_NOTHING,
    cell_findings.NUMBER_IN_TEXT_COLUMN,
    own_text_findings.BUILT_OTHERWISE,
    own_text_findings.STRAY_SIGNS,
)
"""What is not said as well where a rule says that the cell is not right."""


def with_what_was_read_as_nothing(known: list[FieldFault], new: list[FieldFault]) -> list[FieldFault]:
    """All faults: where something lacks because `n.v.t.` was read as nothing, that is said once, with why."""
    repairs = [each for each in known if each.kind.is_repair]
    if not new:
        return [*known, *new]
    emptied = [each for each in repairs if each.kind in _NOTHING]
    told = [_told_why(_as_read(each, repairs), emptied) for each in new]
    return [*_without_lacking(known, new), *told]


def _as_read(fault: FieldFault, repairs: list[FieldFault]) -> FieldFault:
    """The same fault, that quotes a cell as it was read where that is not as it was written."""
    read = np.full(len(fault.positions), "", object)
    for repair in repairs:
        if repair.field == fault.field and repair.kind not in _NOTHING:
            _, here, there = np.intersect1d(fault.positions, repair.positions, return_indices=True)
            read[here] = repair.row_facts.get("said", repair.row_facts["new"])[there]
    return replace(fault, row_facts={**fault.row_facts, AS_READ: read}) if read.any() else fault


def _told_why(fault: FieldFault, emptied: list[FieldFault]) -> FieldFault:
    same = [each.positions for each in emptied if each.field == fault.field]
    if not same or not np.isin(fault.positions, np.concatenate(same)).any():
        return fault
    why = np.where(np.isin(fault.positions, np.concatenate(same)), "yes", "").astype(object)
    return replace(fault, row_facts={**fault.row_facts, AS_NOTHING: why})


def _without_lacking(known: list[FieldFault], new: list[FieldFault]) -> list[FieldFault]:
    left = (_elsewhere(each, new) if each.kind in _SAID_BY_RULES else each for each in known)
    return [each for each in left if len(each.positions)]


def _elsewhere(repair: FieldFault, new: list[FieldFault]) -> FieldFault:
    lacking = [each.positions for each in new if each.field == repair.field]
    return without_rows(repair, np.concatenate(lacking)) if lacking else repair


def without_restored_zeros(known: list[FieldFault], of_codes: list[FieldFault]) -> list[FieldFault]:
    """Leave out that zeros were put back where the code is none of that wet: then nothing proves them."""
    left = (
        next(iter(leave_out([each], of_codes)), None)
        if each.kind is cell_findings.LEADING_ZEROS_RESTORED
        else each
        for each in known
    )
    return [each for each in left if each is not None]


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
