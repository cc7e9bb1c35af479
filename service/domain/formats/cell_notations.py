"""What the notation of a cell makes of what is written into it: the same, a fraction, or something else."""

from enum import StrEnum

from service.domain.faults import Fault
from service.domain.formats.faults.workbooks import (
    NO_DATE_FORM,
    NUMBER_IN_A_DATE_CELL,
    NUMBER_IN_A_PERCENT_CELL,
)
from service.domain.formats.plan import Column
from service.domain.formats.shape import FieldReference
from service.domain.translation.content import ValueKind
from service.domain.wording import Wording

_MOST_DIGITS = 10**13
"""A fraction has two decimals more; beyond it a spreadsheet would not keep every digit."""


class Notation(StrEnum):
    """How a cell of a workbook shows a number."""

    PLAIN = "plain"
    PERCENT = "percent"
    """It shows 0.429 as 42.9 %."""
    DATE = "date"
    """It shows 46023 as 1-1-2026."""


def becomes_fraction(column: Column, notation: Notation) -> bool:
    """Whether a column counts in per cent and its cell does so too: then a hundredth of it is written."""
    return notation is Notation.PERCENT and _is_in_per_cent(column)


def notation_fault(column: Column, notation: Notation, where: Wording) -> Fault | None:
    """What would be read otherwise than it is meant; None when the cell shows what is written."""
    kind = column.shape.kind
    if kind is ValueKind.DATE and notation is not Notation.DATE:
        return NO_DATE_FORM.fault(where=where)
    if kind is not ValueKind.NUMBER:
        return None
    if notation is Notation.DATE:
        return NUMBER_IN_A_DATE_CELL.fault(where=where)
    fits = _is_a_fraction(column) or _is_in_per_cent(column)
    if notation is Notation.PERCENT and not fits:
        return NUMBER_IN_A_PERCENT_CELL.fault(where=where)
    return None


def _is_in_per_cent(column: Column) -> bool:
    shape = column.shape
    source = shape.source
    is_share = shape.element[-1:] == ("share",) or "percentage" in shape.representation
    is_field = source is not None and not shape.element and source.name.endswith("percentage")
    is_told = source is not None and _is_stated_in_per_cent(source, shape.element)
    return (is_share or is_field or is_told) and shape.denominator * 100 < _MOST_DIGITS


def _is_stated_in_per_cent(source: FieldReference, element: tuple[str, ...]) -> bool:
    """What the standard itself states per hundred: a kengetal, or a share of goals and what is made of it."""
    if source.table == "kengetal":
        return element[:1] != () and element[0].endswith("_procent")
    of_one = {"average", "median", "min", "max"}
    return source.name == "doelen_behaald" and (not element or element[-1] in of_one)


def _is_a_fraction(column: Column) -> bool:
    """A ratio of two numbers, such as 0.43 for three of seven."""
    return column.shape.element[:1] == ("ratio",) and "number" in column.shape.representation
