"""Columns of texts as a report was read: held against the values they should be, and added up."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.translation.content import ValueKind, Values, text_of_number
from service.files.exact.totals_read import total_of_arrays

_FEW = 80
"""Cells; up to so many, one by one is faster than all at once."""


@dataclass(frozen=True, slots=True)
class Notation:
    """How a kind of report writes what it holds."""

    decimal_sign: str = "."
    """Empty: the last digits are decimals."""
    date_form: str = "jjjj-mm-dd"
    marked: str = ""
    """What a text looks like, as a regular expression, that `mark` changes on its way into the report."""
    mark: Callable[[str], str] = str


def first_difference(found: pa.Array, values: Values, notation: Notation) -> int | None:
    """Give the place of the first cell that reads otherwise than meant, None when there is none.

    `found` is as long as `values`, and has "" where nothing stands.
    """
    if len(values) <= _FEW:
        return _first_among_few(found.to_pylist(), values, notation)
    read = {ValueKind.TEXT: _texts_differ, ValueKind.NUMBER: _numbers_differ, ValueKind.DATE: _days_differ}
    differ = read[values.kind](found, values, notation)
    return int(np.argmax(differ)) if differ.any() else None


def _first_among_few(found: list[str], values: Values, notation: Notation) -> int | None:
    meant = [
        "" if blank else text
        for blank, text in zip(values.blank.tolist(), meant_texts(values, notation), strict=True)
    ]
    if found == meant:
        return None
    return next(at for at, pair in enumerate(zip(found, meant, strict=True)) if pair[0] != pair[1])


def meant_texts(values: Values, notation: Notation) -> Iterable[str]:
    """What every cell should say, one by one; where nothing should stand, anything."""
    match values.kind:
        case ValueKind.TEXT:
            texts: list[str] = values.items.tolist()
            return map(notation.mark, texts) if notation.marked else texts
        case ValueKind.NUMBER:
            sign, digits = notation.decimal_sign, values.digits
            return (text_of_number(number, digits, sign) for number in values.numbers.tolist())
        case ValueKind.DATE:
            days = np.datetime_as_string(values.items.astype("datetime64[D]")).tolist()
            return (_day_as(notation.date_form, day) for day in days)


def _day_as(form: str, iso: str) -> str:
    match form:
        case "dd-mm-jjjj":
            return "-".join(reversed(iso.split("-")))
        case "jjjjmmdd":
            return iso.replace("-", "")
        case _:
            return iso


def total_of_column(found: pa.Array, digits: int, decimal_sign: str) -> Decimal:
    """As `totals_read.total_of_texts`, of a whole column at once."""
    texts = found.filter(pc.not_equal(found, ""))
    total = total_of_arrays(
        [pc.replace_substring(texts, decimal_sign, ".") if decimal_sign == "," else texts]
    )
    return total if decimal_sign else total.scaleb(-digits)


def _texts_differ(found: pa.Array, values: Values, notation: Notation) -> npt.NDArray[np.bool_]:
    meant = values.texts
    if notation.marked and pc.any(pc.match_substring_regex(meant, notation.marked)).as_py():
        meant = pa.array(map(notation.mark, meant.to_pylist()), pa.string())
    return _unlike(found, meant)


def _numbers_differ(found: pa.Array, values: Values, notation: Notation) -> npt.NDArray[np.bool_]:
    """Whether each is something else than the exact number, with all its decimals and no zero too many."""
    sign, digits = notation.decimal_sign, values.digits
    whole = "(?:0|[1-9][0-9]*)" if sign or not digits else "[0-9]+"
    decimals = f"{re.escape(sign)}[0-9]{{{digits}}}" if sign and digits else ""
    are_numbers = pc.match_substring_regex(found, f"^-?{whole}{decimals}$")
    if are_numbers.true_count == len(found):
        differ: npt.NDArray[np.bool_] = _numerators(found, sign if decimals else "") != values.numbers
        return differ | values.blank
    are = are_numbers.to_numpy(zero_copy_only=False)
    differ = ~(pc.equal(found, "").to_numpy(zero_copy_only=False) & values.blank)
    numerators = _numerators(found.filter(are_numbers), sign if decimals else "")
    differ[are] = (numerators != values.numbers[are]) | values.blank[are]
    return differ


def _numerators(texts: pa.Array, sign: str) -> npt.NDArray[np.generic]:
    """The numbers without their decimal sign; None for one that none of ours can be."""
    digits = pc.replace_substring(texts, sign, "") if sign else texts
    try:
        numerators: npt.NDArray[np.int64] = digits.cast(pa.int64()).to_numpy()
    except pa.ArrowInvalid:  # more digits than any of our numbers has
        return np.array([_within_int64(int(text)) for text in digits.to_pylist()], dtype=object)
    return numerators


def _within_int64(number: int) -> int | None:
    return number if -(2**63) <= number < 2**63 else None


def _days_differ(found: pa.Array, values: Values, notation: Notation) -> npt.NDArray[np.bool_]:
    """A day has one text in each form; each different day is written once."""
    unique, places = np.unique(values.items.astype("datetime64[D]"), return_inverse=True)
    texts = [_day_as(notation.date_form, day) for day in np.datetime_as_string(unique).tolist()]
    places[values.blank] = len(texts)
    return _unlike(found, pa.array([*texts, ""], pa.string()).take(pa.array(places)))


def _unlike(found: pa.Array, meant: pa.Array) -> npt.NDArray[np.bool_]:
    if found.equals(meant):
        return np.zeros(len(found), bool)
    unlike: npt.NDArray[np.bool_] = pc.not_equal(found, meant).to_numpy(zero_copy_only=False)
    return unlike
