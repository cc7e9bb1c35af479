"""What a format makes of one row: its month, its band, what a code becomes; read off the document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import cast

from service.domain.failures import TerminalError
from service.domain.periods import Period
from service.recount.documents import ReadCodeTable
from service.recount.writing import as_options, expression_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RowValues:
    """One row as a key is made of it."""

    field: Callable[[str], object]
    scale: Callable[[str], int]
    period: Period
    laws: tuple[str, ...]
    tables: Mapping[str, ReadCodeTable]


@dataclass(frozen=True, slots=True)
class Falls:
    """The band in which a number falls: its place in the table comes first, so that lines sort by it."""

    place: int
    becomes: str

    def __str__(self) -> str:
        return f"{self.place:06d} {self.becomes}"


LACKING = Falls(-1, "")
"""What no code table says, so that the row waits."""


def is_field(written: object) -> bool:
    """Whether it is no more than the name of a field."""
    return not isinstance(written, Mapping) or set(written) == {"field"}


def key_value(written: object, row: RowValues) -> object:
    """The value of a key for one row: None where it is empty, LACKING where no code table has it."""
    value: object = None
    for verb, argument in expression_of(written).items():
        make = _MADE.get(verb)
        if make is None:
            raise TerminalError(f"The recount does not know the verb {verb!r} as a key.")
        value = make(value, as_options(verb, argument), row)
    return value


def _field(_value: object, asked: Mapping[str, object], row: RowValues) -> object:
    name = str(asked["of"])
    found = row.field(name)
    if isinstance(found, datetime):
        return found.date()
    return Decimal(found) / row.scale(name) if row.scale(name) > 1 and isinstance(found, int) else found


def _part(first_day: Callable[[date], date]) -> "_Make":
    def make(_value: object, asked: Mapping[str, object], row: RowValues) -> object:
        day = key_value(asked["of"], row)
        return None if day is None else first_day(cast("date", day))

    return make


def _age(value: object, asked: Mapping[str, object], row: RowValues) -> object:
    named = {"period_begin": row.period.begin, "period_end": row.period.end}
    on = str(asked["on"])
    day = named[on] if on in named else _field(None, {"of": on}, row)
    if not isinstance(value, date) or not isinstance(day, date) or day < value:
        return None
    return day.year - value.year - ((day.month, day.day) < (value.month, value.day))


def _translate(value: object, asked: Mapping[str, object], row: RowValues) -> object:
    if value is None:
        return None
    for code, becomes, law, begin, until in row.tables[str(asked["table"])].lines:
        if code == value and law in ("", *row.laws) and begin <= row.period.end <= until:
            return becomes
    return value if asked.get("unknown") == "keep" else LACKING


def _band(_value: object, asked: Mapping[str, object], row: RowValues) -> object:
    number = key_value(asked["of"], row)
    rest, place = None, 0
    for code, becomes, law, begin, until in row.tables[str(asked["table"])].lines:
        if law not in ("", *row.laws) or not begin <= row.period.end <= until:
            continue
        lowest, _, highest = code.partition("..")
        if not lowest and not highest:
            rest = becomes
        elif number is not None and _is_between(Decimal(str(number)), lowest, highest):
            return Falls(place, becomes)
        place += 1
    return LACKING if rest is None else Falls(10**5, rest)


def _is_between(number: Decimal, lowest: str, highest: str) -> bool:
    return (not lowest or number >= Decimal(lowest)) and (not highest or number <= Decimal(highest))


_Make = Callable[[object, Mapping[str, object], RowValues], object]
_MADE: Mapping[str, _Make] = {
    "field": _field,
    "month": _part(lambda day: day.replace(day=1)),
    "quarter": _part(lambda day: day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)),
    "week": _part(lambda day: day - timedelta(days=day.weekday())),
    "year": _part(lambda day: day.replace(month=1, day=1)),
    "age": _age,
    "translate": _translate,
    "band": _band,
}
