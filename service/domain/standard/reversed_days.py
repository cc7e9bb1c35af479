"""An end before its begin is one fault: what only follows from either day is not said beside it."""

from collections.abc import Collection, Iterable, Mapping

import numpy as np
import numpy.typing as npt

from service.domain.standard.broken_links import OF_ITS_DAYS
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.faults import FieldFault, without_rows
from service.domain.standard.rules.rule import Tables

_REVERSED = "end-before-begin"
_OF_THE_ROW = frozenset(
    {
        "after-stop-of-help",
        "allocation-after-period",
        "before-start-of-help",
        "not-yet-delivered",
        "outside-allocation",
        "product-period-begins-late",
        "product-period-ends-early",
        "registered-after-begin",
    }
)
"""What a row breaks with either of its two days."""
_OF_ITS_COURSE = frozenset({"after-stop-of-help", "before-start-of-help"})
"""What is held against the days of the help under the same allocation."""
_COURSES = "verloop"
_Positions = npt.NDArray[np.intp]


def without_followers_of_reversed(faults: Iterable[FieldFault]) -> list[FieldFault]:
    """The same faults of a table, without what follows in rows of which the end is before the begin."""
    every = list(faults)
    return _without(every, _reversed(every), _OF_THE_ROW)


def without_followers_of_allocations(
    faults: list[FieldFault], of_allocations: Iterable[FieldFault], allocation: _Positions
) -> list[FieldFault]:
    """The same faults of a table, without what follows from allocations of which the end is before the begin.

    `allocation`: per row the position of its own, -1 for none.
    """
    wrong = _reversed(of_allocations)
    return _without(faults, np.flatnonzero(np.isin(allocation, wrong)), OF_ITS_DAYS)


def without_followers_of_courses(intakes: Mapping[str, TakenTable], tables: Tables) -> None:
    """Leave out of each table what follows from help of which the end is before the begin."""
    courses = intakes.get(_COURSES)
    wrong = _reversed([] if courses is None else courses.faults)
    if not len(wrong):
        return
    allocations = tables.places(_COURSES)[wrong]
    for name, intake in intakes.items():
        if any(each.kind.code in _OF_ITS_COURSE for each in intake.faults):
            rows = np.flatnonzero(np.isin(tables.places(name), allocations[allocations >= 0]))
            intake.faults = _without(intake.faults, rows, _OF_ITS_COURSE)


def _reversed(faults: Iterable[FieldFault]) -> _Positions:
    found = [each.positions for each in faults if each.kind.code == _REVERSED]
    return np.concatenate([np.zeros(0, np.intp), *found])


def _without(faults: list[FieldFault], rows: _Positions, codes: Collection[str]) -> list[FieldFault]:
    if not len(rows):
        return faults
    left = [without_rows(each, rows) if each.kind.code in codes else each for each in faults]
    return [each for each in left if len(each.positions)]
