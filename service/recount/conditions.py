"""Whether a row meets what a format asks of its fields, read off the document and one value at a time."""

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

from service.domain.failures import TerminalError
from service.domain.periods import Period

_COMPARED: Mapping[str, Callable[[object, object], bool]] = {
    "from": lambda value, bound: value >= bound,  # type: ignore[operator] # two days
    "until": lambda value, bound: value <= bound,  # type: ignore[operator] # two days
    "on": lambda value, bound: value == bound,
    "above": lambda value, bound: value > bound,  # type: ignore[operator] # two numbers
    "below": lambda value, bound: value < bound,  # type: ignore[operator] # two numbers
    "at_least": lambda value, bound: value >= bound,  # type: ignore[operator] # two numbers
    "at_most": lambda value, bound: value <= bound,  # type: ignore[operator] # two numbers
}
_OF_DAYS = ("from", "until", "on")


def holds(condition: object, value: object, period: Period, scale: int = 1) -> bool:
    """Whether a value, a number over `scale`, meets a condition as it is written."""
    asked = condition if isinstance(condition, Mapping) else {"in": condition}
    return all(_holds(name, bound, value, period, scale) for name, bound in asked.items())


def _holds(name: str, bound: object, value: object, period: Period, scale: int) -> bool:
    match name:
        case "filled":
            return (value is not None) == bound
        case "in" | "not_in":
            allowed = [str(code) for code in (bound if isinstance(bound, list | tuple) else [bound])]
            return (value is not None and str(value) in allowed) == (name == "in")
        case "between" if isinstance(bound, list | tuple):
            lowest, highest = bound
            return _compares("at_least", lowest, value, period, scale) and _compares(
                "at_most", highest, value, period, scale
            )
    return _compares(name, bound, value, period, scale)


def _compares(name: str, bound: object, value: object, period: Period, scale: int) -> bool:
    if name not in _COMPARED:
        raise TerminalError(f"The recount does not know the condition {name!r}.")
    if value is None:
        return False
    if name in _OF_DAYS:
        day = value.date() if isinstance(value, datetime) else value
        return _COMPARED[name](day, _day(str(bound), period))
    return _COMPARED[name](Decimal(str(value)), Decimal(str(bound)) * scale)


def _day(written: str, period: Period) -> date:
    named = {"period_begin": period.begin, "period_end": period.end}
    if written.startswith("month_"):
        _, number, which = written.split("_")
        return _day_of_month(int(number), which, period)
    return named[written] if written in named else date.fromisoformat(written)


def _day_of_month(number: int, which: str, period: Period) -> date:
    """The first or last day of the first month of a period, or of one so many later."""
    months = period.begin.year * 12 + period.begin.month - 1 + number - 1
    year, month = months // 12, months % 12 + 1
    return date(year, month, 1 if which == "begin" else monthrange(year, month)[1])
