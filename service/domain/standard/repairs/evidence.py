"""What the cells of a file prove about the way in which it was written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

import pyarrow.compute as pc

from service.domain.standard.model import FieldType
from service.domain.standard.repairs.dates import contradicted, proven_orders
from service.domain.standard.repairs.numbers import NUMBERS, proven_signs
from service.domain.standard.repairs.percents import texts_of_percents
from service.domain.standard.repairs.reading import DayOrder, Reading
from service.domain.standard.repairs.repair import Column, Evidence, NumberSigns
from service.domain.standard.repairs.signs import plainly
from service.domain.standard.repairs.surroundings import bare

_SIGNS = ("-", "/", ".", " ")


def with_evidence(columns: Sequence[Column], reading: Reading) -> list[Column]:
    """Give each column what its own cells prove, and those of the other columns of its file."""
    dates = [each for each in columns if each.odd and each.wanted.field.type is FieldType.DATE]
    texts = [plainly(bare(text)) for each in dates for text in each.odd]
    of_file = proven_orders(texts)
    return [_with_evidence(each, of_file, reading) if each.odd else each for each in columns]


def _with_evidence(column: Column, of_file: Mapping[str, DayOrder], reading: Reading) -> Column:
    evidence = Evidence()
    if column.wanted.field.type is FieldType.DATE:
        evidence = Evidence(day_orders=_orders(column, of_file, reading))
    elif column.wanted.field.type in NUMBERS:
        percents = frozenset(map(bare, texts_of_percents(column)))
        evidence = Evidence(signs=_signs(column), percents=percents)
    return replace(column, wanted=replace(column.wanted, evidence=evidence))


def _orders(column: Column, of_file: Mapping[str, DayOrder], reading: Reading) -> dict[str, DayOrder]:
    """Per sign the order of this column: by itself, by the rest of the file, by what the provider said.

    A column that also has dates as jjjj-mm-dd was not written by somebody who puts the month first.
    """
    texts = [plainly(bare(text)) for text in column.odd]
    own, broken = proven_orders(texts), contradicted(texts)
    supposed = DayOrder.DAY_FIRST if len(column.simple) else reading.day_order
    found = {sign: own.get(sign) or of_file.get(sign) or supposed for sign in _without(broken)}
    return {sign: order for sign, order in found.items() if order is not None}


def _without(broken: Collection[str]) -> list[str]:
    return [sign for sign in _SIGNS if sign not in broken]


def _signs(column: Column) -> NumberSigns:
    """Put together what the odd numbers of a column prove, and the decimals of its simple ones."""
    simple = [f"0{sign}5" for sign in ".," if pc.match_substring(column.simple, sign).true_count]
    return proven_signs([*(plainly(bare(text)) for text in column.odd), *simple])
