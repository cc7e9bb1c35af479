"""How addresses are built, compiled once for all applications that tests make in one process."""

from collections.abc import Callable

from werkzeug.routing import Rule

_COMPILE = Rule._compile_builder  # noqa: SLF001 - Werkzeug has no other door to it
_COMPILED: dict[tuple[object, ...], Callable[..., tuple[str, str]]] = {}


def keep_compiled_routes() -> None:
    """From now on a rule that was compiled before is not compiled again.

    What Werkzeug compiles gets the rule as an argument, and depends on nothing but what is the key here.
    It is three quarters of the time that an application takes to be made.
    """
    Rule._compile_builder = _compiled  # noqa: SLF001 - the same


def _compiled(rule: Rule, *unknown: bool) -> Callable[..., tuple[str, str]]:
    key = (rule.rule, unknown, tuple(rule._trace), repr(rule.defaults))  # noqa: SLF001 - the same
    if key not in _COMPILED:
        _COMPILED[key] = _COMPILE(rule, *unknown)
    return _COMPILED[key]
