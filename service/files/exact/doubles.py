"""The doubles that exact numbers become in a spreadsheet, without rounding twice."""

import numpy as np
import numpy.typing as npt

_LARGEST = 2**53


def nearest_doubles(numerators: npt.NDArray[np.int64], denominator: int) -> npt.NDArray[np.float64]:
    """Give the double nearest to each number.

    Numerators below 2**53 and powers of ten are exact doubles, and IEEE 754 rounds their quotient to the
    nearest double, as reading the decimal text does. Python divides larger whole numbers as exactly.
    """
    doubles: npt.NDArray[np.float64] = numerators / denominator
    if len(doubles) and (numerators.max() >= _LARGEST or numerators.min() <= -_LARGEST):
        return np.array([number / denominator for number in numerators.tolist()])
    return doubles
