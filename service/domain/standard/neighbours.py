"""Cells of one row that may have changed places with the cell beside them."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from service.domain.findings import NEIGHBOUR, Severity
from service.domain.standard.cells import Cells
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as kinds
from service.domain.standard.fitting import ReadTable, is_free, is_telling, misfits
from service.domain.standard.model import Field

_MOST_ROWS = 3
"""A fault in more rows than these is no matter of single cells."""


def with_neighbour(fault: FieldFault, table: ReadTable) -> FieldFault:
    """Of few cells that are wrong: ask after the one beside it, where each may stand under the other."""
    is_wrong = fault.kind.severity is Severity.BLOCKS or fault.kind is kinds.UNKNOWN_CODE
    is_of_cells = is_wrong and not (fault.is_of_row or fault.is_mended or fault.is_summed)
    if not is_of_cells or len(fault.positions) > _MOST_ROWS or fault.field not in table.matched.columns:
        return fault
    found = np.array([_neighbour(fault.field, at, table) for at in fault.positions.tolist()], np.object_)
    return replace(fault, row_facts={**fault.row_facts, NEIGHBOUR: found}) if found.any() else fault


def _neighbour(name: str, position: int, table: ReadTable) -> str:
    """The address of the cell beside it that changed places with it; empty when there is none."""
    field, which = table.matched.table.fields[name], np.arange(table.rows) == position
    own = table.cells_of(name).keep(which)
    for other in _beside(name, table):
        cells = table.cells_of(other.name).keep(which)
        if not (own.blank[0] or cells.blank[0]) and _fit_each_other((field, own), (other, cells), table):
            return f"{table.matched.letter(other.name)}{table.matched.raw.rows[position]}"
    return ""


def _beside(name: str, table: ReadTable) -> Iterator[Field]:
    places = table.matched.columns
    return (each for each in table.fields_in_order if abs(places[each.name] - places[name]) == 1)


def _fit_each_other(one: tuple[Field, Cells], other: tuple[Field, Cells], table: ReadTable) -> bool:
    """Whether either may stand under the other's name, and the other one does not belong under its own."""
    (field, own), (beside, cells) = one, other
    tells_more = is_telling(field) > is_telling(beside) or is_free(beside) > is_free(field)
    is_odd = tells_more or _are_wrong(cells, beside, table).any()
    return bool(is_odd and not (_are_wrong(cells, field, table) | _are_wrong(own, beside, table)).any())


def _are_wrong(cells: Cells, field: Field, table: ReadTable) -> npt.NDArray[np.bool_]:
    return misfits(cells, field, table, is_nothing_one=True)
