"""How an expression is written: which options belong to which verb, however shortly it is put."""

from collections.abc import Mapping
from typing import cast

_MAIN = {"band": "table", "translate": "table", "age": "on", "total": "over", "earlier": "column"}
"""The main options that are not called `of`."""
_WITH_OF_BESIDE = ("band", "first", "last", "total")
"""Verbs beside which `of` or `by` may stand, so that it belongs to them."""


def expression_of(written: object) -> Mapping[str, object]:
    """The verbs of an expression: a bare name is a field, and `of` or `by` belongs to the verb before it."""
    if not isinstance(written, Mapping):
        return {"field": written}
    steps: dict[str, object] = {}
    for name, argument in written.items():
        if name in ("of", "by") and steps:
            verb = next(reversed(steps))
            steps[verb] = {**as_options(verb, steps[verb]), name: argument}
        else:
            steps[name] = argument
    return {"field": "geboortedatum", **steps} if next(iter(steps), "") == "age" else steps


def as_options(verb: str, argument: object) -> Mapping[str, object]:
    """What stands behind a verb by the name of each option; a bare value is its main one."""
    main = _MAIN.get(verb, "of")
    if isinstance(argument, Mapping) and main in argument and not _is_expression(argument):
        return cast("Mapping[str, object]", argument)
    return {main: argument}


def argument_of(argument: object, main: str) -> object:
    """The main option of a verb, however it is written."""
    if isinstance(argument, Mapping) and main in argument and not _is_expression(argument):
        return cast("Mapping[str, object]", argument)[main]
    return argument


def _is_expression(argument: Mapping[object, object]) -> bool:
    """Whether it begins with a verb that has `of` beside it, so that `of` is of that verb."""
    return next(iter(argument), "") in _WITH_OF_BESIDE
