"""Repair the columns of a file: the few texts that are odd, each once, and then every cell that has them."""

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.dutch_days import day_in_words
from service.domain.findings import FindingKind, Severity
from service.domain.said import said_number
from service.domain.standard.cells import Cells, Mask
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import repairs as kinds
from service.domain.standard.model import FieldType
from service.domain.standard.repairs.catalogue import REPAIRS
from service.domain.standard.repairs.day_numbers import compact_days
from service.domain.standard.repairs.doubts import Doubt, doubt_in_texts, doubts_about
from service.domain.standard.repairs.evidence import with_evidence
from service.domain.standard.repairs.nothing import endless_days
from service.domain.standard.repairs.percents import are_worth_saying, bare_shares, shown_percents
from service.domain.standard.repairs.reading import Reading
from service.domain.standard.repairs.repair import Column, Wanted
from service.domain.standard.repairs.suspects import fits
from service.domain.wording import Wording

_SAID: Mapping[FindingKind, Callable[[str], Wording]] = {
    kinds.DATE: lambda new: day_in_words(date.fromisoformat(new)),
    kinds.NUMBER: said_number,
    kinds.PERCENTAGE: said_number,
}
"""What was read as a day or a number is said as one."""
_EMPTIED = (kinds.BLANK, kinds.NOTHING)
_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Repaired:
    """What to read instead of a column, and what there is to say of it."""

    cells: Cells
    faults: tuple[FieldFault, ...] = ()
    """One per kind of repair, with the new reading of each cell as the fact `new`."""
    doubts: tuple[Doubt, ...] = ()
    """Cells that are not to be cast, because what they say is not certain."""
    decimal_sign: str = ""
    """The sign that the column itself proves beside its thousands; empty: that of the rest of the file."""


def repair_columns(
    columns: Mapping[_Key, Column], reading: Reading, decimal_sign: str
) -> dict[_Key, Repaired]:
    """Repair the columns of one file, which prove each other's notation of dates.

    Only what is proven is repaired. `decimal_sign`: of the whole file, empty when nothing proves it. A column
    in which nothing is odd is given back as it is.
    """
    proven = dict(zip(columns, with_evidence(list(columns.values()), reading), strict=True))
    return {key: _repaired(each, reading, decimal_sign) for key, each in proven.items()}


def _repaired(column: Column, reading: Reading, decimal_sign: str) -> Repaired:
    doubts = doubts_about(column, decimal_sign)
    changes = _changes(column, doubts)
    perhaps = _perhaps_shares(column)
    if not reading.repairs:
        proposed = [*_as_doubts(column, changes), *_shown_as_doubts(column)]
        return Repaired(column.cells, tuple(perhaps), (*doubts, *proposed))
    cells, endless = _without_endless_days(column, column.cells)
    cells, compact = _with_compact_days(column, cells)
    cells, shown = _as_shown(column, cells)
    faults = [*endless, *compact, *shown, *perhaps]
    if not changes:
        return Repaired(cells, tuple(faults), tuple(doubts))
    cells, of_texts = _changed(column, cells, changes)
    signs = column.wanted.evidence.signs
    return Repaired(
        cells=cells,
        faults=(*faults, *of_texts),
        doubts=tuple(doubts),
        decimal_sign=signs.decimal if signs.thousands else "",
    )


def _changes(column: Column, doubts: list[Doubt]) -> dict[str, tuple[FindingKind, str]]:
    """Per odd text what it becomes, and by which repair."""
    if any(each.kind is kinds.HALF_CONVERTED_DATES for each in doubts):
        return {}
    found = ((text, _mended(text, column.wanted)) for text in column.odd)
    return {text: change for text, change in found if change is not None}


def _mended(text: str, wanted: Wanted) -> tuple[FindingKind, str] | None:
    """Try every repair in order, each on what the one before it gave; None when that still does not fit."""
    kind, now = None, text
    for repair in REPAIRS:
        new = repair.mend(now, wanted)
        if new is not None:
            kind, now = (repair.kind if new or repair.kind is not kinds.SURROUNDINGS else kinds.BLANK), new
            if not new:
                break
    return None if kind is None or not fits(now, wanted) else (kind, now)


def _as_doubts(column: Column, changes: Mapping[str, tuple[FindingKind, str]]) -> list[Doubt]:
    """Give what could have been repaired, by somebody who wants every cell read as it is written."""
    if not changes or not column.wanted.is_typed:
        return []
    proposed = {text: {"new": new} for text, (_, new) in changes.items()}
    return [doubt_in_texts(column, kinds.REPAIRABLE, proposed)]


def _shown_as_doubts(column: Column) -> list[Doubt]:
    """Give the cells that show percents where percents belong, for the same reader."""
    shown = shown_percents(column)
    if shown is None:
        return []
    news = np.full(len(shown.where), "", object)
    news[shown.where] = [said_number(f"{each:.10g}") for each in shown.percents[shown.where].tolist()]
    return [Doubt(kinds.REPAIRABLE, shown.where & (shown.percents != 0), {"new": news})]


def _changed(
    column: Column, cells: Cells, changes: Mapping[str, tuple[FindingKind, str]]
) -> tuple[Cells, list[FieldFault]]:
    texts = cells.text.dictionary
    olds = pa.array(list(changes), pa.large_string())
    places = pc.index_in(texts, value_set=olds)
    news = pa.array([new or None for _, new in changes.values()], pa.large_string())
    written = pc.if_else(pc.is_null(places), texts, news.take(places))
    per_row = pc.dictionary_encode(written.take(cells.text.indices))
    at = pc.fill_null(places.take(cells.text.indices), -1).to_numpy(zero_copy_only=False)
    kind_of = np.array([kind.code for kind, _ in changes.values()], object)
    new_of = np.array([new for _, new in changes.values()], object)
    faults = [
        _fault(column, kind, positions, new_of[at[positions]])
        for kind in dict.fromkeys(kind for kind, _ in changes.values())
        if not (kind in _EMPTIED and column.wanted.field.required)  # that it is missing is said then
        if len(positions := np.flatnonzero((at >= 0) & (np.append(kind_of, "")[at] == kind.code)))
    ]
    return replace(cells, text=per_row, raw=None), faults


def _fault(column: Column, kind: FindingKind, positions: "np.ndarray", new: "np.ndarray") -> FieldFault:
    facts = {"new": new, "said": _said(kind, new)} if kind in _SAID else {"new": new}
    return FieldFault(kind=kind, field=column.wanted.field.name, positions=positions, row_facts=facts)


def _said(kind: FindingKind, new: "np.ndarray") -> "np.ndarray":
    """The new readings as they are said, each different one once."""
    different, at = np.unique(new.astype(str), return_inverse=True)
    return np.array([_SAID[kind](each) for each in different.tolist()], object)[at]


def _without_endless_days(column: Column, cells: Cells) -> tuple[Cells, list[FieldFault]]:
    if cells.day is None:
        return cells, []
    endless = endless_days(cells.day, column.wanted)
    if not endless.any():
        return cells, []
    day = np.where(endless, np.datetime64("NaT", "s"), cells.day)
    has_time = None if cells.has_time is None else cells.has_time & ~endless
    return replace(cells, day=day, has_time=has_time, raw=None), [_same(column, kinds.NOTHING, endless, "")]


def _with_compact_days(column: Column, cells: Cells) -> tuple[Cells, list[FieldFault]]:
    """Read the number 20260112 as the day that it is, where a day belongs."""
    if cells.number is None or column.wanted.field.type is not FieldType.DATE:
        return cells, []
    found = compact_days(cells.number)
    is_day = ~np.isnat(found)
    if not is_day.any():
        return cells, []
    day = found if cells.day is None else np.where(is_day, found, cells.day)
    number = np.where(is_day, np.nan, cells.number)
    where = np.flatnonzero(is_day)
    news = found[where].astype("datetime64[D]").astype(str).astype(object)
    return replace(cells, day=day, number=number, raw=None), [_fault(column, kinds.DATE, where, news)]


def _as_shown(column: Column, cells: Cells) -> tuple[Cells, list[FieldFault]]:
    """Read what a cell shows as 21% as 21, where percents belong, whatever number it holds for that."""
    shown = shown_percents(column)
    if shown is None:
        return cells, []
    where = np.flatnonzero(are_worth_saying(shown, column))
    news = np.array([f"{each:.10g}" for each in shown.percents[where].tolist()], object)
    faults = [_fault(column, kinds.PERCENTAGE, where, news)] if len(where) else []
    return replace(cells, number=shown.percents, in_per_cent=None, raw=None), faults


def _perhaps_shares(column: Column) -> list[FieldFault]:
    return [
        FieldFault(
            kind=each.kind,
            field=column.wanted.field.name,
            positions=np.flatnonzero(each.where),
            row_facts={name: values[each.where] for name, values in each.facts.items()},
            is_summed=True,
        )
        for each in bare_shares(column)
        if each.kind.severity is Severity.WARNS
    ]


def _same(column: Column, kind: FindingKind, where: Mask, new: str) -> FieldFault:
    positions = np.flatnonzero(where)
    return _fault(column, kind, positions, np.full(len(positions), new, object))
