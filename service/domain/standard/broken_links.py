"""Say once that many rows hang under somebody else's allocation: keys that shifted, a sheet sorted alone."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from service.domain.findings import Finding, Place
from service.domain.said import Fact
from service.domain.standard.columns import Columns
from service.domain.standard.faults import FieldFault, without_rows
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.model import Reference
from service.domain.wording import OR, Wording, joined, same

ONE_OFF = "one_off"
"""The fact that every number of the allocations is one too high or too low; empty where that is not so."""
_PRODUCT = ("productcategorie", "productcode")
_MOST_ALLOCATIONS = 5_000
_Key = tuple[str, int]
_Product = tuple[str, ...]
_OFF = {
    1: Wording(
        " Elk toewijzingnummer op blad toewijzing is waarschijnlijk één te hoog: met één minder past alles. "
        "Herstel dan die kolom.",
        " Every toewijzingnummer of sheet toewijzing is probably one too high: with one less all fits. Then "
        "repair that column.",
    ),
    -1: Wording(
        " Elk toewijzingnummer op blad toewijzing is waarschijnlijk één te laag: met één meer past alles. "
        "Herstel dan die kolom.",
        " Every toewijzingnummer of sheet toewijzing is probably one too low: with one more all fits. Then "
        "repair that column.",
    ),
}
OF_ANOTHER = frozenset({"category-not-allocated", "product-not-allocated"})
"""What a row says of itself that the allocation which it names does not say."""
OF_ITS_DAYS = frozenset(
    {
        "measured-before-allocation",
        "outside-allocation",
        "product-period-begins-late",
        "product-period-ends-early",
        "start-after-allocation",
        "start-before-allocation",
        "stop-after-allocation",
    }
)
"""What a row breaks that is held against the two days of its allocation."""
HELD_AGAINST_ANOTHER = (
    OF_ANOTHER
    | OF_ITS_DAYS
    | {
        "after-death",
        "after-stop-of-help",
        "before-start-of-help",
        "crisis-under-wmo",
        "total-volume-over-allocated",
        "unit-not-allocated",
        "volume-over-allocated",
    }
)
"""What else follows where rows hang under another allocation than their own: it would be mended in vain."""
_LEAST_ROWS = 5
_LEAST_SHARE = 0.1
"""Measured on invented exports of 2 and 6 municipalities: no row of a sound one, 26 to 39 % when the keys are
shifted by a row, 86 to 91 % when they are sorted without the rest of their sheet."""


_MOST_NAMED = 3
"""Allocations that may have changed places with each other, cell by cell."""
_FEW = Wording(
    " Zij noemen alleen toewijzing {named}: zijn daar cellen verwisseld, zet dan alleen die terug.",
    " They only name allocation {named}: if cells changed places there, put only those back.",
)


def finding_about_broken_links(
    place: Place, rows: Columns, reference: Reference, faults: Iterable[FieldFault], allocations: Columns
) -> Finding | None:
    """Give one finding that holds the submission when too many rows contradict their own allocation.

    Rows whose allocation is not there at all say nothing here; those of a single allocation speak for
    themselves.
    """
    known = [
        _of_known_codes(each, rows, allocations) for each in faults if not _is_another_spelling(each, rows)
    ]
    wrong = [each for each in known if each.kind.code in OF_ANOTHER]
    mistaken = _rows(wrong)
    absent = _rows(each for each in known if each.kind is cell_findings.ALLOCATION_MISSING)
    linked = len(rows) - len(absent)
    if len(mistaken) < max(_LEAST_ROWS, _LEAST_SHARE * linked):
        return None
    named = _contradicted(rows, reference, mistaken, absent)
    facts: dict[str, Fact] = {
        "found": str(len(mistaken)),
        "rows": str(linked),
        "fields": joined(OR, map(same, sorted({each.field for each in wrong}))),
        "few": _said_of_few(named),
        ONE_OFF: _said_of_one_off(rows, reference, allocations),
    }
    return Finding(table_findings.LINKS_BROKEN, place, facts) if len(named) != 1 else None


def _said_of_one_off(rows: Columns, reference: Reference, allocations: Columns) -> Fact:
    """Whether each number of the allocations is one too high, or too low, and all is well once it is not."""
    if len(allocations) > _MOST_ALLOCATIONS:
        return ""
    found = [
        said
        for step, said in _OFF.items()
        if _all_agree(rows, _moved(allocations, reference, step), reference)
    ]
    return found[0] if len(found) == 1 else ""


def _moved(allocations: Columns, reference: Reference, step: int) -> dict[_Key, _Product]:
    """The product of each allocation, by the key that it has when so much is taken from its number."""
    keys = [(place, number - step) for place, number in _keys(allocations, reference)]
    return dict(zip(keys, _products(allocations), strict=True))


def _all_agree(rows: Columns, there: dict[_Key, _Product], reference: Reference) -> bool:
    own = zip(_keys(rows, reference), _products(rows), strict=True)
    return all(key in there and _is_same(product, there[key]) for key, product in own)


def _is_same(one: _Product, other: _Product) -> bool:
    """Whether nothing in both contradicts the other; an allocation need not say a product."""
    return all(mine == theirs for mine, theirs in zip(one, other, strict=True) if mine and theirs)


def _keys(columns: Columns, reference: Reference) -> list[_Key]:
    place, number = reference.fields
    texts = columns.series(place).fillna("").tolist()
    return list(zip(texts, columns.number(number).tolist(), strict=True))


def _products(columns: Columns) -> list[_Product]:
    known = [name for name in _PRODUCT if columns.has_column(name) and columns.knows(name)]
    texts = [columns.series(name).fillna("").tolist() for name in known]
    return list(zip(*texts, strict=True)) if texts else [()] * len(columns)


def _said_of_few(named: list[str]) -> Fact:
    return _FEW.filled({"named": joined(OR, map(same, named))}) if named else ""


def _contradicted(
    rows: Columns, reference: Reference, mistaken: npt.NDArray[np.intp], absent: npt.NDArray[np.intp]
) -> list[str]:
    """The allocations of which every row says another product, where others have only rows that agree.

    None where those are many, or where some rows of one agree with it: then the rows moved, not a few cells.
    """
    groups = rows.group(*reference.fields)
    wrong, agreeing = np.unique(groups[mistaken]), np.ones(len(rows), bool)
    agreeing[mistaken] = agreeing[absent] = False
    right = np.unique(groups[agreeing])
    if len(wrong) > _MOST_NAMED or not len(right) or np.isin(wrong, right).any():
        return []
    first = [int(np.argmax(groups == each)) for each in wrong]
    keys = [rows.series(name).iloc[first] for name in reference.fields]
    return [" / ".join(map(str, key)) for key in zip(*keys, strict=True)]


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


def _is_another_spelling(fault: FieldFault, rows: Columns) -> bool:
    """Whether each code goes with one other that no row has: a column is spelled otherwise, not moved."""
    if fault.kind.code not in OF_ANOTHER:
        return False
    own, allocated = rows.numbered(fault.field), [str(each) for each in fault.row_facts["allocated"]]
    pairs = set(zip(own[fault.positions].tolist(), allocated, strict=True))
    return len(pairs) == len(dict(pairs)) and not set(rows.different(fault.field).to_pylist()) & set(
        allocated
    )


def _of_known_codes(fault: FieldFault, rows: Columns, allocations: Columns) -> FieldFault:
    """Leave out rows with a code that no allocation has: it came from elsewhere, and nothing moved."""
    if fault.kind.code not in OF_ANOTHER:
        return fault
    different = rows.different(fault.field)
    is_allocated = pc.is_in(different, allocations.different(fault.field)).to_numpy(zero_copy_only=False)
    known = np.append(is_allocated, False)[rows.numbered(fault.field)]
    return without_rows(fault, np.flatnonzero(~known))


def _rows(faults: Iterable[FieldFault]) -> npt.NDArray[np.intp]:
    positions = [each.positions for each in faults]
    return np.unique(np.concatenate(positions)) if positions else np.zeros(0, np.intp)
