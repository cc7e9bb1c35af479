"""Whole-number arithmetic and work done once per distinct value, for the verbs that share it."""

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.wording import Wording

Integers = npt.NDArray[np.int64]


def decimals(digits: int) -> Wording:
    """How many decimals, in words."""
    one = digits == 1
    return Wording(
        "1 decimaal" if one else f"{digits} decimalen", "1 decimal" if one else f"{digits} decimals"
    )


def rounded_quotient(numerators: Integers, divisors: Integers | int) -> Integers:
    """Numerators over positive divisors as whole numbers, half away from zero."""
    doubled = 2 * np.abs(numerators) + divisors
    quotient: Integers = doubled // (2 * np.asarray(divisors)) * np.sign(numerators)
    return quotient


def per_distinct(items: npt.NDArray[np.generic], change: Callable[[Any], str]) -> npt.NDArray[np.generic]:
    """What `change` makes of every item, worked out once per distinct one, as an object array of text."""
    if items.dtype == object:
        places, distinct = pd.factorize(items)
    else:
        distinct, places = np.unique(items, return_inverse=True)
    texts: npt.NDArray[np.generic] = np.array(
        [change(item) for item in distinct.tolist()] or [""], dtype=object
    )
    changed: npt.NDArray[np.generic] = texts[places.reshape(-1)]
    return changed


def days_since_epoch(days: npt.NDArray[np.generic]) -> Integers:
    """Dates as the number of days since 1 January 1970, a Thursday."""
    return days.astype("datetime64[D]").astype(np.int64)


def count_within(numbers: Integers, size: int) -> Integers:
    """Per item its place, from 0, among the items before it that have the same number below `size`."""
    order = np.argsort(numbers, kind="stable")
    counts = np.bincount(numbers, minlength=size)
    starts = np.cumsum(counts) - counts
    places = np.empty(len(numbers), dtype=np.int64)
    places[order] = np.arange(len(numbers)) - starts[numbers[order]]
    return places
