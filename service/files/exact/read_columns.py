"""Hold a column that was read from a report, of whatever kind, against the values it should be."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.translation.content import ValueKind, Values, text_of_number
from service.files.exact.doubles import nearest_doubles
from service.files.exact.totals_read import total_of_arrays

_FEW = 200
"""Numbers; up to so many, one by one is faster than all at once."""


def _as_it_is(texts: pa.Array, _: ValueKind) -> pa.Array:
    return texts


@dataclass(frozen=True, slots=True)
class Notation:
    """How a kind of report writes what it holds."""

    decimal_sign: str = "."
    """Empty: the last digits are decimals."""
    date_form: str = "jjjj-mm-dd"
    written: Callable[[pa.Array, ValueKind], pa.Array] = _as_it_is
    """What is read of texts of a kind, when the report marks them, cuts them or fills them up."""


def first_difference(found: pa.Array, values: Values, notation: Notation | None = None) -> int | None:
    """Give the place of the first cell that reads otherwise than meant, None when there is none.

    `found` is as long as `values`. As texts: "" where nothing stands, null for a cell of another kind; a
    number has every decimal and no zero too many. As doubles, numbers and days since 1970: null where nothing
    stands, NaN for a cell of another kind; a number is the double nearest to the exact one.
    """
    meant = _doubles(values) if found.type == pa.float64() else _texts(values, notation or Notation())
    if found.equals(meant):
        return None
    same = pc.fill_null(pc.equal(found, meant), fill_value=False)
    same = pc.or_(same, pc.and_(pc.is_null(found), pc.is_null(meant)))
    place: int = pc.index(same, value=False).as_py()
    return None if place < 0 else place


def total_of_column(found: pa.Array, digits: int, decimal_sign: str) -> Decimal:
    """As `totals_read.total_of_texts`, of a whole column at once."""
    texts = found.filter(pc.not_equal(found, ""))
    total = total_of_arrays(
        [pc.replace_substring(texts, decimal_sign, ".") if decimal_sign == "," else texts]
    )
    return total if decimal_sign else total.scaleb(-digits)


def _doubles(values: Values) -> pa.Array:
    if values.kind is ValueKind.DATE:
        days: npt.NDArray[np.int64] = values.items.astype("datetime64[D]").astype(np.int64)
        return pa.array(days.astype(np.float64), mask=values.blank)
    return pa.array(nearest_doubles(values.numbers, values.denominator), mask=values.blank)


def _texts(values: Values, notation: Notation) -> pa.Array:
    match values.kind:
        case ValueKind.TEXT:
            texts = values.texts
        case ValueKind.NUMBER:
            texts = _numbers(values.numbers, values.digits, notation.decimal_sign)
        case ValueKind.DATE:
            texts = _days(pa.array(values.items.astype("datetime64[D]")), notation.date_form)
    written = notation.written(texts, values.kind)
    return pc.if_else(pa.array(values.blank), "", written) if values.blank.any() else written


def _numbers(numerators: npt.NDArray[np.int64], digits: int, sign: str) -> pa.Array:
    """The digits of whole numbers, parted by the sign; the writer makes them another way."""
    if len(numerators) <= _FEW:
        return pa.array([text_of_number(each, digits, sign) for each in numerators.tolist()], pa.string())
    texts = pa.array(numerators).cast(pa.string())
    if not digits:
        return texts
    padded = pc.utf8_lpad(pc.utf8_ltrim(texts, characters="-"), width=digits + 1, padding="0")
    parted = pc.utf8_replace_slice(padded, start=-digits, stop=-digits, replacement=sign)
    minus = pc.if_else(pc.starts_with(texts, pattern="-"), "-", "")
    return pc.binary_join_element_wise(minus, parted, "")


def _days(days: pa.Array, form: str) -> pa.Array:
    texts = days.cast(pa.string())
    match form:
        case "dd-mm-jjjj":
            parts = ((8, 10), (5, 7), (0, 4))
            return pc.binary_join_element_wise(
                *(pc.utf8_slice_codeunits(texts, *each) for each in parts), "-"
            )
        case "jjjjmmdd":
            return pc.replace_substring(texts, "-", "")
        case _:
            return texts
