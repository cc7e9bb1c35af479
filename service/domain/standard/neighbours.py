"""Cells of one row that may have changed places with the cell beside them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from service.domain.findings import BELONGS, NEIGHBOUR, STANDS_IN, Severity
from service.domain.said import plain
from service.domain.standard.cells import Cells, Mask, shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as kinds
from service.domain.standard.fitting import ReadTable, is_free, is_telling, misfits
from service.domain.standard.model import Field, FieldType
from service.domain.wording import OR, Wording, joined, same

_LETTER, _DIGIT = re.compile(r"[^\W\d_]"), re.compile(r"\d")
_LEAST_SIGNS = 5
"""A shorter text has the build of many others."""
_MOST_ALIKE = 0.5
"""Of a column: more cells like the one that lacks beside it are usual there."""
_LEAST_ROWS = 2
"""Others that say what is usual in a column."""
_MOST_ROWS = 3
"""A fault in more rows than these is no matter of single cells."""


def with_neighbour(fault: FieldFault, table: ReadTable) -> FieldFault:
    """Of few cells that are wrong: ask after the one beside it, where each may stand under the other.

    Of few that lack: ask whether the one beside it is what lacks.
    """
    if not _is_asked(fault, table):
        return fault
    rows = fault.positions.tolist()
    if fault.kind is kinds.MISSING_VALUE or _lacks_by_a_rule(fault, table):
        stands = np.array([_stands_in(fault.field, at, table) for at in rows], np.object_)
        return replace(fault, row_facts={**fault.row_facts, STANDS_IN: stands})
    if not _is_of_cells(fault):
        return fault
    changed = np.array([_neighbours(fault.field, at, table) for at in rows], np.object_)
    belongs = np.array([_belongs(fault.field, at, table) for at in rows], np.object_)
    return replace(fault, row_facts={**fault.row_facts, NEIGHBOUR: changed, BELONGS: belongs})


def _is_asked(fault: FieldFault, table: ReadTable) -> bool:
    is_there = fault.field in table.matched.columns and not fault.is_shadow
    return is_there and len(fault.positions) <= _MOST_ROWS and "beside" not in fault.row_facts


def _is_of_cells(fault: FieldFault) -> bool:
    is_refused = fault.kind.severity is Severity.BLOCKS and fault.kind in kinds.KINDS
    is_wrong = is_refused or fault.kind in (kinds.UNKNOWN_CODE, kinds.CODE_OF_OTHER_LAW)
    return is_wrong and not (fault.is_of_row or fault.is_mended or fault.is_summed)


def _lacks_by_a_rule(fault: FieldFault, table: ReadTable) -> bool:
    """Whether it is a rule that says that these cells should not be empty."""
    is_of_whole = fault.is_summed or fault.is_of_row or fault.is_mended
    is_of_rule = not (fault.kind in kinds.KINDS or fault.kind.is_repair or is_of_whole)
    return is_of_rule and bool(table.cells_of(fault.field).blank[fault.positions].all())


def _neighbours(name: str, position: int, table: ReadTable) -> Wording:
    """The addresses of the cells beside it that may have changed places with it."""
    letters = (table.matched.letter(each) for each in _changed_places(name, position, table))
    return joined(OR, [same(f"{letter}{table.matched.raw.rows[position]}") for letter in letters])


def _changed_places(name: str, position: int, table: ReadTable) -> Iterator[str]:
    """The fields beside it of which the cell may have changed places with this one."""
    field, which = table.matched.table.fields[name], np.arange(table.rows) == position
    own = table.cells_of(name).keep(which)
    for other in _beside(name, table):
        cells = table.cells_of(other.name).keep(which)
        if not (own.blank[0] or cells.blank[0]) and _fit_each_other((field, own), (other, cells), table):
            yield other.name


def shadows_beside(faults: Sequence[FieldFault], table: ReadTable) -> list[FieldFault]:
    """What keeps other faults from being said of the cell that may have changed places with a wrong one.

    Where one of both cells is put back the other one is too: that is one fault, and neither says anything
    that other rows can be held against.
    """
    shadows: dict[tuple[str, int], FieldFault] = {}
    for fault in faults:
        if not _is_of_cells(fault) or len(fault.positions) > _MOST_ROWS or fault.is_shadow:
            continue
        for at in fault.positions.tolist():
            beside = list(_changed_places(fault.field, at, table))
            if len(beside) == 1 and (fault.field, at) not in shadows:
                one = np.array([at], np.intp)
                shadows[beside[0], at] = FieldFault(
                    kind=fault.kind, field=beside[0], positions=one, is_shadow=True
                )
    return list(shadows.values())


def _belongs(name: str, position: int, table: ReadTable) -> str:
    """The address of an empty cell beside it, of the column in which such texts, days or codes stand."""
    which = np.arange(table.rows) == position
    own = table.cells_of(name).keep(which)
    for other in _beside(name, table):
        is_empty = table.cells_of(other.name).keep(which).blank[0]
        if is_empty and _may_be_of(own, other, table):
            return f"{table.matched.letter(other.name)}{table.matched.raw.rows[position]}"
    return ""


def _may_be_of(own: Cells, other: Field, table: ReadTable) -> bool:
    """Whether a cell that does not belong where it stands may be one of this column."""
    if is_telling(other):
        return not _are_wrong(own, other, table).any()
    is_long = len(str(plain(shown(own[0])))) >= _LEAST_SIGNS
    is_text = is_long and other.type is FieldType.TEXT and not other.code_list
    return is_text and _shapes(own) <= _shapes(table.some_of(other.name))


def _stands_in(name: str, position: int, table: ReadTable) -> str:
    """The address of a filled cell beside it that would fit, of a column where such cells are rare."""
    field, which = table.matched.table.fields[name], np.arange(table.rows) == position
    for other in _beside(name, table):
        own = table.cells_of(other.name).keep(which)
        if other.required or own.blank[0] or not _are_of(own, field, table).all():
            continue
        usual = _are_of(table.some_of(other.name, but=position), field, table)
        if len(usual) >= _LEAST_ROWS and np.count_nonzero(usual) <= _MOST_ALIKE * len(usual):
            return f"{table.matched.letter(other.name)}{table.matched.raw.rows[position]}"
    return ""


def _are_of(cells: Cells, field: Field, table: ReadTable) -> Mask:
    """Per filled cell whether it may stand in the field; where any text may, whether it is built alike."""
    if not is_free(field):
        return ~(_are_wrong(cells, field, table) | cells.blank)
    known = _shapes(table.some_of(field.name))
    alike = [_shapes(cells.keep(np.arange(len(cells)) == at)) <= known for at in range(len(cells))]
    return np.array(alike, bool) & ~cells.blank


def _shapes(cells: Cells) -> set[str]:
    """How its texts are built, as in A99999999."""
    texts = (str(plain(shown(each))).strip() for each in cells)
    return {_DIGIT.sub("9", _LETTER.sub("A", each)) for each in texts if each}


def _beside(name: str, table: ReadTable) -> Iterator[Field]:
    places = table.matched.columns
    return (each for each in table.fields_in_order if abs(places[each.name] - places[name]) == 1)


def _fit_each_other(one: tuple[Field, Cells], other: tuple[Field, Cells], table: ReadTable) -> bool:
    """Whether either may stand under the other's name, and the other one does not belong under its own."""
    (field, own), (beside, cells) = one, other
    tells_more = is_telling(field) or is_free(beside) > is_free(field)
    is_odd = tells_more or _are_wrong(cells, beside, table).any()
    return bool(is_odd and not (_are_wrong(cells, field, table) | _are_wrong(own, beside, table)).any())


def _are_wrong(cells: Cells, field: Field, table: ReadTable) -> Mask:
    return misfits(cells, field, table, is_nothing_one=True)
