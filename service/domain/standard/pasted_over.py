"""Texts for people, or numbers, that are the code or number of another column of their own row: pasted."""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.standard.casting import or_empty_of
from service.domain.standard.cells import Mask
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import own_texts as kinds
from service.domain.standard.fitting import ReadTable
from service.domain.standard.model import Classification, Field
from service.domain.wording import Wording

_SAME = Wording(
    ", maar wat er in kolom {letter} ({other}) staat",
    ", but what stands in column {letter} ({other})",
)
_ALSO = Wording(
    ", en is gelijk aan wat er in kolom {letter} ({other}) staat",
    ", and is equal to what stands in column {letter} ({other})",
)
_LEAST_LONGER = 3
"""Signs by which all other numbers of a column are longer than a code that was pasted there."""
_LEAST_SIGNS = 4
"""A shorter code is easily a name of somebody's own as well: perceel 1."""
_NEARLY_ALL = 0.9
_MOST_DIFFERENT = 1_000
"""Texts of a column that people write for people: of more each is its own."""


def pasted_over(read: ReadTable, faults: Sequence[FieldFault]) -> Iterator[FieldFault]:
    """The cells of a text for people that say what another column says in the same row, and others do not.

    Not where that other cell is wrong: then the text was pasted there, and this one is where it came from.
    """
    for field in read.fields_in_order:
        texts = read.texts.get(field.name)
        if texts is None or len(texts.different) > _MOST_DIFFERENT:
            continue
        if _is_written_for_people(field):
            yield from _of_field(field, texts, read, faults)
        elif _is_number_of_ones_own(field):
            yield from _of_number(field, texts, read, faults)


def _is_number_of_ones_own(field: Field) -> bool:
    return field.classification is Classification.IDENTIFIER and not field.code_list


def _of_number(
    field: Field, texts: NumberedTexts, read: ReadTable, faults: Sequence[FieldFault]
) -> Iterator[FieldFault]:
    """The cells that say what a column of codes says in the same row, where all other numbers are longer."""
    lengths = np.append(pc.utf8_length(texts.different).to_numpy(zero_copy_only=False), 0)[texts.numbers]
    for other in read.fields_in_order:
        if not other.code_list or other.name not in read.texts:
            continue
        same = _are_same(texts, read.texts[other.name], least=1)
        others = lengths[~same & (texts.numbers >= 0)]
        if not same.any() or not len(others) or others.min() < lengths[same].max() + _LEAST_LONGER:
            continue
        same &= ~(_wrong(field.name, faults, read) | _wrong(other.name, faults, read))
        if same.any():
            facts = {"same": _ALSO.fill(letter=read.matched.letter(other.name), other=other.name)}
            positions = np.flatnonzero(same)
            yield FieldFault(kind=kinds.BUILT_OTHERWISE, field=field.name, positions=positions, facts=facts)


def _is_written_for_people(field: Field) -> bool:
    return field.is_prose and not (field.pattern or field.code_list)


def _of_field(
    field: Field, texts: NumberedTexts, read: ReadTable, faults: Sequence[FieldFault]
) -> Iterator[FieldFault]:
    for other in read.fields_in_order:
        if other.name == field.name or other.name not in read.texts or other.is_prose:
            continue
        same = _are_same(texts, read.texts[other.name])
        if not same.any() or _is_usual(same, texts):
            continue
        same &= ~_wrong(other.name, faults, read)
        if same.any():
            facts = {"same": _SAME.fill(letter=read.matched.letter(other.name), other=other.name)}
            yield FieldFault(
                kind=kinds.NO_TEXT_ITSELF,
                field=field.name,
                positions=np.flatnonzero(same),
                facts={**facts, **or_empty_of(field)},
            )


def _wrong(name: str, faults: Sequence[FieldFault], read: ReadTable) -> Mask:
    """Where a column has a fault already, or no code of its list."""
    wrong = np.zeros(read.rows, bool)
    of_cells = (each.positions for each in faults if each.field == name and not each.kind.is_repair)
    of_list = (positions for field, positions in read.unknown_codes() if field == name)
    for positions in chain(of_cells, of_list):
        wrong[positions] = True
    return wrong


def _are_same(one: NumberedTexts, other: NumberedTexts, least: int = _LEAST_SIGNS) -> Mask:
    """Where two columns have the same text, of some length."""
    places = pc.index_in(one.different, value_set=other.different)
    if places.null_count == len(places):
        return np.zeros(len(one.numbers), bool)
    is_long = pc.greater_equal(pc.utf8_length(one.different), least)
    at = pc.fill_null(pc.if_else(is_long, places, pa.scalar(None, pa.int32())), -2)
    same: Mask = np.append(at.to_numpy(zero_copy_only=False), -2)[one.numbers] == other.numbers
    return same


def _is_usual(same: Mask, texts: NumberedTexts) -> bool:
    """Whether it is so in nearly all filled cells: then it is what people write there."""
    return bool(np.count_nonzero(same) >= _NEARLY_ALL * np.count_nonzero(texts.numbers >= 0))
