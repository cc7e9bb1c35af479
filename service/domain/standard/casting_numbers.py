"""Cast numbers to whole units (cents, ten-thousandths) without any rounding, from cells and from text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.findings import FindingKind
from service.domain.said import Fact, said_count
from service.domain.standard.cells import Cells, Mask, as_mask, places_of
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.standard.faults import ColumnFaults
from service.domain.standard.findings import cells as kinds
from service.domain.standard.look_alikes import letter_among_digits
from service.domain.standard.model import Field, FieldType
from service.domain.wording import Wording

_DIGITS = {FieldType.INTEGER: 0, FieldType.MONEY: 2, FieldType.DECIMAL: len(str(DECIMAL_SCALE)) - 1}
_THOUSAND = 1_000
_LARGEST_UNITS = 10**12
"""More than any sum in the messages of iJw can hold, and far from where a float stops being exact."""
_DUST, _DUST_OF_LARGE = 1e-6, 1e-14
"""Of one unit, and of the number itself: what a spreadsheet's own arithmetic may leave (15 digits)."""
_NOTHING = pa.scalar("", pa.large_string())
_ZERO = pa.scalar("0", pa.large_string())
_SCIENTIFIC = r"^[+-]?\d(?:[.,]\d+)?[eE][+-]?\d+$"
_THOUSANDS = r"^[+-]?\d{1,3}(?:[.,' \x{00A0}\x{202F}]\d{3})+(?:[.,]\d+)?$"
_MANY_DIGITS = r"^[+-]?\d{14,}(?:[.,]\d+)?$"
_BOOKED_NEGATIVE = r"^(?:(?:€ ?)?\d(?:[\d.,]*\d)? ?-|\((?:€ ?)?\d[\d.,]*\))$"
"""As bookkeepers write it: `66,00-` or `(66,00)`; `66,-` is 66."""
_SHOWS_PERCENTS = np.array(
    Wording(
        " De cel toont procenten: geef haar de celopmaak Getal en vul het getal opnieuw in.",
        " The cell shows per cent: give it the cell format Number and fill in the number again.",
    ),
    object,
)
_NEVER = r"[^\s\S]"
_POINT = "."
_WHOLE = "[.,]0{1,2}"
"""Behind a number that is whole, whichever sign stands for decimals."""
_SIGNED = r"^[+-]?\d+[{sign}]\d+$"


def decimal_signs(cells: Cells) -> Counter[str]:
    """Count the numbers of a column that are written as text with a point, and with a comma."""
    if cells.text.null_count == len(cells.text):
        return Counter()
    counted = pc.value_counts(cells.text.drop_null())
    forms = {sign: rf"^\s*[+-]?\d+[{sign}]\d{{1,2}}\s*$" for sign in ".,"}
    return Counter({sign: _count(counted, form) for sign, form in forms.items()})


def decimal_sign_of(columns: Iterable[Counter[str]]) -> str:
    """Return the sign that most of these numbers have, empty when there is no majority."""
    counts: Counter[str] = Counter()
    for each in columns:
        counts.update(each)
    if counts[","] == counts["."]:
        return ""
    return "," if counts[","] > counts["."] else "."


def _count(counted: pa.StructArray, form: str) -> int:
    """How many texts have a form; each different one is looked at once."""
    texts, counts = counted.flatten()
    has_form = pc.match_substring_regex(texts.dictionary_decode(), form)
    return int(pc.sum(counts.filter(has_form)).as_py() or 0)


def cast_number(cells: Cells, field: Field, decimal_sign: str, faults: ColumnFaults) -> pd.Series:
    """Whole units of a number as `Int64`: cents for money, ten-thousandths for decimal.

    Missing wherever a cell is empty or has a fault. Nothing is rounded: what does not fit is a fault.
    """
    digits = _DIGITS[field.type]
    faults.add(kinds.NOT_A_NUMBER, cells.odd)
    if cells.day is not None:
        faults.add(kinds.DATE_FOR_NUMBER, ~np.isnat(cells.day))
    units = np.zeros(len(cells), np.int64)
    known = np.zeros(len(cells), bool)
    if cells.number is not None:
        known = ~np.isnan(cells.number)
        units = _units_of_floats(cells.number, known, field, faults, cells.in_per_cent)
    is_text = cells.has_text
    if is_text.any():
        units = np.where(is_text, _units_of_text(cells, field, decimal_sign, faults), units)
        known = known | is_text
    _check_range(units, known, field, digits, faults)
    faults.add(kinds.NUMBER_AS_TEXT, is_text & ~faults.seen, is_summed=True)
    return pd.Series(pd.arrays.IntegerArray(units, ~known | faults.seen))


def _units_of_floats(
    number: npt.NDArray[np.float64],
    known: Mask,
    field: Field,
    faults: ColumnFaults,
    in_per_cent: Mask | None,
) -> npt.NDArray[np.int64]:
    digits = _DIGITS[field.type]
    with np.errstate(over="ignore"):
        scaled = np.where(known, number, 0.0) * 10**digits
    too_large = np.abs(scaled) > _LARGEST_UNITS
    faults.add(kinds.OUT_OF_RANGE, too_large, {"range": _range(field)})
    scaled = np.where(too_large, 0.0, scaled)  # 1e308 euros in cents is no number any more
    whole = np.rint(scaled)
    inexact = known & (np.abs(scaled - whole) > _DUST + _DUST_OF_LARGE * np.abs(scaled))
    said = None if in_per_cent is None else {"percent": np.where(in_per_cent, _SHOWS_PERCENTS, "")}
    faults.add(_not_exact(field), inexact, {"digits": str(digits)}, said)
    return whole.astype(np.int64)


@dataclass(frozen=True, slots=True)
class _Texts:
    """Every different text of a column once, and the way back to its rows."""

    different: pa.Array
    indices: npt.NDArray[np.int64]
    is_text: Mask

    def rows(self, flags: Mask) -> Mask:
        """From a flag per different text to a flag per row."""
        return flags[self.indices] & self.is_text

    def match(self, form: str) -> Mask:
        """Tell per different text whether it has a form."""
        return as_mask(pc.match_substring_regex(self.different, form))


def _texts(cells: Cells) -> _Texts:
    return _Texts(
        different=pc.utf8_trim_whitespace(cells.text.dictionary),
        indices=places_of(cells.text, 0).astype(np.int64),
        is_text=cells.has_text,
    )


def _units_of_text(
    cells: Cells, field: Field, decimal_sign: str, faults: ColumnFaults
) -> npt.NDArray[np.int64]:
    """Give the units per row, 0 where there is no text or no number in it."""
    digits = _DIGITS[field.type]
    texts, proven, decimal_sign = _texts(cells), decimal_sign, decimal_sign or _POINT
    decimals = rf"[{decimal_sign}]\d+" if digits else rf"[{decimal_sign}]0+|{_WHOLE}"
    valid = texts.match(rf"^[+-]?\d{{1,13}}(?:{decimals})?$")
    whole = pc.replace_substring_regex(texts.different, r"^\+?(-?\d*).*$", r"\1")
    decimals = pc.utf8_rtrim(pc.replace_substring_regex(texts.different, r"^[^.,]*[.,]?", ""), "0")
    inexact = valid & as_mask(pc.greater(pc.utf8_length(decimals), digits))
    readable = valid & ~inexact
    joined = pc.binary_join_element_wise(whole, pc.utf8_rpad(decimals, digits, "0"), _NOTHING)
    units = pc.cast(pc.if_else(pa.array(readable), joined, _ZERO), pa.int64()).to_numpy(zero_copy_only=False)
    if not readable.all():
        faults.add(_not_exact(field), texts.rows(inexact), {"digits": str(digits)})
        _name_unreadable(texts, ~valid, field, decimal_sign, faults, proven)
    return np.where(texts.is_text, units[texts.indices], 0)


def _name_unreadable(
    texts: _Texts, unreadable: Mask, field: Field, decimal_sign: str, faults: ColumnFaults, proven: str
) -> None:
    """Say of each unreadable text why it is; the first reason that fits.

    `proven`: the decimal sign where the file proves it: then it stands before decimals, also three of them.
    """
    other = "," if decimal_sign == "." else "."
    example = f"1234{decimal_sign}56" if _DIGITS[field.type] else "1234"
    has_sign: tuple[str, FindingKind, dict[str, Fact]] = (
        (_SIGNED.replace("{sign}", other), kinds.OTHER_DECIMAL_SIGN, {"expected": decimal_sign})
        if _DIGITS[field.type]
        else (_SIGNED.replace("{sign}", ".,"), kinds.NOT_A_WHOLE_NUMBER, {})
    )
    thousands = _THOUSANDS if _may_be_thousands(field) else _NEVER
    decimals = _SIGNED.replace("{sign}", proven) if proven and not _DIGITS[field.type] else _NEVER
    reasons: tuple[tuple[str, FindingKind, dict[str, Fact]], ...] = (
        (_SCIENTIFIC, kinds.SCIENTIFIC_NUMBER, {}),
        (decimals, kinds.NOT_A_WHOLE_NUMBER, {}),
        (thousands, kinds.THOUSANDS_SEPARATOR, {"example": example}),
        has_sign,
        (_MANY_DIGITS, kinds.OUT_OF_RANGE, {"range": _range(field)}),
        ("", kinds.NOT_A_NUMBER, {}),
    )
    if field.minimum == 0:
        reasons = ((_BOOKED_NEGATIVE, kinds.NEGATIVE, {}), *reasons)
    for form, kind, facts in reasons:
        where = texts.rows(unreadable & texts.match(form))
        letters = letters_of(texts.different, texts.indices) if kind is kinds.NOT_A_NUMBER else None
        faults.add(kind, where, facts, letters)


def letters_of(
    different: pa.Array, indices: pa.Array | npt.NDArray[np.int64]
) -> dict[str, npt.NDArray[np.object_]] | None:
    """Per row the advice about a letter that stands where a digit belongs; None where no text has one.

    `indices`: per row the place of its text among the different ones.
    """
    if not pc.match_substring_regex(different, "[OoIl]").true_count:
        return None
    said = [letter_among_digits(each) or "" for each in different.to_pylist()]
    at = (
        indices
        if isinstance(indices, np.ndarray)
        else pc.fill_null(indices, 0).to_numpy(zero_copy_only=False)
    )
    return {"letter": np.array(said, object)[at]}


def _may_be_thousands(field: Field) -> bool:
    return field.maximum is None or field.maximum >= _THOUSAND


def _check_range(
    units: npt.NDArray[np.int64], known: Mask, field: Field, digits: int, faults: ColumnFaults
) -> None:
    lowest = -_LARGEST_UNITS if field.minimum is None else field.minimum * 10**digits
    highest = _LARGEST_UNITS if field.maximum is None else field.maximum * 10**digits
    if lowest == 0:
        faults.add(kinds.NEGATIVE, known & (units < 0))
    faults.add(kinds.OUT_OF_RANGE, known & ((units < lowest) | (units > highest)), {"range": _range(field)})


def _range(field: Field) -> Wording:
    largest = _LARGEST_UNITS // 10 ** _DIGITS[field.type]
    lowest = -largest if field.minimum is None else field.minimum
    highest = largest if field.maximum is None else field.maximum
    ends = {"lowest": said_count(lowest), "highest": said_count(highest)}
    return Wording("{lowest} tot en met {highest}", "{lowest} to {highest}").filled(ends)


def _not_exact(field: Field) -> FindingKind:
    return kinds.NOT_A_WHOLE_NUMBER if field.type is FieldType.INTEGER else kinds.TOO_MANY_DECIMALS
