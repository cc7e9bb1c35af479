"""The bounds of a condition as a format writes them: days and exact numbers."""

import re
from datetime import date, timedelta
from decimal import Decimal
from math import ceil, floor
from typing import Annotated, Protocol

import numpy as np
from pydantic import BeforeValidator, WithJsonSchema

from service.domain.failures import RefusedValueError
from service.domain.formats.faults.conditions import NOT_A_BOUND, NOT_A_DAY, NOT_TWO_BOUNDS
from service.domain.formats.rows import Mask
from service.domain.translation.content import Values
from service.domain.wording import Wording, same

DAYS_OF_THE_PERIOD = {
    "period_begin": Wording("de eerste dag van de periode", "the first day of the period"),
    "period_end": Wording("de laatste dag van de periode", "the last day of the period"),
}
"""What can stand instead of a day, beside the first and last day of each month of the period."""
_DAY_OF_A_MONTH = re.compile(r"month_(1[0-2]|[1-9])_(begin|end)")
_MONTHS_OF_A_YEAR = 12
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")


class PeriodDays(Protocol):
    """The first and last day of a reporting period."""

    @property
    def begin(self) -> date:
        """The first day."""
        ...

    @property
    def day(self) -> date:
        """The last day."""
        ...


def _read_day(written: object) -> str:
    text = str(written)
    if text not in DAYS_OF_THE_PERIOD and not month_of(text):
        try:
            date.fromisoformat(text)
        except ValueError as error:
            raise RefusedValueError(NOT_A_DAY.fault(text=text)) from error
    return text


def _read_number(written: object) -> Decimal:
    if isinstance(written, Decimal):
        return written
    if isinstance(written, bool) or not _NUMBER.fullmatch(str(written)):
        raise RefusedValueError(NOT_A_BOUND.fault(text=str(written)))
    return Decimal(str(written))


def _read_two(written: object) -> object:
    if not isinstance(written, list | tuple) or len(written) != 2:  # noqa: PLR2004 - the lowest and the highest
        raise RefusedValueError(NOT_TWO_BOUNDS.fault())
    return tuple(written)


_DAY_SCHEMA: dict[str, object] = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"enum": list(DAYS_OF_THE_PERIOD)},
        {"type": "string", "pattern": f"^{_DAY_OF_A_MONTH.pattern}$"},
    ]
}
_NUMBER_SCHEMA: dict[str, object] = {"type": ["number", "string"]}

Day = Annotated[str, BeforeValidator(_read_day), WithJsonSchema(_DAY_SCHEMA)]
"""`2026-01-31`, or `period_begin`, `period_end`, or a day of a month of the period: `month_2_begin`."""
Number = Annotated[Decimal, BeforeValidator(_read_number), WithJsonSchema(_NUMBER_SCHEMA)]
"""A number as it is written, with a point; money is in euro."""
TwoNumbers = Annotated[
    tuple[Number, Number],
    BeforeValidator(_read_two),
    WithJsonSchema({"type": "array", "items": _NUMBER_SCHEMA, "minItems": 2, "maxItems": 2}),
]
"""The lowest and the highest that there may be."""


def month_of(written: object) -> int:
    """Which month of the reporting period a bound is a day of, from 1; 0 for another day."""
    found = _DAY_OF_A_MONTH.fullmatch(str(written))
    return int(found[1]) if found else 0


def day_of(written: str, period: PeriodDays) -> date:
    """The day that a bound means in this reporting period."""
    if month_of(written):
        return _day_of_a_month(written, period.begin)
    named = {"period_begin": period.begin, "period_end": period.day}
    return named[written] if written in named else date.fromisoformat(written)


def _day_of_a_month(written: str, begin: date) -> date:
    """The first or last day of the month that is so many after the first of the period."""
    is_last = written.endswith("end")
    years, month = divmod(begin.month - 1 + month_of(written) - 1 + is_last, _MONTHS_OF_A_YEAR)
    return date(begin.year + years, month + 1, 1) - timedelta(days=is_last)


def day_words(written: str) -> Wording:
    """A bound in words."""
    found = _DAY_OF_A_MONTH.fullmatch(written)
    if found is None:
        return DAYS_OF_THE_PERIOD.get(written, same(written))
    return _OF_A_MONTH[found[2]].fill(number=found[1])


_OF_A_MONTH = {
    "begin": Wording(
        "de eerste dag van maand {number} van de periode", "the first day of month {number} of the period"
    ),
    "end": Wording(
        "de laatste dag van maand {number} van de periode", "the last day of month {number} of the period"
    ),
}


def are_from(values: Values, first: date) -> Mask:
    """The dates on or after a day."""
    return np.asarray(values.items.astype("datetime64[D]") >= np.datetime64(first, "D"), dtype=bool)


def are_until(values: Values, last: date) -> Mask:
    """The dates on or before a day."""
    if last == date.max:
        return np.ones(len(values), dtype=bool)
    return ~are_from(values, last + timedelta(days=1))


def are_at_least(values: Values, bound: Decimal, *, above: bool = False) -> Mask:
    """The numbers that are a bound or more; with `above` only more. Exact: whole numerators are compared."""
    scaled = bound * values.denominator
    least = floor(scaled) + 1 if above else ceil(scaled)
    return np.asarray(values.numbers >= np.int64(min(max(least, _LEAST), _MOST)), dtype=bool)


_LEAST, _MOST = -(2**63), 2**63 - 1
