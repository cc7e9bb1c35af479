"""Write whole columns of exact numbers and days as text, without a float in between."""

import numpy as np
import numpy.typing as npt

from service.domain.content import Values


def texts_of_numbers(values: Values, decimal_sign: str = ".") -> list[str]:
    """What `content.text_of_number` gives for every number, for the whole column at once."""
    numerators = values.items.astype(np.int64)
    if not values.digits:
        return list(map(str, numerators.tolist()))
    whole, rest = np.divmod(np.abs(numerators), values.denominator)
    form = f"%s%d{decimal_sign}%0{values.digits}d"
    signs = np.where(numerators < 0, "-", "").tolist()
    return list(map(form.__mod__, zip(signs, whole.tolist(), rest.tolist(), strict=True)))


def iso_days(days: npt.NDArray[np.generic]) -> list[str]:
    """`jjjj-mm-dd` for every day; each day is written once, however often it occurs."""
    unique, codes = np.unique(days.astype("datetime64[D]"), return_inverse=True)
    return np.datetime_as_string(unique).astype(object)[codes].tolist() if len(unique) else []
