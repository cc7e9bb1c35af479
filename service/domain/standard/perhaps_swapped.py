"""Columns that are empty, or hold what cannot be there: perhaps their header belongs over another one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from service.domain.findings import ELSEWHERE
from service.domain.said import plain
from service.domain.standard.cells import shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings.tables import COLUMNS_SWAPPED
from service.domain.standard.fitting import ReadTable, is_free, misfits
from service.domain.standard.model import Field, FieldType
from service.domain.wording import OR, joined, same

_LEAST_ROWS = 3
_LEAST_SHARE = 0.75
"""Of the filled cells of a column that cannot be what they should."""
_MOST_NAMED = 3


def with_other_headers(faults: Sequence[FieldFault], table: ReadTable) -> list[FieldFault]:
    """The same faults, that ask whether a header changed places with that of an optional column.

    Which of both is so nobody knows: a column may be empty or wrong by itself. Nothing is asked where a
    header fits too many columns to be of help.
    """
    if any(each.kind is COLUMNS_SWAPPED for each in faults):
        return list(faults)
    pairs = _pairs(faults, table)
    return [_asking(each, pairs.get(each.field, ()), table) for each in faults]


def _asking(fault: FieldFault, others: Iterable[str], table: ReadTable) -> FieldFault:
    if not others or fault.kind.is_repair or fault.is_summed or fault.is_of_row or fault.is_mended:
        return fault
    names = joined(OR, [same(f"{table.matched.letter(each)} ({each})") for each in others])
    return replace(fault, facts={**fault.facts, ELSEWHERE: names})


def _pairs(faults: Sequence[FieldFault], table: ReadTable) -> Mapping[str, Sequence[str]]:
    """Per field the fields of which the header may have changed places with its own."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for field in _suspects(faults, table):
        cells = table.some_of(field.name)
        others = list(_full_ones(field, table) if cells.blank.all() else _empty_ones(field, table))
        if 0 < len(others) <= _MOST_NAMED:
            for one, other in ((field.name, each) for each in others):
                pairs[one] = [*dict.fromkeys([*pairs[one], other])]
                pairs[other] = [*dict.fromkeys([*pairs[other], one])]
    return pairs


def _suspects(faults: Sequence[FieldFault], table: ReadTable) -> Iterator[Field]:
    """The fields that are empty where they should not be, or hold hardly anything that belongs in them."""
    wrong: dict[str, int] = defaultdict(int)
    for each in faults:
        is_about_cells = not (each.kind.is_repair or each.is_summed or each.is_of_row)
        if is_about_cells and each.field in table.matched.columns:
            wrong[each.field] += len(each.positions)
    for name, count in wrong.items():
        field = table.matched.table.fields[name]
        if count >= _LEAST_ROWS and (table.some_of(name).blank.all() or _is_odd(field, table)):
            yield field


def _is_odd(field: Field, table: ReadTable) -> bool:
    """Whether hardly a cell of the column can be what it should."""
    cells = table.some_of(field.name)
    filled = np.count_nonzero(~cells.blank)
    return bool(filled and np.count_nonzero(misfits(cells, field, table)) >= _LEAST_SHARE * filled)


def _full_ones(empty: Field, table: ReadTable) -> Iterator[str]:
    """Optional columns in which only what belongs in an empty one stands; those that are odd, if any."""
    fitting = [
        each for each in _optional(table, empty) if _is_full(each, table) and _fits(each, empty, table)
    ]
    odd = [each for each in fitting if _is_odd(each, table)]
    return (each.name for each in odd or fitting)


def _empty_ones(odd: Field, table: ReadTable) -> Iterator[str]:
    """Optional columns without a cell, in which all of these fit; one of any text only for what is a text."""
    is_text = _is_of_texts(odd, table)
    for each in _optional(table, odd):
        is_telling = is_text or not is_free(each)
        if is_telling and table.some_of(each.name).blank.all() and _fits(odd, each, table):
            yield each.name


def _is_of_texts(field: Field, table: ReadTable) -> bool:
    """Whether its cells differ, and are no numbers or days that were only written otherwise."""
    words = [str(plain(shown(each))) for each in table.some_of(field.name)]
    filled = [each for each in words if each.strip()]
    if len(set(filled)) == 1:
        return False
    is_of_words = field.type in (FieldType.TEXT, FieldType.CODE)
    return is_of_words or 2 * sum(any(map(str.isdigit, each)) for each in filled) < len(filled)


def _is_full(field: Field, table: ReadTable) -> bool:
    return bool(np.count_nonzero(~table.some_of(field.name).blank) >= _LEAST_ROWS)


def _fits(stands: Field, wanted: Field, table: ReadTable) -> bool:
    """Whether what stands under one header may stand under the other."""
    return not bool(misfits(table.some_of(stands.name), wanted, table, is_nothing_one=True).any())


def _optional(table: ReadTable, but: Field) -> Iterator[Field]:
    return (each for each in table.fields_in_order if not each.required and each is not but)
