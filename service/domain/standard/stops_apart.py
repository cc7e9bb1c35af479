"""One reason in a row without an end, and one end without its reason: perhaps they belong together."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from service.domain.findings import BELONGS, STANDS_IN
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings.cells import CODE_OF_OTHER_LAW
from service.domain.standard.fitting import ReadTable

_REASON = "reden_beeindiging"
_ALONE, _LACKS = "reason-without-stop", "stop-without-reason"


def with_stops_apart(faults: Sequence[FieldFault], table: ReadTable) -> list[FieldFault]:
    """The same faults; where just one reason and one end are without the other, each asks after the other."""
    places = {code: _rows(code, faults) for code in (_ALONE, _LACKS)}
    if _REASON not in table.matched.columns or any(len(rows) != 1 for rows in places.values()):
        return list(faults)
    (alone,), (lacks,) = places[_ALONE], places[_LACKS]
    return [_asking(each, alone, lacks, table) for each in faults]


def _rows(code: str, faults: Sequence[FieldFault]) -> list[int]:
    return [
        int(at) for each in faults if each.kind.code == code and not each.is_shadow for at in each.positions
    ]


def _asking(fault: FieldFault, alone: int, lacks: int, table: ReadTable) -> FieldFault:
    letter, rows = table.matched.letter(_REASON), table.matched.raw.rows
    if fault.kind.code == _LACKS:
        return _with_fact(fault, STANDS_IN, lacks, f"{letter}{rows[alone]}")
    is_of_reason = fault.kind is CODE_OF_OTHER_LAW and fault.field == _REASON
    if (fault.kind.code == _ALONE or is_of_reason) and alone in fault.positions:
        return _with_fact(fault, BELONGS, alone, f"{letter}{rows[lacks]}")
    return fault


def _with_fact(fault: FieldFault, name: str, at: int, cell: str) -> FieldFault:
    said = np.where(fault.positions == at, cell, "").astype(object)
    return replace(fault, row_facts={**fault.row_facts, name: said})
