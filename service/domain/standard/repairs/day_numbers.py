"""Days that a cell holds as a number: 20260112, and the days that Excel counts from 1900."""

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.dutch_days import day_in_words
from service.domain.said import Fact
from service.domain.standard.cells import Mask
from service.domain.wording import Wording

_FIRST, _LAST = 1900_01_01, 2100_12_31
_FIRST_SERIAL, _LAST_SERIAL = 20_000, 73_050
"""From October 1954 to the end of 2099: what nobody types for anything else in a column of dates."""
_BEFORE_FIRST = np.datetime64("1899-12-30", "D")
_MEANT = Wording(
    " Zo telt Excel de dagen: {value} is daar {day}.", " So Excel counts days: there {value} is {day}."
)


def compact_days(number: npt.NDArray[np.float64]) -> npt.NDArray[np.datetime64]:
    """Per number the day that it is as jjjjmmdd, NaT where it is none. No serial of Excel is as large."""
    known = np.where(np.isnan(number), 0.0, number)
    may_be = (known >= _FIRST) & (known <= _LAST) & (known == np.rint(known))
    day = np.full(len(number), "NaT", "datetime64[s]")
    if may_be.any():
        written = pd.Series(known[may_be].astype(np.int64).astype(str))
        day[may_be] = pd.to_datetime(written, format="%Y%m%d", errors="coerce").to_numpy("datetime64[s]")
    return day


def are_serials(number: npt.NDArray[np.float64]) -> Mask:
    """Per number whether it is one by which Excel holds a day of these times; never NaN."""
    whole: Mask = number == np.rint(number)
    return whole & (number >= _FIRST_SERIAL) & (number <= _LAST_SERIAL)


def said_serials(number: npt.NDArray[np.float64]) -> npt.NDArray[np.object_]:
    """Per number what day it is by the count of Excel, as an advice; empty where it is no such number."""
    said: npt.NDArray[np.object_] = np.full(len(number), "", object)
    for at in np.flatnonzero(are_serials(number)).tolist():
        said[at] = _said_serial(int(number[at]))
    return said


def _said_serial(number: int) -> Fact:
    day = (_BEFORE_FIRST + np.timedelta64(number, "D")).item()
    return _MEANT.filled({"value": str(number), "day": day_in_words(day)})
