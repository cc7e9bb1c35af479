"""Rows that name an allocation of which there are two that differ: nobody knows which of both is meant."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from service.domain.standard.columns import Columns
from service.domain.standard.faults import FieldFault, without_rows
from service.domain.standard.findings import cells as cell_findings

_HELD_AGAINST = frozenset(
    {
        "category-not-allocated",
        "product-not-allocated",
        "unit-not-allocated",
        "volume-over-allocated",
        "total-volume-over-allocated",
        "budget-exceeded",
        "outside-allocation",
        "product-period-begins-late",
        "product-period-ends-early",
        "start-before-allocation",
        "start-after-allocation",
        "stop-after-allocation",
        "measured-before-allocation",
        "crisis-under-wmo",
        cell_findings.CODE_OF_OTHER_LAW.code,
    }
)
"""What rows are held against that only their own allocation says."""
_SAYS = ("wet", "productcategorie", "productcode", "ingangsdatum", "einddatum", "volume", "eenheid", "budget")


def without_rows_of_either(
    faults: list[FieldFault],
    of_allocations: Iterable[FieldFault],
    allocation: npt.NDArray[np.intp],
    allocations: Columns,
) -> list[FieldFault]:
    """Leave out what rows are held against that name one of two allocations of one key.

    Two that say the same of all that rows are held against are one. That there are two is said of both.
    `allocation`: per row the position of its own, -1 for none.
    """
    twins = _twins(of_allocations, allocations)
    if not len(twins):
        return faults
    rows = np.flatnonzero(np.isin(allocation, twins))
    left = (without_rows(each, rows) if each.kind.code in _HELD_AGAINST else each for each in faults)
    return [each for each in left if len(each.positions)]


def _twins(of_allocations: Iterable[FieldFault], allocations: Columns) -> npt.NDArray[np.intp]:
    """The places of the first of two that have one key and differ."""
    found = [np.zeros(0, np.intp)]
    for fault in of_allocations:
        if fault.kind is cell_findings.DUPLICATE_KEY and fault.others is not None:
            names = [each for each in _SAYS if allocations.has_column(each) and allocations.knows(each)]
            says = allocations.group(*names) if names else np.zeros(len(allocations), np.intp)
            found.append(fault.others[says[fault.positions] != says[fault.others]])
    return np.concatenate(found)
