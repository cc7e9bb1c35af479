"""What rules of addresses are parsed and compiled to, once for all applications of one process of tests."""
# ruff: noqa: SLF001 - Werkzeug has no other door to it

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from werkzeug.routing import Rule

_COMPILE = Rule.compile


@dataclass(frozen=True, kw_only=True)
class _Compiled:
    """What Werkzeug makes of a rule; nothing of it is changed afterwards, nor knows of which map it is."""

    parts: list[Any]
    trace: list[Any]
    converters: Mapping[str, Any]
    build: Callable[..., Any]
    build_unknown: Callable[..., Any]


_COMPILED: dict[tuple[object, ...], _Compiled] = {}


def keep_compiled_routes() -> None:
    """From now on a rule that was compiled before is not compiled again.

    It is nearly all of the time that an application takes to be made, of which every test of pages makes one.
    """
    Rule.compile = _compile


def _compile(rule: Rule) -> None:
    known = _COMPILED.get(key := _key(rule))
    if known is None:
        _COMPILE(rule)
        _COMPILED[key] = _made_of(rule)
        return
    rule._parts, rule._trace, rule._converters = known.parts, known.trace, known.converters
    rule.arguments.update(known.converters)
    rule._build, rule._build_unknown = (
        each.__get__(rule, None) for each in (known.build, known.build_unknown)
    )


def _key(rule: Rule) -> tuple[object, ...]:
    """All that is read when a rule is compiled."""
    of_map = (rule.map.host_matching, *rule.map.converters.items())
    return (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, repr(rule.defaults), of_map)


def _made_of(rule: Rule) -> _Compiled:
    return _Compiled(
        parts=rule._parts,
        trace=rule._trace,
        converters=rule._converters,
        build=rule._build.__func__,
        build_unknown=rule._build_unknown.__func__,
    )
