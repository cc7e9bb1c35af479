"""Columns that moved by a row, where that follows from what rows and their allocations say of each other."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from service.domain.findings import DRAGGED
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import one_cause as kinds
from service.domain.standard.links import ALLOCATION
from service.domain.standard.rules.rule import Tables
from service.domain.wording import Wording

_ALLOCATED = {
    "category-not-allocated": "productcategorie",
    "product-not-allocated": "productcode",
    "unit-not-allocated": "eenheid",
}
"""Per rule the column that rows and their allocations both have."""
_COURSES, _CRISIS, _BEGIN, _FROM = "verloop", "gestart_met_crisis", "begindatum", "ingangsdatum"
_LEAST_ROWS, _LEAST_SHARE, _LEAST_CRISES = 3, 0.25, 2
_EARLY = "start-before-allocation"
_LONG_AGO = np.datetime64("1950-01-01", "s")
"""What is told of days before it is that (of_one_cause.py)."""
_NEARLY_A_YEAR = np.timedelta64(300, "D")
_MOST_LEFT = 0.1
"""Of the rows that contradict: those that do so as well once the column is moved back."""
_ON = Wording("kolom {letter} ({field}) op blad toewijzing", "column {letter} ({field}) of sheet toewijzing")
_HERE = Wording("kolom {letter} ({field})", "column {letter} ({field})")
_Numbers = npt.NDArray[np.intp]


def note_moved_columns(intakes: Mapping[str, TakenTable], tables: Tables) -> None:
    """Ask in front after a column of the allocations, or of crises, that fits once it is moved by a row."""
    allocations = intakes.get(ALLOCATION)
    _note_another_year(intakes, tables)
    for name, intake in intakes.items():
        for at, fault in enumerate(intake.faults):
            said = _said(name, fault, intake, allocations, tables)
            if said:
                intake.faults[at] = replace(fault, facts={**fault.facts, DRAGGED: said})


def _note_another_year(intakes: Mapping[str, TakenTable], tables: Tables) -> None:
    """Say once that nearly all help begins a year or more before its allocation."""
    courses = intakes.get(_COURSES)
    for fault in [] if courses is None else list(courses.faults):
        if fault.kind.code == _EARLY and courses is not None and _are_of_another_year(fault, tables):
            found = FieldFault(
                kind=kinds.COLUMN_OF_ANOTHER_YEAR, field=_BEGIN, positions=fault.positions, is_summed=True
            )
            shadow = replace(fault, is_shadow=True)
            courses.faults = [*(each for each in courses.faults if each is not fault), shadow, found]


def _are_of_another_year(fault: FieldFault, tables: Tables) -> bool:
    courses, allocations, places = tables[_COURSES], tables[ALLOCATION], tables.places(_COURSES)
    if len(fault.positions) < max(_LEAST_ROWS, (1 - _MOST_LEFT) * np.count_nonzero(places >= 0)):
        return False
    begins = courses.day(_BEGIN)[fault.positions]
    gaps = allocations.day(_FROM)[places[fault.positions]] - begins
    return bool((gaps > _NEARLY_A_YEAR).all() and (begins > _LONG_AGO).all())


def _said(
    name: str, fault: FieldFault, intake: TakenTable, allocations: TakenTable | None, tables: Tables
) -> Wording | None:
    if fault.is_shadow or allocations is None:
        return None
    field = _ALLOCATED.get(fault.kind.code)
    if field in allocations.matched.columns and _allocated_moved(name, str(field), fault, tables):
        return _ON.fill(letter=allocations.matched.letter(str(field)), field=field)
    moved = _MOVED_COURSES.get(fault.kind.code) if name == _COURSES else None
    if moved and moved[1](fault, tables):
        return _HERE.fill(letter=intake.matched.letter(moved[0]), field=moved[0])
    return None


def _allocated_moved(name: str, field: str, fault: FieldFault, tables: Tables) -> bool:
    """Whether many rows contradict their allocations in this field, and hardly any once that has moved."""
    rows, allocations = tables[name], tables[ALLOCATION]
    if len(fault.positions) < max(_LEAST_ROWS, _LEAST_SHARE * len(rows)) or not rows.knows(field):
        return False
    own, theirs = rows.numbered_as(field, allocations, field), allocations.numbered(field)
    most = _MOST_LEFT * len(fault.positions)
    return any(
        np.count_nonzero(_contradict(own, moved, tables.places(name))) <= most for moved in _moved(theirs)
    )


def _contradict(own: _Numbers, theirs: _Numbers, places: _Numbers) -> Mask:
    allocated = np.where(places >= 0, theirs[places], -1)
    wrong: Mask = (own != -1) & (allocated >= 0) & (own != allocated)
    return wrong


def _moved(numbers: _Numbers) -> Iterator[_Numbers]:
    """As they stand once they have moved up, or down, by a row."""
    yield np.append(numbers[1:], -1)
    yield np.insert(numbers[:-1], 0, -1)


def _crises_moved(fault: FieldFault, tables: Tables) -> bool:
    """Whether crises stand under the Wmo and lack elsewhere, as often, and neither once they have moved."""
    courses, allocations = tables[_COURSES], tables[ALLOCATION]
    if len(fault.positions) < _LEAST_CRISES or not _know(courses, allocations):
        return False
    places = tables.places(_COURSES)
    is_wmo = np.where(places >= 0, allocations.is_one_of("wet", "WMO")[places], False)
    return any(
        not (has[is_wmo].any() or (~has[~is_wmo]).sum() > 1)
        for has in (each >= 0 for each in _moved(courses.numbered(_CRISIS)))
    )


def _begins_moved(fault: FieldFault, tables: Tables) -> bool:
    """Whether some help begins before its allocation, and hardly any once the begins have moved by a row.

    The cell that was left behind stands there twice, or is empty.
    """
    courses, allocations = tables[_COURSES], tables[ALLOCATION]
    days, places = courses.day(_BEGIN), tables.places(_COURSES)
    if len(fault.positions) < _LEAST_ROWS or not allocations.knows(_FROM):
        return False
    begins = np.where(places >= 0, allocations.day(_FROM)[places], np.datetime64("NaT", "s"))
    most = _MOST_LEFT * len(fault.positions)
    return any(
        (left == beside or np.isnat(left)) and np.count_nonzero(moved < limits) <= most
        for left, beside, moved, limits in (
            (days[0], days[1], days[1:], begins[:-1]),
            (days[-1], days[-2], days[:-1], begins[1:]),
        )
    )


_MOVED_COURSES: Mapping[str, tuple[str, Callable[[FieldFault, Tables], bool]]] = {
    "crisis-under-wmo": (_CRISIS, _crises_moved),
    _EARLY: (_BEGIN, _begins_moved),
}
"""Per rule about help the column that may have moved, and whether it did."""


def _know(courses: Columns, allocations: Columns) -> bool:
    return courses.knows(_CRISIS) and allocations.knows("wet")
