"""In which one way numbers became others: turned round, counted on, with figures before or behind."""

from collections.abc import Callable, Iterator
from itertools import combinations

Way = Callable[[str], str]
"""What was done to the figures of a number."""


def ways_of_figures(one: str, other: str) -> Iterator[Way]:
    """What may have been done to the figures of one number that became another."""
    if len(one) == len(other):
        pairs = combinations(range(len(one)), 2)
        changes: list[Way] = [_turned_round, *(_with_changed_places(*pair) for pair in pairs)]
        yield from (each for each in changes if each(one) == other != one)
    elif other.endswith(one):
        yield _put_together(other.removesuffix(one), "")
    elif other.startswith(one):
        yield _put_together("", other.removeprefix(one))
    elif one.endswith(other):
        yield _without(one.removesuffix(other), "")
    elif one.startswith(other):
        yield _without("", one.removeprefix(other))


def way_of_counting(one: str, other: str) -> Way:
    """So much more or less as one number became another."""
    difference = int(other) - int(one)
    return lambda number: str(int(number) + difference)


def _turned_round(number: str) -> str:
    return number[::-1]


def _with_changed_places(first: int, second: int) -> Way:
    def changed(number: str) -> str:
        if len(number) <= second:
            return number
        figures = list(number)
        figures[first], figures[second] = figures[second], figures[first]
        return "".join(figures)

    return changed


def _put_together(before: str, behind: str) -> Way:
    return lambda number: f"{before}{number}{behind}"


def _without(before: str, behind: str) -> Way:
    return lambda number: number.removeprefix(before).removesuffix(behind) or number
