"""Heads and listed lines in plain Python: under which head a value comes, and which line stands where."""

from collections.abc import Iterator, Sequence
from datetime import date

from service.domain.formats.blocks import Across, CalendarHeads, Listed, TableHeads
from service.domain.formats.code_tables import CodeTable
from service.domain.periods import Period


def names_of_heads(across: Across, code_tables: dict[str, CodeTable]) -> list[str]:
    """Every head once, those for empty and other values last."""
    heads = across.heads
    if isinstance(heads, CalendarHeads):
        named = [*heads.months, *heads.quarters, *heads.months_of_period]
    elif isinstance(heads, TableHeads):
        named = [line.becomes for line in code_tables[heads.table].lines]
    else:
        named = list(heads)
    return list(dict.fromkeys([*named, *filter(None, [across.blank, across.other])]))


def head_of(value, across: Across, world) -> str | None:
    """The head under which a row with this value comes; None for none."""
    if value is None:
        return across.blank or None
    found = _own_head(value, across, world)
    return found if found is not None else across.other or None


def _own_head(value, across: Across, world) -> str | None:
    heads = across.heads
    if isinstance(heads, CalendarHeads):
        return _in_calendar(value, heads, world.period)
    text = text_of(value)
    if isinstance(heads, TableHeads):
        known = world.becomes(heads.table, text)
        every = [line.becomes for line in world.code_tables[heads.table].lines]
        return known if known is not None else text if text in every else None
    return {each: head for head, several in heads.items() for each in several}.get(text)


def _in_calendar(day: date, heads: CalendarHeads, period: Period) -> str | None:
    if not period.begin <= day <= period.end:
        return None
    if heads.months_of_period:
        every = [(at.year, at.month) for at in _first_days(period)]
        return dict(zip(every, heads.months_of_period, strict=False)).get((day.year, day.month))
    names = heads.months or heads.quarters
    if heads.days:
        own = [name for name in names if date.fromisoformat(name).replace(day=1) == day.replace(day=1)]
        return own[0] if own else None
    place = day.month - 1 if heads.months else (day.month - 1) // 3
    return names[place] if place < len(names) else None


def _first_days(period: Period) -> list[date]:
    """The first day of each month of a period within one year."""
    return [date(period.begin.year, month, 1) for month in range(period.begin.month, period.end.month + 1)]


def is_open(head: str, across: Across, period: Period) -> bool:
    """Whether anything of the period can come under a head: of a calendar, only its own months."""
    heads = across.heads
    if not isinstance(heads, CalendarHeads):
        return True
    days = _first_days(period)
    own = {_in_calendar(day, heads, Period(days[0], period.end)) for day in days}
    return head in own or head not in (*heads.months, *heads.quarters, *heads.months_of_period)


def text_of(value) -> str:
    """A value as it stands in a key: a day as jjjj-mm-dd, a number with its decimals."""
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return f"{float(value.value):.{value.digits or 0}f}"


def in_places(
    lines: Sequence[tuple[tuple[str, ...], tuple]],
    keys: Sequence[tuple[str, ...]],
    listed: Listed,
    zeros: Sequence[object],
) -> Iterator[tuple]:
    """Lines, each with its key, in the order of the list, then those that are not in it.

    `zeros`: per column what stands in a line for which nothing was delivered, where that is a zero.
    """
    for key in keys:
        own = [line for found, line in lines if found == key]
        yield own[0] if own else tuple(zeros if listed.nothing == "0" else [None] * len(zeros))
    yield from (line for found, line in lines if found not in keys)
