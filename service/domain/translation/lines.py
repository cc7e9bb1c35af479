"""The lines of a block: what fills each column, under one head or all, and which line stands where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from service.domain.failures import BalanceDoesNotCloseError
from service.domain.formats.across import (
    blank_outside,
    different_keys,
    head_numbers,
    may_be_filled,
    under_head,
)
from service.domain.formats.beside import adds_up, in_order_of_use, used_by
from service.domain.formats.blocks import Across
from service.domain.formats.plan import Column, SheetPlan
from service.domain.formats.rows import FilledColumn, Groups, Positions, Rows, take
from service.domain.translation.content import ListedLines, SheetContent, ValueKind, Values, texts_of_values
from service.domain.wording import Wording


def filled_columns(sheet: SheetPlan, lines: Rows | Groups) -> dict[str, Values]:
    """What stands in each column of a block, by its address: one value per line."""
    plain = [column for column in sheet.columns if column.head is None]
    columns = {c.header: c.expression.apply(lines) for c in plain if not used_by(c.expression)}
    if isinstance(lines, Groups) and len(columns) < len(plain):
        columns = _with_those_that_use_others(plain, columns, lines)
    if sheet.format.across is not None:
        columns |= _under_heads(sheet, sheet.format.across, lines)
    return columns


def _with_those_that_use_others(
    plain: Sequence[Column], filled: Mapping[str, Values], lines: Groups
) -> dict[str, Values]:
    """With the columns that use others, each after those; all in the order of the format."""
    named = {column.header: column for column in plain}
    found = dict(filled)
    for header in in_order_of_use({column.header: used_by(column.expression) for column in plain}):
        if header not in found:
            used = used_by(named[header].expression)
            beside = {each: FilledColumn(found[each], adds_up(named[each].expression)) for each in used}
            found[header] = named[header].expression.apply(replace(lines, beside=beside))
    return {header: found[header] for header in named}


def _under_heads(sheet: SheetPlan, across: Across, lines: Rows | Groups) -> dict[str, Values]:
    """What stands in the columns under each head; under a head outside the reporting period nothing."""
    rows = lines if isinstance(lines, Rows) else lines.rows
    numbers = head_numbers(across, sheet.heads, rows)
    is_open = may_be_filled(across, sheet.heads, lines.begin, lines.day)
    order = np.argsort(numbers, kind="stable")
    bounds = np.searchsorted(numbers[order], np.arange(len(sheet.heads) + 1))
    filled = {}
    for column in sheet.columns:
        if column.head is None:
            continue
        own = order[bounds[column.head] : bounds[column.head + 1]]
        values = column.expression.apply(under_head(lines, np.sort(own)))
        inside = numbers == column.head if isinstance(lines, Rows) else np.ones(len(lines), dtype=bool)
        filled[column.header] = blank_outside(values, inside & is_open[column.head])
    return filled


@dataclass(frozen=True, slots=True)
class LinePlaces:
    """Where the lines of a block with listed lines go."""

    keys: list[tuple[str, ...]]
    """Every different key."""
    numbers: Positions
    """Per line the place of its key among them."""
    places: Positions
    """Per line its place in the list of the file; -1 for one that is not listed."""
    closed: frozenset[str]
    """The columns under a head outside the reporting period, which stay empty."""

    @classmethod
    def of(cls, sheet: SheetPlan, lines: Rows | Groups) -> "LinePlaces":
        """Find every line in the list of the file."""
        by = sheet.format.listed.by if sheet.format.listed else {}
        numbers, keys = different_keys([texts_of_values(each.apply(lines)) for each in by.values()])
        known = {key: place for place, key in enumerate(sheet.listed)}
        places = np.array([*(known.get(key, -1) for key in keys), -1], dtype=np.int64)
        return cls(keys, numbers, places[numbers], _closed(sheet, lines))

    def without_place(self, sheet: SheetPlan, start: int, stop: int) -> str:
        """The first of these lines that has no place in the file; empty when all have one."""
        has_room = sheet.format.listed is not None and sheet.format.listed.not_listed == "below"
        lost = np.flatnonzero(self.places[start:stop] < 0)
        return "" if has_room or not len(lost) else " / ".join(self.keys[self.numbers[start + lost[0]]])

    def content(self, part: SheetContent, sheet: SheetPlan, start: int, stop: int) -> SheetContent:
        """The lines from `start` up to `stop`, in the order of the list, those not listed below it."""
        listed = sheet.format.listed
        if listed is None:
            return part
        places, numbers = self.places[start:stop], self.numbers[start:stop]
        self._require_a_place_each(places, numbers, sheet)
        in_file = self.in_file(sheet, start, stop)
        from_line, below = in_file[: len(sheet.listed)], in_file[len(sheet.listed) :]
        nothing = from_line < 0
        order = np.maximum(in_file, 0)
        lines = ListedLines(
            keys=sheet.listed,
            nothing=nothing,
            sign="-" if listed.nothing == "-" else "",
            keys_below=tuple(self.keys[numbers[place]] for place in below),
        )
        is_nothing = np.concatenate([nothing, np.zeros(len(below), dtype=bool)])
        dark = {header for header in part.columns if _looks_back_at_nothing(sheet, header, part)}
        stays_empty = self.closed | dark if listed.nothing == "0" else part.columns.keys()
        columns = {
            header: _ordered(values, order, is_nothing, is_zero=header not in stays_empty)
            for header, values in part.columns.items()
        }
        return replace(part, columns=columns, listed=lines)

    def in_file(self, sheet: SheetPlan, start: int, stop: int) -> Positions:
        """Per line of the file which of the lines from `start` up to `stop` it is; -1 for nothing."""
        places = self.places[start:stop]
        from_line = np.full(len(sheet.listed), -1, dtype=np.int64)
        from_line[places[places >= 0]] = np.flatnonzero(places >= 0)
        return np.concatenate([from_line, np.flatnonzero(places < 0)])

    def _require_a_place_each(self, places: Positions, numbers: Positions, sheet: SheetPlan) -> None:
        """Raise BalanceDoesNotCloseError for two lines that go in one place: one would be lost."""
        listed = numbers[places >= 0]
        different, counts = np.unique(listed, return_counts=True)
        twice = different[counts > 1]
        if len(twice):
            key = " / ".join(self.keys[int(twice[0])])
            told = Wording(
                "op {sheet} horen meer regels op de ene vaste regel {key}; alleen de laatste zou er staan.",
                "on {sheet} several lines go in the one that is listed as {key}; only the last would stay.",
            )
            raise BalanceDoesNotCloseError(told.fill(sheet=sheet.name, key=key))


def _closed(sheet: SheetPlan, lines: Rows | Groups) -> frozenset[str]:
    """The columns under a head of which nothing in the reporting period can be."""
    across = sheet.format.across
    if across is None:
        return frozenset()
    is_open = may_be_filled(across, sheet.heads, lines.begin, lines.day)
    return frozenset(
        each.header for each in sheet.columns if each.head is not None and not is_open[each.head]
    )


def _looks_back_at_nothing(sheet: SheetPlan, header: str, part: SheetContent) -> bool:
    """Whether a column shows an earlier period, or uses one that does, of which nothing was published."""
    column = next(each for each in sheet.columns if each.header == header)
    return bool(used_by(column.expression)) and bool(part.columns[header].blank.all())


def _ordered(values: Values, order: Positions, nothing: npt.NDArray[np.bool_], *, is_zero: bool) -> Values:
    """The values in this order; where there is nothing, a zero in a column of numbers if one is asked."""
    taken = take(values, order)
    if is_zero and values.kind is ValueKind.NUMBER:
        numbers = np.where(nothing, 0, taken.numbers)
        return Values(ValueKind.NUMBER, numbers, taken.blank & ~nothing, values.denominator)
    return taken.at(slice(None), taken.blank | nothing)
