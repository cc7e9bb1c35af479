"""A rule that many rows break: perhaps a column was dragged down, or sorted without the rest of its sheet."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import pandas as pd

from service.domain.findings import ALL_OVER, AS_NOTHING, DRAGGED, Severity
from service.domain.said import plain
from service.domain.standard.cells import Mask, shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.fitting import ReadTable
from service.domain.standard.folded_columns import are_noughts, with_columns_folded
from service.domain.standard.model import FieldType
from service.domain.standard.moved_beside_clients import (
    moved_beside_clients,
    moved_categories,
    moved_declarations,
)
from service.domain.standard.moved_by_proof import moved_by_a_row
from service.domain.standard.moved_columns import has_moved
from service.domain.standard.order_by_chance import count_on, is_no_chance
from service.domain.wording import OR, Wording, joined, same

_CLIENT = ("clientnummer", "bsn", "geboortedatum")
_GENDER, _PLACE, _CATEGORY = "geslacht", "gemeentecode", "productcategorie"
_DECLARED = "declaratienummer"
_BY_PROOF = (_GENDER, _PLACE, _DECLARED)
"""Hardly two values: that they are in order or the same in many rows says nothing."""
_NUMBER = ("toewijzingnummer", _PLACE)
_AMOUNT = ("volume", "tarief", "bedrag")
_COURSE = ("toewijzingnummer", "gemeentecode", "begindatum")
_TERM = ("begindatum", "einddatum")
_UNIT = ("eenheid", "tarief")
_STOP = ("einddatum", "reden_beeindiging")
_RETURN = ("status", "retourcode")
_SIZE = ("volume",)
_HELD_TOGETHER: Mapping[str, tuple[str, ...]] = {
    "client-with-two-bsns": _CLIENT,
    "client-with-two-births": _CLIENT,
    "client-with-two-genders": (*_CLIENT, _GENDER),
    "bsn-of-two-clients": _CLIENT,
    "registered-after-begin": ("aanmelddatum", "ingangsdatum"),
    "birth-after-begin": ("geboortedatum", "ingangsdatum"),
    "amount-not-volume-times-tariff": _AMOUNT,
    "start-before-allocation": _COURSE,
    "start-after-allocation": _COURSE,
    "start-before-stop": _COURSE,
    "start-twice": _COURSE,
    "stop-after-allocation": (*_NUMBER, "einddatum"),
    "end-before-begin": _TERM,
    "period-over-months": _TERM,
    "not-yet-delivered": _TERM,
    "outside-allocation": _TERM,
    "allocated-volume-impossible": _SIZE,
    "volume-without-unit": _SIZE,
    "volume-without-frequency": _SIZE,
    "frequency-without-volume": _SIZE,
    "allocation-missing": _NUMBER,
    "product-not-allocated": (*_NUMBER, "productcode"),
    "category-not-allocated": (*_NUMBER, _CATEGORY),
    "unit-not-allocated": (*_NUMBER, "eenheid"),
    "tariff-missing": _UNIT,
    "tariff-with-euros": _UNIT,
    "hours-below-one": ("volume",),
    "euro-amount-not-volume": ("eenheid", "bedrag"),
    "rejected-without-reason": _RETURN,
    "reason-without-rejection": _RETURN,
    "rejected-with-approval": _RETURN,
    "declared-before-submitted": ("status", "declaratienummer"),
    "declaration-of-two-municipalities": (_PLACE, _DECLARED),
    "crisis-under-wmo": _NUMBER,
    "stop-without-reason": _STOP,
    "reason-without-stop": _STOP,
}
"""Per rule the columns that it holds against each other, or against another sheet."""
_OF_ITSELF = "code-of-other-law"
"""What a column breaks that is held against the wet of its rows."""
_OF_BEGINS = frozenset(
    {"period-over-months", "outside-reporting-period", "product-period-begins-late", "outside-allocation"}
)
"""What a begin breaks that is wrong in every row."""
_IN_ORDER = "toewijzingnummer"
"""Numbers that stand in order in many a sheet: only when they count on in every row they were dragged."""
_CARE = "prestatie"
_ASPECTS: Mapping[str, str] = {
    "allocation-missing": "key",
    "product-not-allocated": "product",
    "category-not-allocated": "product",
    "unit-not-allocated": "unit",
    "declaration-of-two-municipalities": "declaration",
    "start-before-allocation": "days",
    "start-after-allocation": "days",
    "stop-after-allocation": "days",
    "start-before-stop": "days",
    "start-twice": "days",
}
"""What of an allocation contradicts the rows that break a rule about its number."""
_LEAST_ASPECTS = 2
_LEAST_VALUES = {_IN_ORDER: 3, _PLACE: 2}
"""Of numbers in order: one alone may have a cause of its own."""
_LEAST_ROWS, _LEAST_SHARE = 3, 0.25
"""Rows that break the rule, and of all rows: fewer are no matter of a column."""
_LEAST_OF_SORTED = 0.05
"""Of all rows: those that break a rule where the column stands in an order that is no chance."""
_LEAST_SAME, _NEARLY_ALL = 0.5, 0.9
"""Of all rows: those with one and the same value."""
_LEAST_DIFFERENT = 3
_LEAST_PAIRED = 2
_NEVER_THE_SAME = frozenset({"clientnummer", "bsn", "geboortedatum", "toewijzingnummer", "bedrag"})
_NEVER_IN_ORDER = frozenset({"bsn", "geboortedatum", "volume", "bedrag"})
"""Columns that hardly ever are the same all over, or stand in order, by themselves."""
_MANY_DIFFERENT = 5
_MOST_OF_ORDER = 0.5
"""Of all rows: numbers that count on may be right where fewer contradict them."""
_MOST = 0.75
"""Of the rows of a fault: those of which the cause stands there."""
_NO_YEAR = re.compile(r"\b(?:19[0-4]\d|20[5-9]\d)\b")
"""Of an allocation that rows are held against."""
_FIRST_OF_THIS_TIME, _LONG_AGO = np.datetime64("1950-01-01", "s"), r"\b19[0-4]\d\b"


def with_columns_dragged(
    faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame
) -> list[FieldFault]:
    """The same faults; of one in many rows it asks after columns that look as if that was done to them.

    It is asked in front, also of what few rows break that the same column is held in. A column may be in
    order, or the same all over, by itself: it is asked, and nothing is held back.
    `frame`: the table as it was cast.
    """
    moved = _moved(faults, table, frame)
    asked = dict.fromkeys((*moved, *_odd_ones(faults, moved, table)))
    asked |= dict.fromkeys((*_sorted_stops(faults, table), *_ends_too_late(faults, table)))
    asked |= dict.fromkeys(each.field for each in faults if has_moved(each, table))
    asked |= dict.fromkeys(_noughts(faults, table))
    asked |= dict.fromkeys((*_counted_on(faults, table), *_numbers_sorted_alone(faults, table)))
    certain = [each for each in asked if each in moved or _is_certain(each, faults, table)]
    folded = with_columns_folded(faults, certain, _HELD_TOGETHER, table)
    early = set(_begins_elsewhere(faults, table)) - asked.keys()
    return [_asking_all_over(_asking(each, list(asked), table), early, table) for each in folded]


def _odd_ones(faults: Sequence[FieldFault], moved: list[str], table: ReadTable) -> Iterator[str]:
    """The odd columns of every fault that is not about one that is known to have moved."""
    for fault in faults:
        if not set(_held(fault)) & set(moved):
            yield from (each for each in _odd(fault, table) if not is_of_no_time(each, table))


def _moved(faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame) -> list[str]:
    """The days, amounts or facts of clients that moved by a row, where rows break a rule about these."""
    broken = {name for fault in faults for name in _held(fault)}
    moved = moved_by_a_row(frame, table.matched.columns) if broken & {_TERM[1], _AMOUNT[2]} else []
    moved += moved_beside_clients(table) if _CLIENT[0] in broken else []
    moved += moved_categories(table) if _CATEGORY in broken else []
    return [*moved, *(moved_declarations(table) if _DECLARED in broken else ())]


def _held(fault: FieldFault) -> tuple[str, ...]:
    """The columns that the rule of a fault holds against each other."""
    code = fault.kind.code
    return (fault.field, *_NUMBER) if code == _OF_ITSELF else _HELD_TOGETHER.get(code, ())


def _is_certain(name: str, faults: Sequence[FieldFault], table: ReadTable) -> bool:
    """Whether hardly anything else can have made the column what it is: then its rows are told once."""
    if name in (*_sorted_stops(faults, table), *_ends_too_late(faults, table)):
        return True
    if any(each.field == name and has_moved(each, table) for each in faults):
        return True
    if (name in _NEVER_THE_SAME and _is_same(name, table, _NEARLY_ALL)) or are_noughts(name, table):
        return True
    if name == _IN_ORDER:
        return bool(_counted_on(faults, table, _MOST_OF_ORDER))
    return _is_amount_that_counts_on(name, table) or _is_never_so_in_order(name, table)


def _is_never_so_in_order(name: str, table: ReadTable) -> bool:
    texts = list(_texts(name, table)) if name in _NEVER_IN_ORDER else []
    return len(set(texts)) >= _MANY_DIFFERENT and texts == sorted(texts)


def _asking(fault: FieldFault, asked: list[str], table: ReadTable) -> FieldFault:
    names = [each for each in asked if each in _held(fault) and DRAGGED not in fault.facts]
    said = [same(f"kolom {table.matched.letter(name)} ({name})") for name in names]
    return replace(fault, facts={**fault.facts, DRAGGED: joined(OR, said)}) if said else fault


def _is_of_many(fault: FieldFault, table: ReadTable) -> bool:
    return len(fault.positions) >= max(_LEAST_ROWS, _LEAST_SHARE * table.rows)


def _odd(fault: FieldFault, table: ReadTable) -> list[str]:
    """The columns that look odd of those that a rule holds together which many rows break.

    Where few do: those that stand in an order that is no chance.
    """
    names = [each for each in _held(fault) if each in table.matched.columns and each not in _BY_PROOF]
    if fault.is_shadow or not names or _is_answered(fault, table):
        return []
    if fault.kind.code == _OF_ITSELF or not _is_of_many(fault, table):
        return _odd_of_few(names, fault, table)
    odd = _oddest(names, table)
    return odd if len(odd) < len(names) else _sorted_alone(names, table)


def _odd_of_few(names: list[str], fault: FieldFault, table: ReadTable) -> list[str]:
    """Those of a rule that few rows break."""
    begins = _those(names, lambda each: _is_one_begin(each, table))
    return begins or (_sorted_alone(names, table) if _is_of_some(fault, table) else [])


def _is_one_begin(name: str, table: ReadTable) -> bool:
    """Whether help of nearly all begins on one day: that is told by a few rows."""
    is_of_courses = _STOP[1] in table.matched.table.fields and table.rows >= _MANY_DIFFERENT
    return is_of_courses and name == _TERM[0] and _is_same(name, table, _NEARLY_ALL)


def _oddest(names: list[str], table: ReadTable) -> list[str]:
    """Those that are one value nearly all over; else amounts that count on; else any that look odd."""
    return (
        _those(names, lambda each: _is_same(each, table, _NEARLY_ALL))
        or _those(names, lambda each: _is_amount_that_counts_on(each, table))
        or _those(names, lambda each: _is_odd(each, table))
    )


def _is_amount_that_counts_on(name: str, table: ReadTable) -> bool:
    return name in _AMOUNT and count_on(list(_texts(name, table)))


def _is_of_some(fault: FieldFault, table: ReadTable) -> bool:
    return 0 < len(fault.positions) >= _LEAST_OF_SORTED * table.rows


def _sorted_alone(names: list[str], table: ReadTable) -> list[str]:
    """Those in an order that is no chance; none where all are, for then rows were sorted whole."""
    found = [each for each in names if each != _IN_ORDER and is_no_chance(_all_texts(each, table))]
    return found if len(found) < len(names) or len(names) == 1 else []


def _is_answered(fault: FieldFault, table: ReadTable) -> bool:
    """Whether the cells of most of its rows say themselves what is wrong with them."""
    said = _are_of_no_time(fault, table)
    for fact in ("rounded", AS_NOTHING):
        if fact in fault.row_facts:
            said |= fault.row_facts[fact].astype(bool)
    for fact in (each for each in ("begin", "end", "other") if each in fault.row_facts):
        said |= np.array([bool(_NO_YEAR.search(_text(each))) for each in fault.row_facts[fact]], bool)
    return bool(np.count_nonzero(said) >= _MOST * len(fault.positions))


def _text(fact: object) -> str:
    return str(fact.nl if isinstance(fact, Wording) else fact)


def is_of_no_time(name: str, table: ReadTable) -> bool:
    """Whether most days of a column are of long before any care: the year is wrong, nothing was dragged."""
    if table.matched.table.fields[name].type is not FieldType.DATE or name in _NEVER_THE_SAME:
        return False
    cells = table.some_of(name)
    is_old = cells.match(_LONG_AGO)
    if cells.day is not None:
        is_old |= cells.day < _FIRST_OF_THIS_TIME
    return bool(np.count_nonzero(is_old) >= _MOST * np.count_nonzero(~cells.blank) > 0)


def _are_of_no_time(fault: FieldFault, table: ReadTable) -> Mask:
    """Where the day is of long before any care that is accounted for: the year is wrong."""
    field = table.matched.table.fields.get(fault.field)
    is_old = np.zeros(len(fault.positions), bool)
    if field is not None and field.type is FieldType.DATE and field.name in table.matched.columns:
        cells = table.cells_of(field.name)
        is_old |= cells.match(_LONG_AGO)[fault.positions]
        if cells.day is not None:
            is_old |= cells.day[fault.positions] < _FIRST_OF_THIS_TIME
    return is_old


def _those(names: list[str], are_so: Callable[[str], bool]) -> list[str]:
    return list(filter(are_so, names))


def _counted_on(faults: Sequence[FieldFault], table: ReadTable, least: float = 0) -> list[str]:
    """The numbers of allocations, where they count on and several rows of all rules contradict them.

    `least`: of all rows.
    """
    if table.matched.table.reference is None or _IN_ORDER not in table.matched.columns:
        return []
    broken = [each.positions for each in faults if _IN_ORDER in _HELD_TOGETHER.get(each.kind.code, ())]
    rows = len(np.unique(np.concatenate(broken))) if broken else 0
    is_so = rows >= max(_LEAST_ROWS, least * table.rows) and count_on(list(_texts(_IN_ORDER, table)))
    return [_IN_ORDER] if is_so else []


def _noughts(faults: Sequence[FieldFault], table: ReadTable) -> Iterator[str]:
    """The amounts that are 0 in every row, where rows break a rule about them."""
    broken = {name for fault in faults if not fault.is_shadow for name in _held(fault)}
    present = (each for each in _AMOUNT if each in broken and each in table.matched.columns)
    return (each for each in present if table.rows >= _LEAST_ROWS and are_noughts(each, table))


def _numbers_sorted_alone(faults: Sequence[FieldFault], table: ReadTable) -> list[str]:
    """The halves of a key that stand in order, where rows contradict their allocations in several ways."""
    if table.matched.table.reference is None:
        return []
    if not _contradict_variously(faults, table.rows):
        return []
    names = [each for each in _NUMBER if each in table.matched.columns]
    return [each for each in names if is_no_chance(_all_texts(each, table), _LEAST_VALUES[each])]


def _contradict_variously(faults: Sequence[FieldFault], rows: int) -> bool:
    """Whether some rows contradict their allocations, and in more than one way."""
    broken = [each for each in faults if each.kind.code in _ASPECTS and not each.is_shadow]
    if len({_ASPECTS[each.kind.code] for each in broken}) < _LEAST_ASPECTS:
        return False
    count = len(np.unique(np.concatenate([each.positions for each in broken])))
    return count >= max(_LEAST_ROWS, _LEAST_OF_SORTED * rows)


def _ends_too_late(faults: Sequence[FieldFault], table: ReadTable) -> list[str]:
    """The ends, where one day in nearly all rows is in another month and after the export was made."""
    broken = {each.kind.code for each in faults if _is_of_many(each, table)}
    name = _TERM[1]
    is_late = {"period-over-months", "not-yet-delivered"} <= broken and name in table.matched.columns
    return [name] if is_late and _is_same(name, table, _NEARLY_ALL) else []


def _begins_elsewhere(faults: Sequence[FieldFault], table: ReadTable) -> list[str]:
    """The begins, where nearly all are outside the period and in another month than the end."""
    codes = ("period-over-months", "outside-reporting-period")
    rows = [len(each.positions) for each in faults if each.kind.code in codes]
    is_so = len(rows) == len(codes) and min(rows) >= max(_LEAST_ROWS, _NEARLY_ALL * _read(faults, table))
    return [_TERM[0]] if is_so and _TERM[0] in table.matched.columns else []


def _read(faults: Sequence[FieldFault], table: ReadTable) -> int:
    """The rows of which the begin could be read."""
    refused = [each for each in faults if each.field == _TERM[0] and each.kind.severity is Severity.BLOCKS]
    return table.rows - len({int(at) for each in refused for at in each.positions})


def _asking_all_over(fault: FieldFault, names: Collection[str], table: ReadTable) -> FieldFault:
    if not names or fault.kind.code not in _OF_BEGINS:
        return fault
    said = joined(OR, [same(f"kolom {table.matched.letter(name)} ({name})") for name in names])
    return replace(fault, facts={**fault.facts, ALL_OVER: said})


def _sorted_stops(faults: Sequence[FieldFault], table: ReadTable) -> list[str]:
    """Of two columns those of which all cells stand together, where either lacks as often beside the other.

    An end without a reason in as many rows as a reason without an end: one of both was sorted alone.
    """
    counts = [
        sum(len(each.positions) for each in faults if each.kind.code == code)
        for code in ("stop-without-reason", "reason-without-stop")
    ]
    if counts[0] != counts[1] or counts[0] < _LEAST_PAIRED:
        return []
    return [each for each in _STOP if each in table.matched.columns and _stand_together(each, table)]


def _stand_together(name: str, table: ReadTable) -> bool:
    """Whether the filled cells of a column are its first or its last, and in order."""
    blank, texts = table.cells_of(name).blank, list(_texts(name, table))
    filled = len(texts)
    is_block = bool(blank[filled:].all() or blank[: len(blank) - filled].all())
    return is_block and filled < len(blank) and texts in (sorted(texts), sorted(texts, reverse=True))


def _is_odd(name: str, table: ReadTable) -> bool:
    """Whether one value fills half of the column or more, or all its values stand in order."""
    if _is_same(name, table, _LEAST_SAME):
        return True
    texts = list(_texts(name, table))
    if name == _IN_ORDER and table.matched.table.name == _CARE:
        return count_on(texts)
    return len(set(texts)) >= _LEAST_DIFFERENT and texts == sorted(texts)


def _is_same(name: str, table: ReadTable, share: float) -> bool:
    texts = list(_texts(name, table))
    counts = np.unique(texts, return_counts=True)[1]
    return bool(texts) and bool(counts.max() >= max(_LEAST_ROWS, share * len(texts)))


def _all_texts(name: str, table: ReadTable) -> list[str]:
    """Of all rows that stand for the column; an empty one is a text as well."""
    return [str(plain(shown(each))) for each in table.some_of(name)]


def _texts(name: str, table: ReadTable) -> Iterator[str]:
    cells = table.some_of(name)
    return (str(plain(shown(each))) for each, blank in zip(cells, cells.blank, strict=True) if not blank)
