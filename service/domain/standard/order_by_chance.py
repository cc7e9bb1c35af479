"""Whether texts of a column stand in an order that is no chance."""

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from itertools import pairwise
from math import lgamma, log

_SELDOM = log(100)
"""Of so many ways to arrange the same texts one is in order: fewer may be chance."""
_LEAST_DIFFERENT, _LEAST_COUNTED = 3, 4


def is_no_chance(texts: Sequence[str], least: int = _LEAST_DIFFERENT) -> bool:
    """Whether texts stand in order, up or down, of which hardly another arrangement is.

    Empty ones stand all in front or all behind, as a spreadsheet sorts them. `least`: texts that differ.
    """
    filled = [each for each in texts if each]
    if len(set(filled)) < least or _ways(texts) < _SELDOM or not _are_in_order(filled):
        return False
    count = len(filled)
    return list(texts[:count]) == filled or list(texts[len(texts) - count :]) == filled


def _are_in_order(filled: Sequence[str]) -> bool:
    """Whether they go up or down, as texts or as the numbers that they are."""
    texts = list(filled)
    if texts in (ordered := sorted(texts), ordered[::-1]):
        return True
    numbers = _numbers(texts)
    return numbers is not None and numbers in (ordered_numbers := sorted(numbers), ordered_numbers[::-1])


def _numbers(texts: Sequence[str]) -> list[Decimal] | None:
    """The numbers that all texts are; None where one is none."""
    try:
        numbers = [Decimal(each.replace(",", ".")) for each in texts]
    except InvalidOperation:
        return None
    return numbers if all(each.is_finite() for each in numbers) else None


def _ways(texts: Sequence[str]) -> float:
    """The logarithm of in how many ways texts can be arranged."""
    return lgamma(len(texts) + 1) - sum(lgamma(count + 1) for count in Counter(texts).values())


def count_on(texts: Sequence[str]) -> bool:
    """Whether each number is one more than the one before it, as a spreadsheet fills in a column."""
    if len(texts) < _LEAST_COUNTED:
        return False
    numbers = _numbers(texts)
    return numbers is not None and all(other - one == 1 for one, other in pairwise(numbers))
