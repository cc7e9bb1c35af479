"""Numbers that a cell shows in per cent where no percents belong: 1.8475 fte shown as 185%."""

from collections.abc import Mapping

import numpy as np

from service.domain.said import said_number, said_per_cent
from service.domain.standard.cells import Cells, InPerCent, Mask
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import repairs as kinds
from service.domain.standard.model import Field
from service.domain.standard.repairs.numbers import NUMBERS
from service.domain.standard.repairs.percents import PERCENTAGES

_VALUE, _UNIT = "waarde", "eenheid"
_OTHER_UNITS = frozenset({"aantal", "fte", "euro"})


def numbers_in_per_cent(field: Field, cells: Mapping[str, Cells]) -> list[FieldFault]:
    """The cells of a field that show percents though its rows hold none; what they hold is what was read.

    `cells`: of the whole table as they were read. A whole number is what it is, however it is shown.
    """
    own = cells[field.name]
    if own.in_per_cent is None or own.number is None or field.type not in NUMBERS:
        return []
    is_part = own.number != np.rint(own.number)
    where = np.flatnonzero(own.in_per_cent & is_part & _are_of_other_units(field.name, cells))
    if not len(where):
        return []
    numbers = own.number[where].tolist()
    facts = {
        "shown": np.array([said_per_cent(InPerCent(each).percents) for each in numbers], object),
        "held": np.array([said_number(f"{each:.10g}") for each in numbers], object),
    }
    return [FieldFault(kind=kinds.SHOWN_IN_PER_CENT, field=field.name, positions=where, row_facts=facts)]


def _are_of_other_units(name: str, cells: Mapping[str, Cells]) -> Mask:
    """Per row whether no percents belong there; of a unit that nobody knows that is not certain."""
    if name in PERCENTAGES:
        return np.zeros(len(cells[name]), bool)
    if name != _VALUE:
        return np.ones(len(cells[name]), bool)
    units = [str(each).strip().lower() for each in cells[_UNIT]] if _UNIT in cells else []
    return np.array([each in _OTHER_UNITS for each in units] or [False] * len(cells[name]), bool)
