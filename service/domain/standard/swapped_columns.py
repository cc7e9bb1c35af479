"""Two columns whose headers changed places: hardly a cell in the one can be read, and each fits the other."""

from collections.abc import Iterator, Sequence

import numpy as np

from service.domain.findings import Severity
from service.domain.said import plain
from service.domain.standard.cells import Cells, shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as cell_kinds
from service.domain.standard.findings import tables as kinds
from service.domain.standard.fitting import ReadTable, is_free, is_telling, misfits
from service.domain.standard.model import Field
from service.domain.standard.products import category_of
from service.domain.standard.repairs.numbers import NUMBERS

_PRODUCT = "productcode"
"""Free by the standard, and hardly ever a number alone."""
_LEAST_ROWS = 3
"""Filled cells of a column; fewer may fit by chance."""
_LEAST_SHARE = 0.75
"""Of the filled cells of a column that cannot be what they should: the others may fit by chance."""


def swapped_columns(
    table: ReadTable, faults: Sequence[FieldFault]
) -> tuple[FieldFault, tuple[str, str]] | None:
    """One fault for the first two columns that changed places, and their fields; None when none did."""
    for empty in _empty(table, faults):
        other = _telling(table, empty)
        if other:
            return fault_of_swapped(table, empty.name, other), (empty.name, other)
    for wrong in dict.fromkeys([*_refused(table, faults), *_unknown(table)]):
        field, cells = table.matched.table.fields[wrong], table.some_of(wrong)
        least = max(1 if is_telling(field) else _LEAST_ROWS, _LEAST_SHARE * _count(cells))
        if np.count_nonzero(misfits(cells, field, table)) < least:
            continue
        other = _other(table, field, cells)
        if other:
            return fault_of_swapped(table, wrong, other), (wrong, other)
    return None


def _other(table: ReadTable, wrong: Field, cells: Cells) -> str:
    """The column that changed places with this one; empty when there is none.

    One that is nearly empty is only when there is no other, and not just anything may stand in it; of an
    empty one only when days or codes of a list belong in it.
    """
    fitting = [each for each in _others(table, wrong) if _fit_each_other(table, (wrong, cells), each)]
    full = (each for each in fitting if _count(table.some_of(each.name)) >= _LEAST_ROWS)
    if (first := next(full, None)) is None:
        first = _nearly_empty_one(table, fitting, cells)
    return first.name if first else ""


def _nearly_empty_one(table: ReadTable, fitting: Sequence[Field], cells: Cells) -> Field | None:
    if _count(cells) < _LEAST_ROWS:
        return next(iter(fitting), None)
    telling = [each for each in fitting if _is_nearly_empty(table, each)]
    return telling[0] if len(telling) == 1 else None


def _is_nearly_empty(table: ReadTable, field: Field) -> bool:
    """Whether a column of few cells is one that tells what belongs in it."""
    if is_telling(field) or field.required:
        return not is_free(field)
    return not is_free(field) and bool(_count(table.some_of(field.name)))


def _fit_each_other(table: ReadTable, one: tuple[Field, Cells], other: Field) -> bool:
    """Whether the cells of both could stand under the other's name.

    A few cells tell nothing unless there are codes of two lists, or neither fits its own name. Nor does one
    wrong code beside numbers that are right: many numbers are also a code.
    """
    (field, cells), pair = one, table.some_of(other.name)
    of_both = ((pair, field), (cells, other))
    if any(misfits(each, wanted, table, is_nothing_one=True).any() for each, wanted in of_both):
        return False
    is_right = other.type in NUMBERS and not misfits(pair, other, table).any()
    if is_right and _is_one_wrong_value(table, field, cells):
        return False
    if _count(cells) < _LEAST_ROWS and not (other.code_list and _count(pair) >= _LEAST_ROWS):
        is_neither = 0 < _count(pair) == np.count_nonzero(misfits(pair, other, table))
        return is_neither and is_telling(other)
    return True


def _is_one_wrong_value(table: ReadTable, field: Field, cells: Cells) -> bool:
    wrong = misfits(cells, field, table)
    return len({plain(shown(each)) for each, is_wrong in zip(cells, wrong, strict=True) if is_wrong}) == 1


def _empty(table: ReadTable, faults: Sequence[FieldFault]) -> Iterator[Field]:
    """The fields of days and codes that must be filled, and are in no row."""
    for each in faults:
        field = table.matched.table.fields.get(each.field)
        is_missing = each.kind is cell_kinds.MISSING_VALUE and len(each.positions) == table.rows
        if is_missing and field is not None and is_telling(field):
            yield field


def _telling(table: ReadTable, empty: Field) -> str:
    """The one column in which anything may stand, and just what belongs in the empty one does."""
    fitting = [
        each.name
        for each in table.fields_in_order
        if is_free(each) and _count(cells := table.some_of(each.name)) >= _LEAST_ROWS
        if not misfits(cells, empty, table).any()
    ]
    return fitting[0] if len(fitting) == 1 else ""


def _refused(table: ReadTable, faults: Sequence[FieldFault]) -> Iterator[str]:
    """The fields of which half of the filled cells or more are refused."""
    for each in faults:
        is_refused = each.kind.severity is Severity.BLOCKS and each.kind is not cell_kinds.MISSING_VALUE
        if is_refused and each.field in table.cells:
            filled = np.count_nonzero(~table.cells[each.field].blank)
            if 2 * len(each.positions) >= filled:
                yield each.field


def _unknown(table: ReadTable) -> Iterator[str]:
    """The fields of which half of the filled cells or more hold no code of its list."""
    for name, rows in table.unknown_codes():
        if 2 * len(rows) >= np.count_nonzero(table.texts[name].numbers >= 0):
            yield name


def _others(table: ReadTable, wrong: Field) -> Iterator[Field]:
    """The fields whose cells may stand under this one.

    Where just anything may stand, only days, codes of a list and products tell that they do not belong there;
    of two columns of numbers nothing tells. What must be filled has not its header over an empty column.
    """
    for each in table.fields_in_order:
        if each.name == wrong.name or (each.type in NUMBERS and wrong.type in NUMBERS):
            continue
        if wrong.required and not _count(table.some_of(each.name)):
            continue
        if is_telling(wrong) or not is_free(each) or _is_of_products(table, wrong, each):
            yield each


def _is_of_products(table: ReadTable, wrong: Field, other: Field) -> bool:
    """Whether it is the column of products, or half of its cells are such where that is the wrong one."""
    if _PRODUCT not in (wrong.name, other.name):
        return False
    cells = table.some_of(other.name)
    codes = [plain(shown(each)) for each, is_blank in zip(cells, cells.blank, strict=True) if not is_blank]
    return other.name == _PRODUCT or 2 * sum(bool(category_of(str(each))) for each in codes) >= len(codes) > 0


def _count(cells: Cells) -> int:
    return int(np.count_nonzero(~cells.blank))


def fault_of_swapped(table: ReadTable, one: str, other: str) -> FieldFault:
    """What is said of two headers that changed places."""
    facts = {"other": other, "letter": table.matched.letter(other)}
    at = np.zeros(1, np.intp)
    return FieldFault(kind=kinds.COLUMNS_SWAPPED, field=one, positions=at, facts=facts)
