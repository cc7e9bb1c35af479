"""Columns that are empty, or hold what cannot be there: perhaps their header belongs over another one."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa

from service.domain.findings import ELSEWHERE, OTHERWISE_NAMED, SOMEWHERE
from service.domain.said import plain
from service.domain.standard.cells import Cells, Mask, shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings.tables import COLUMNS_SWAPPED
from service.domain.standard.fitting import ReadTable, is_free, is_telling, misfits
from service.domain.standard.model import Field, FieldType
from service.domain.standard.repairs.numbers import NUMBERS
from service.domain.wording import OR, joined, same

_LEAST_ROWS = 3
_LEAST_SHARE = 0.75
"""Of the filled cells of a column that cannot be what they should."""
_LEAST_LACKING = 0.5
"""Of the rows: those of a column that must be filled and is not."""
_MOST_NAMED = 3
_PART_OF_DAY = re.compile(
    r"^(?:(?:19|20)\d{2}(?:0[1-9]|1[0-2])?|(?:0?[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2])(?:19|20)\d{2})$"
)
"""A year, jjjjmm or ddmmjjjj."""
_BEHIND = re.compile(r"(?<=\S)\s+\S.*$|(?<=\S)\(.*$")
"""What somebody wrote behind a value."""


def with_other_headers(faults: Sequence[FieldFault], table: ReadTable) -> list[FieldFault]:
    """The same faults, that ask whether a header changed places with that of an optional column.

    Which of both is so nobody knows: a column may be empty or wrong by itself. Where it fits too many columns
    to be of help, none is named, and that is asked of a column without a cell alone.
    """
    if any(each.kind is COLUMNS_SWAPPED for each in faults):
        return list(faults)
    pairs = _pairs(faults, table)
    asked = [_asking(each, pairs.get(each.field, ()), table) for each in faults]
    return [_perhaps_there(each, table) for each in asked] if table.matched.has_unknown else asked


def _perhaps_there(fault: FieldFault, table: ReadTable) -> FieldFault:
    """The same of a field without a column, which may be one of those with a name that nobody knows."""
    matched = table.matched
    is_absent = fault.field in matched.table.fields and fault.field not in matched.columns
    if not is_absent or matched.raw.lacks_optional:
        return fault
    return replace(fault, facts={**fault.facts, OTHERWISE_NAMED: "yes"})


def _asking(fault: FieldFault, others: Sequence[str], table: ReadTable) -> FieldFault:
    if len(others) > _MOST_NAMED:
        return replace(fault, facts={**fault.facts, SOMEWHERE: "yes"})
    if not others or fault.kind.is_repair or fault.is_summed or fault.is_of_row or fault.is_mended:
        return fault
    names = joined(OR, [same(f"{table.matched.letter(each)} ({each})") for each in others])
    return replace(fault, facts={**fault.facts, ELSEWHERE: names})


def _pairs(faults: Sequence[FieldFault], table: ReadTable) -> Mapping[str, Sequence[str]]:
    """Per field the fields of which the header may have changed places with its own."""
    pairs: dict[str, list[str]] = defaultdict(list)
    for field in _suspects(faults, table):
        others = [each.name for each in _others(field, table)]
        if len(others) > _MOST_NAMED and field.required and table.some_of(field.name).blank.all():
            pairs[field.name] = others
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
        if count >= _LEAST_ROWS and (_is_lacking(field, table) or _is_odd(field, table)):
            yield field


def _is_lacking(field: Field, table: ReadTable) -> bool:
    """Whether the column is empty; or mostly, of one that must be filled."""
    blank = table.some_of(field.name).blank
    return bool(blank.all() or (field.required and np.count_nonzero(blank) >= _LEAST_LACKING * len(blank)))


def _is_odd(field: Field, table: ReadTable) -> bool:
    """Whether hardly a cell of the column can be what it should."""
    cells = table.some_of(field.name)
    filled = np.count_nonzero(~cells.blank)
    return bool(filled and np.count_nonzero(misfits(cells, field, table)) >= _LEAST_SHARE * filled)


def _others(field: Field, table: ReadTable) -> Sequence[Field]:
    if _is_lacking(field, table):
        return _full_ones(field, table)
    if _has_words_behind(field, table) or _are_parts_of_days(field, table):
        return []
    return [*_empty_ones(field, table), *_of_texts(field, table)]


def _has_words_behind(field: Field, table: ReadTable) -> bool:
    """Whether its cells are what they should be but for what stands behind them: (nieuw)."""
    words = [str(plain(shown(each))) for each in table.some_of(field.name)]
    begins = [_BEHIND.sub("", each) for each in words]
    cells = Cells.of_text(pa.array(begins, pa.large_string()))
    return begins != words and not misfits(cells, field, table).any()


def _are_parts_of_days(field: Field, table: ReadTable) -> bool:
    """Whether a column of days holds nothing but years, or days without anything between their parts."""
    if field.type is not FieldType.DATE:
        return False
    words = [str(plain(shown(each))) for each in table.some_of(field.name)]
    return all(_PART_OF_DAY.match(each) for each in words if each)


def _full_ones(empty: Field, table: ReadTable) -> Sequence[Field]:
    """Optional columns in which only what belongs in an empty one stands; those that are odd, if any.

    Where some cells are filled, and they do not tell much, only those.
    """
    lacking = table.some_of(empty.name).blank
    fitting = [
        each
        for each in _optional(table, empty)
        if _is_full(each, lacking, table) and _fits(each, empty, table)
    ]
    odd = [each for each in fitting if _is_odd(each, table)]
    return odd or (fitting if lacking.all() or is_telling(empty) else [])


def _empty_ones(odd: Field, table: ReadTable) -> Iterator[Field]:
    """Optional columns without a cell, in which all of these fit; one of any text only for what is a text.

    Of a field that must be filled its own cells would lack elsewhere, and that is asked there.
    """
    if odd.required:
        return
    is_text = not is_free(odd) and _is_of_texts(odd, table)
    for each in _optional(table, odd):
        is_telling = is_text or not is_free(each)
        if is_telling and table.some_of(each.name).blank.all() and _fits(odd, each, table):
            yield each


def _of_texts(odd: Field, table: ReadTable) -> Iterator[Field]:
    """Of a field of numbers: columns of any text that hold nothing but numbers, where its own cells fit."""
    if odd.type in NUMBERS:
        for each in table.fields_in_order:
            is_full = is_free(each) and np.count_nonzero(~table.some_of(each.name).blank) >= _LEAST_ROWS
            if is_full and _fits(each, odd, table) and _fits(odd, each, table):
                yield each


def _is_of_texts(field: Field, table: ReadTable) -> bool:
    """Whether its cells differ, and are no numbers or days that were only written otherwise."""
    cells = table.some_of(field.name)
    words = [str(plain(shown(each))) for each in cells]
    filled = [each for each in words if each.strip()]
    wrong = {each for each, is_wrong in zip(words, misfits(cells, field, table), strict=True) if is_wrong}
    if len(wrong) == 1 or len(set(filled)) == 1:
        return False
    is_of_words = field.type in (FieldType.TEXT, FieldType.CODE)
    return is_of_words or 2 * sum(any(map(str.isdigit, each)) for each in filled) < len(filled)


def _is_full(field: Field, lacking: Mask, table: ReadTable) -> bool:
    """Whether the column is filled, and in most of the rows in which the other one lacks."""
    filled = ~table.some_of(field.name).blank
    is_there = np.count_nonzero(filled & lacking) >= _LEAST_SHARE * np.count_nonzero(lacking)
    return bool(np.count_nonzero(filled) >= _LEAST_ROWS and (is_there or lacking.all()))


def _fits(stands: Field, wanted: Field, table: ReadTable) -> bool:
    """Whether what stands under one header may stand under the other."""
    return not bool(misfits(table.some_of(stands.name), wanted, table, is_nothing_one=True).any())


def _optional(table: ReadTable, but: Field) -> Iterator[Field]:
    return (each for each in table.fields_in_order if not each.required and each is not but)
