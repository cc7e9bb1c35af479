"""Say once that many rows hang under somebody else's allocation: keys that shifted, a sheet sorted alone."""

from collections.abc import Iterable, Mapping

import numpy as np
import numpy.typing as npt

from service.domain.findings import Finding, Place
from service.domain.said import Fact
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.faults import FieldFault, without_rows
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.wording import Wording, joined, same

OF_ANOTHER = frozenset({"category-not-allocated", "product-not-allocated"})
"""What a row says of itself that the allocation which it names does not say."""
_LEAST_ROWS = 5
_LEAST_SHARE = 0.1
"""Measured on invented exports of 2 and 6 municipalities: no row of a sound one, 26 to 39 % when the keys are
shifted by a row, 86 to 91 % when they are sorted without the rest of their sheet."""


def finding_about_broken_links(
    place: Place, rows: int, faults: Iterable[FieldFault], texts: Mapping[str, NumberedTexts]
) -> Finding | None:
    """Give one finding that holds the submission when too many rows contradict their own allocation.

    `rows` is how many the table has; those whose allocation is not there at all say nothing here. `texts`:
    its columns of text.
    """
    known = [each for each in faults if not _is_another_spelling(each, texts)]
    wrong = [each for each in known if each.kind.code in OF_ANOTHER]
    mistaken = _rows(wrong)
    linked = rows - _rows(each for each in known if each.kind is cell_findings.ALLOCATION_MISSING)
    if mistaken < _LEAST_ROWS or mistaken < _LEAST_SHARE * linked:
        return None
    fields = {each.field for each in wrong}
    facts: dict[str, Fact] = {
        "found": str(mistaken),
        "rows": str(linked),
        "fields": joined(Wording(" of ", " or "), map(same, sorted(fields))),
    }
    return Finding(table_findings.LINKS_BROKEN, place, facts)


def without_doubtful_codes(
    faults: list[FieldFault], doubtful: Iterable[FieldFault], allocation: npt.NDArray[np.intp]
) -> list[FieldFault]:
    """Leave out that rows have another code than their allocation, where that has one of the other wet.

    `doubtful`: the faults of the allocations; `allocation`: per row the position of its own, -1 for none.
    """
    wrong = [each for each in doubtful if each.kind is cell_findings.CODE_OF_OTHER_LAW]
    left = [
        without_rows(each, np.flatnonzero(np.isin(allocation, _positions(wrong, each.field))))
        if each.kind.code in OF_ANOTHER
        else each
        for each in faults
    ]
    return [each for each in left if len(each.positions)]


def _positions(faults: Iterable[FieldFault], field: str) -> npt.NDArray[np.intp]:
    return np.concatenate([np.zeros(0, np.intp), *(each.positions for each in faults if each.field == field)])


def _is_another_spelling(fault: FieldFault, texts: Mapping[str, NumberedTexts]) -> bool:
    """Whether each code goes with one other that no row has: a column is spelled otherwise, not moved."""
    if fault.kind.code not in OF_ANOTHER or fault.field not in texts:
        return False
    own, allocated = texts[fault.field], [str(each) for each in fault.row_facts["allocated"]]
    pairs = set(zip(own.numbers[fault.positions].tolist(), allocated, strict=True))
    return len(pairs) == len(dict(pairs)) and not set(own.different.to_pylist()) & set(allocated)


def _rows(faults: Iterable[FieldFault]) -> int:
    positions = [each.positions for each in faults]
    return len(np.unique(np.concatenate(positions))) if positions else 0
