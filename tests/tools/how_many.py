"""A property is held a few times in every run, and many times in the long one."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import pytest
from _pytest.mark.structures import ParameterSet
from hypothesis import HealthCheck, given, settings

_MANY = 100


def few_of(few: Iterable[int], every: Iterable[int]) -> list[int | ParameterSet]:
    """Seeds for `parametrize`: `few` in every run, what else is in `every` in the long one."""
    now = list(few)
    later = [each for each in every if each not in now]
    return [*now, *(pytest.param(each, marks=pytest.mark.long) for each in later)]


def held(examples: int, *drawn: object, **named: object) -> Callable[[Callable[..., None]], None]:
    """Hold a property for so many examples: a few are the same in every run, many are others each time."""

    def hold(agrees: Callable[..., None]) -> None:
        usual = settings(
            max_examples=examples,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            derandomize=examples < _MANY,
        )
        usual(given(*drawn, **named)(agrees))()

    return hold


@dataclass(frozen=True)
class FewOrMany:
    """Makes a test of a property: with `few` examples in every run, with `many` in the long one."""

    few: int
    many: int

    @property
    def examples(self) -> pytest.MarkDecorator:
        return pytest.mark.parametrize("examples", few_of([self.few], [self.many]))

    def given(self, *drawn: object, **named: object) -> Callable[[Callable[..., None]], Callable[..., None]]:
        def made_of(agrees: Callable[..., None]) -> Callable[..., None]:
            def test(examples: int) -> None:
                held(examples, *drawn, **named)(agrees)

            test.__name__, test.__doc__ = agrees.__name__, agrees.__doc__
            return self.examples(test)

        return made_of
