"""Totals of columns as they stand in a report that was read back, apart from what was meant."""

import re
from collections.abc import Callable, Iterable
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import ReadBackDiffersError

_EXACT = pa.decimal128(38, 9)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
TotalRead = Callable[[str, str], Decimal]
"""The exact total of a column by sheet and header text, or the number in a cell by sheet and address."""


def total_of_texts(found: Iterable[str], digits: int = 0, decimal_sign: str = ".") -> Decimal:
    """Add up numbers as they were written; empty fields count for nothing.

    Without a decimal sign the last `digits` of each are its decimals. Raises ReadBackDiffersError, without
    the text itself, for what is no number.
    """
    texts = [text.replace(decimal_sign, ".") if decimal_sign else text for text in found if text]
    if any(_NUMBER.fullmatch(text) is None for text in texts):
        raise ReadBackDiffersError("A number cannot be read back as a number.")
    total = sum(map(Decimal, texts), Decimal(0))
    return total if decimal_sign else total.scaleb(-digits)


def total_of_arrays(columns: Iterable[pa.Array]) -> Decimal:
    """As `total_of_texts`, of whole pieces of a column at once, without empty fields."""
    total = Decimal(0)
    for texts in columns:
        try:
            total += pc.sum(texts.cast(_EXACT), min_count=0).as_py()
        except pa.ArrowInvalid:  # no number, or more decimals than fit
            total += total_of_texts(texts.to_pylist())
    return total
