"""The doubles that exact numbers become in a spreadsheet, without rounding twice."""

import numpy as np
import numpy.typing as npt

_LARGEST = 2**53


def nearest_doubles(
    numerators: npt.NDArray[np.int64], denominator: int, blank: npt.NDArray[np.bool_] | None = None
) -> npt.NDArray[np.float64] | None:
    """Give the double nearest to each number; None when one that is not `blank` is too large to be sure of.

    Numerators below 2**53 and powers of ten are exact doubles, and IEEE 754 rounds their quotient to the
    nearest double, as reading the decimal text does.
    """
    are_sure = (numerators < _LARGEST) & (numerators > -_LARGEST)
    if not are_sure.all() and (blank is None or not (are_sure | blank).all()):
        return None
    doubles: npt.NDArray[np.float64] = numerators / denominator
    return doubles
