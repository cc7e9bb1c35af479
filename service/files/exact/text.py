"""Write whole columns of exact numbers and days as text, without a float in between."""

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.translation.content import Values, text_of_number

_DIGITS_OF_INT64 = 19
_MOST_PLAIN_DIGITS = 6
"""With more decimals Arrow writes a small number as 1E-8."""


def texts_of_numbers(values: Values, decimal_sign: str = ".") -> pa.Array:
    """What `content.text_of_number` gives for every number, for the whole column at once."""
    numerators = values.numbers
    if not values.digits:
        return pa.array(numerators).cast(pa.string())
    if values.digits > _MOST_PLAIN_DIGITS:
        texts = [text_of_number(number, values.digits, decimal_sign) for number in numerators.tolist()]
        return pa.array(texts, pa.string())
    texts = _as_decimals(numerators, values.digits).cast(pa.string())
    return texts if decimal_sign == "." else pc.replace_substring(texts, ".", decimal_sign)


def texts_of_days(values: Values, form: str) -> list[str]:
    """Days as `jjjj-mm-dd`, `dd-mm-jjjj` or `jjjjmmdd`; for a blank one any day."""
    days = iso_days(np.where(values.blank, np.datetime64("2000-01-01"), values.items))
    if form == "jjjj-mm-dd":
        return days
    written = {
        day: "-".join(reversed(day.split("-"))) if form == "dd-mm-jjjj" else day.replace("-", "")
        for day in set(days)
    }
    return [written[day] for day in days]


def iso_days(days: npt.NDArray[np.generic]) -> list[str]:
    """`jjjj-mm-dd` for every day; each day is written once, however often it occurs."""
    unique, codes = np.unique(days.astype("datetime64[D]"), return_inverse=True)
    return np.datetime_as_string(unique).astype(object)[codes].tolist() if len(unique) else []


def _as_decimals(numerators: npt.NDArray[np.int64], digits: int) -> pa.Array:
    """The same bits, seen as decimals: 128 of them per number, the lowest first (Arrow columnar format)."""
    words = np.empty((len(numerators), 2), dtype="<i8")
    words[:, 0] = numerators
    words[:, 1] = numerators >> 63
    kind = pa.decimal128(_DIGITS_OF_INT64, digits)
    return pa.Array.from_buffers(kind, len(numerators), [None, pa.py_buffer(words)])
