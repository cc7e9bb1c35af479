"""Heads beside each other, read off the document: what they are called, and under which a row comes."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import cast

from service.domain.periods import Period
from service.recount.keys import LACKING, Falls, RowValues, key_value

_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_CALENDARS: Mapping[str, tuple[str, ...]] = {
    "months": (
        *("Januari", "Februari", "Maart", "April", "Mei", "Juni"),
        *("Juli", "Augustus", "September", "Oktober", "November", "December"),
    ),
    "quarters": ("1e kwartaal", "2e kwartaal", "3e kwartaal", "4e kwartaal"),
}
_OF_PERIOD = "months_of_period"
"""The first month of the reporting period under the first head, and so on."""


@dataclass(frozen=True, slots=True)
class Heads:
    """What stands beside each other."""

    asked: Mapping[str, object]
    """`across` as the format has it."""

    @property
    def holds_up(self) -> bool:
        """Whether a row under no head holds up the whole report."""
        return self.asked.get("not_in_heads") == "block"

    def columns(self, row: RowValues) -> Iterator[tuple[str, str, object]]:
        """Head, address and expression of each column."""
        own = cast("Mapping[str, object]", self.asked["columns"])
        for head in self.names(row):
            for address, written in own.items():
                yield head, address.replace("*", head) if "*" in address else f"{head} > {address}", written

    @property
    def calendar(self) -> tuple[str, tuple[str, ...]] | None:
        """Months or quarters, of the year or the period, and what they are called."""
        heads = self.asked["heads"]
        if isinstance(heads, str):
            return heads, _CALENDARS[heads]
        for kind in (*_CALENDARS, _OF_PERIOD):
            if isinstance(heads, Mapping) and set(heads) == {kind}:
                return kind, tuple(map(str, heads[kind]))
        return None

    def names(self, row: RowValues) -> tuple[str, ...]:
        """Every head; `row` knows the code tables."""
        rest = tuple(str(self.asked[name]) for name in ("blank", "other") if self.asked.get(name))
        return tuple(dict.fromkeys((*self._named(row), *rest)))

    def _named(self, row: RowValues) -> Sequence[str]:
        heads = self.asked["heads"]
        if self.calendar is not None:
            return self.calendar[1]
        if isinstance(heads, Mapping) and set(heads) == {"table"}:
            return [line[1] for line in row.tables[str(heads["table"])].lines]
        return [str(head) for head in cast("Sequence[object]", heads)]

    def of(self, row: RowValues) -> str | None:
        """The head under which a row comes; None for one that waits."""
        value = key_value(self.asked["by"], row)
        if value is LACKING:
            return None
        if value is None:
            return cast("str | None", self.asked.get("blank"))
        found = self._in_calendar(value, row.period) if self.calendar else self._by_text(value, row)
        return found if found is not None else cast("str | None", self.asked.get("other"))

    def _in_calendar(self, value: object, period: Period) -> str | None:
        kind, names = self.calendar or ("", ())
        if not isinstance(value, date) or not period.begin <= value <= period.end:
            return None
        if names and all(map(_A_DAY.fullmatch, names)):
            return {name[:7]: name for name in names}.get(value.isoformat()[:7])
        place = value.month - 1 if kind == "months" else (value.month - 1) // 3
        if kind == _OF_PERIOD:
            place = (value.year - period.begin.year) * 12 + value.month - period.begin.month
        return names[place] if place < len(names) else None

    def _by_text(self, value: object, row: RowValues) -> str | None:
        text, heads = text_of(value), self.asked["heads"]
        if not isinstance(heads, Mapping):
            return text if text in self._named(row) else None
        if set(heads) == {"table"}:
            known = key_value({"field": "", "translate": heads["table"]}, _only(row, text))
            told = text if text in self._named(row) else None
            return told if known is LACKING or known is None else str(known)
        for head, several in heads.items():
            if text in map(str, several if isinstance(several, list | tuple) else [several]):
                return str(head)
        return None


@dataclass(frozen=True, slots=True)
class ListedText:
    """Lines that the file lists, each with its key."""

    asked: Mapping[str, object]
    """`listed` as the format has it."""
    keys: Collection[tuple[str, ...]]

    @property
    def holds_up(self) -> bool:
        """Whether a row that is not listed holds up the whole report."""
        return self.asked.get("not_listed") == "block"

    @property
    def has_room(self) -> bool:
        """Whether lines that are not listed go below."""
        return self.asked.get("not_listed") == "below"

    def key(self, row: RowValues) -> tuple[str, ...]:
        """Which line a row goes in."""
        by = cast("Mapping[str, object]", self.asked["by"])
        return tuple(" ".join(text_of(key_value(each, row)).split()) for each in by.values())


def _only(row: RowValues, text: str) -> RowValues:
    """The same row, of which every field says this."""
    return RowValues(
        field=lambda _: text, scale=lambda _: 1, period=row.period, laws=row.laws, tables=row.tables
    )


def text_of(value: object) -> str:
    """A value as it stands in a key: a day as jjjj-mm-dd, a number with its decimals."""
    if isinstance(value, Falls):
        return value.becomes
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, date) else "" if value is None else str(value)
