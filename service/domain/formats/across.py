"""Columns beside each other: under which head each row comes, and what a line gets under one head."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.formats.blocks import Across, CalendarHeads, TableHeads
from service.domain.formats.code_tables import CodeTable
from service.domain.formats.faults.blocks import HEADS_NEED_DAYS, NO_HEADS
from service.domain.formats.faults.expressions import MEANING_BY_LAW, UNKNOWN_CODE_TABLE, kind_words
from service.domain.formats.rows import Groups, Mask, Positions, Rows
from service.domain.formats.shape import LanguageError, Scope, Shape
from service.domain.translation.content import ValueKind, Values, texts_of_values

_MONTHS_IN_A_QUARTER = 3


def heads_of(
    across: Across, code_tables: Mapping[str, CodeTable], laws: Iterable[str] = ()
) -> tuple[str, ...]:
    """What each head is called, in the order of the format; those for empty and other values come last.

    Raises LanguageError for a code table that is not there, says nothing, or another thing per law.
    """
    match across.heads:
        case CalendarHeads(names=names):
            named: tuple[str, ...] = names
        case TableHeads(table=table):
            if table not in code_tables:
                raise LanguageError(UNKNOWN_CODE_TABLE.fault(table=table, known=", ".join(code_tables)))
            code = code_tables[table].differs_by_law(laws)
            if code:
                raise LanguageError(MEANING_BY_LAW.fault(table=table, code=code))
            named = tuple(dict.fromkeys(line.becomes for line in code_tables[table].lines))
        case heads:
            named = tuple(heads)
    if not named:
        raise LanguageError(NO_HEADS.fault())
    return tuple(dict.fromkeys((*named, *(head for head in (across.blank, across.other) if head))))


def shape_of_by(across: Across, scope: Scope) -> Shape:
    """The type of what decides the head of a row. Raises LanguageError where heads need days."""
    shape = across.by.shape(scope.of_rows)
    if isinstance(across.heads, CalendarHeads) and shape.kind is not ValueKind.DATE:
        raise LanguageError(HEADS_NEED_DAYS.fault(kind=kind_words(shape.kind)))
    return shape


def head_numbers(across: Across, heads: Sequence[str], rows: Rows) -> Positions:
    """Per row the place of its head among `heads`; -1 for a row under no head."""
    values = across.by.apply(rows)
    if isinstance(across.heads, CalendarHeads):
        found = _in_calendar(across.heads, values, rows.begin, rows.day)
    else:
        found = _by_text(_wanted(across, heads, rows), heads, values)
    if across.other:
        found = np.where((found < 0) & ~values.blank, heads.index(across.other), found)
    if across.blank:
        found = np.where(values.blank, heads.index(across.blank), found)
    return found.astype(np.int64)


def _in_calendar(heads: CalendarHeads, values: Values, begin: date, end: date) -> Positions:
    """The month or quarter of each day that lies in the reporting period."""
    days = values.items.astype("datetime64[D]")
    inside = ~values.blank & (days >= np.datetime64(begin, "D")) & (days <= np.datetime64(end, "D"))
    if heads.days:
        return np.where(inside, _in_months(heads.days, days), -1)
    months = days.astype("datetime64[M]").astype(np.int64)
    numbers = _place(heads, months, int(np.datetime64(begin, "M").astype(np.int64)))
    return np.where(inside & (numbers < len(heads.names)), numbers, -1)


def _place(heads: CalendarHeads, months: Positions, begin: int) -> Positions:
    """Which head each month has; months are counted from January 1970, `begin` is that of the period."""
    if heads.months_of_period:
        return months - begin
    return months % 12 if heads.months else months % 12 // _MONTHS_IN_A_QUARTER


def _in_months(heads: Sequence[date], days: npt.NDArray[np.generic]) -> Positions:
    """The head of the month of each day, in its own year; -1 for a month that has none."""
    months = days.astype("datetime64[M]")
    found = np.full(len(days), -1, dtype=np.int64)
    for place, head in enumerate(heads):
        found[months == np.datetime64(head, "M")] = place
    return found


def _wanted(across: Across, heads: Sequence[str], rows: Rows) -> Mapping[str, str]:
    """Value → head. Of a code table that is a code, or what it becomes where `by` gives that already."""
    match across.heads:
        case TableHeads(table=table):
            return {head: head for head in heads} | dict(rows.code_table(table))
        case CalendarHeads():
            return {}
        case written:
            return {value: head for head, several in written.items() for value in several}


def _by_text(wanted: Mapping[str, str], heads: Sequence[str], values: Values) -> Positions:
    codes, distinct = pd.factorize(texts_of_values(values))
    places = [heads.index(wanted[text]) if text in wanted else -1 for text in distinct]
    return np.where(values.blank, -1, np.array([*places, -1], dtype=np.int64)[codes])


def different_keys(columns: Sequence[npt.NDArray[np.object_]]) -> tuple[Positions, list[tuple[str, ...]]]:
    """Per row the place of its combination of texts, and the combinations, white space collapsed."""
    combined = np.zeros(len(columns[0]), dtype=np.int64)
    for texts in columns:
        codes, distinct = pd.factorize(texts)
        combined = np.unique(combined * (len(distinct) + 1) + codes, return_inverse=True)[1].astype(np.int64)
    _, first = np.unique(combined, return_index=True)
    rows = zip(*(texts[first] for texts in columns), strict=True)
    return combined, [tuple(" ".join(str(text).split()) for text in key) for key in rows]


def may_be_filled(across: Across, heads: Sequence[str], begin: date, end: date) -> Mask:
    """Per head whether anything of the reporting period can come under it; what lies outside stays empty."""
    if not isinstance(across.heads, CalendarHeads):
        return np.ones(len(heads), dtype=bool)
    if across.heads.days:
        months = [(head.year, head.month) for head in across.heads.days]
        is_open = [(begin.year, begin.month) <= each <= (end.year, end.month) for each in months]
        return np.array([*is_open, *(True for _ in heads[len(months) :])], dtype=bool)
    bounds = np.array([begin, end], dtype="datetime64[M]").astype(np.int64)
    first, last = _place(across.heads, bounds, int(bounds[0]))
    count = len(across.heads.names)
    return np.array([first <= place <= last or place >= count for place in range(len(heads))])


def under_head(lines: Rows | Groups, rows: Mask | Positions) -> Rows | Groups:
    """The same lines, of which only these rows are put together."""
    if isinstance(lines, Rows):
        return lines
    chosen = replace(lines.rows, positions=lines.rows.positions[rows])
    return replace(lines, rows=chosen, numbers=lines.numbers[rows], keyed=lines.keyed or lines.rows)


def blank_outside(values: Values, inside: Mask) -> Values:
    """The values, empty where `inside` is not true."""
    return values.at(slice(None), values.blank | ~inside)
