"""Two texts of a row that each stand, in all other rows, in the column of the other."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pyarrow.compute as pc

from service.domain.standard.columns import NumberedTexts
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import one_cause as kinds
from service.domain.standard.fitting import ReadTable, is_free
from service.domain.standard.model import Field

_MOST_DIFFERENT = 100
"""Texts of a column that people choose from a few: of more each is its own."""
_LEAST_ELSEWHERE = 2
"""Other rows in which a text stands in the other column."""


def texts_that_changed_places(table: ReadTable) -> list[FieldFault]:
    """One fault for each row of which two texts beside each other changed places."""
    found = []
    for one, other in pairwise(table.fields_in_order):
        if _may_be_exchanged(one, other, table):
            mine, theirs = table.texts[one.name], table.texts[other.name]
            found += [_fault(one, other, int(at), table) for at in _exchanged(mine, theirs)]
    return found


def _may_be_exchanged(one: Field, other: Field, table: ReadTable) -> bool:
    places = table.matched.columns
    are_next = places[other.name] - places[one.name] == 1
    return are_next and all(_is_chosen(each, table) for each in (one, other))


def _is_chosen(field: Field, table: ReadTable) -> bool:
    texts = table.texts.get(field.name) if is_free(field) else None
    return texts is not None and 0 < len(texts.different) <= _MOST_DIFFERENT


def _exchanged(mine: NumberedTexts, theirs: NumberedTexts) -> Iterator[int]:
    """The rows of which each text stands once in its own column, and more often in that of the other."""
    in_theirs, in_mine = _places(mine, theirs), _places(theirs, mine)
    if not ((in_theirs >= 0).any() and (in_mine >= 0).any()):
        return
    of_mine, of_theirs = _counts(mine), _counts(theirs)
    rows = np.flatnonzero((mine.numbers >= 0) & (theirs.numbers >= 0))
    one, other = mine.numbers[rows], theirs.numbers[rows]
    there, here = in_theirs[one], in_mine[other]
    is_so = (there >= 0) & (here >= 0) & (of_mine[one] == 1) & (of_theirs[other] == 1)
    is_so &= (of_theirs[there] >= _LEAST_ELSEWHERE) & (of_mine[here] >= _LEAST_ELSEWHERE)
    yield from rows[is_so].tolist()


def _places(one: NumberedTexts, other: NumberedTexts) -> npt.NDArray[np.int64]:
    """Per different text of a column its number in the other; -1 where it is not there."""
    places = pc.index_in(one.different, value_set=other.different)
    found: npt.NDArray[np.int64] = pc.fill_null(places, -1).to_numpy(zero_copy_only=False).astype(np.int64)
    return found


def _counts(texts: NumberedTexts) -> npt.NDArray[np.intp]:
    return np.bincount(texts.numbers[texts.numbers >= 0], minlength=len(texts.different))


def _fault(one: Field, other: Field, at: int, table: ReadTable) -> FieldFault:
    letter = table.matched.letter(other.name)
    facts = {"letter": letter, "other": other.name, "cell": f"{letter}{table.matched.raw.rows[at]}"}
    return FieldFault(
        kind=kinds.CELLS_CHANGED_PLACES, field=one.name, positions=np.array([at], np.intp), facts=facts
    )
