"""Columns of which every row is wrong in one way: a year of long ago, or a measure of another size."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import HUNDREDFOLD, FindingKind, Severity
from service.domain.said import Fact, said_count
from service.domain.standard.broken_links import OF_ITS_DAYS
from service.domain.standard.cells import shown
from service.domain.standard.columns import Columns
from service.domain.standard.dragged_columns import is_of_no_time
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.standard.faults import FieldFault, without_rows
from service.domain.standard.findings import one_cause as kinds
from service.domain.standard.fitting import ReadTable
from service.domain.wording import Wording, joined, same

_OF_A_DAY: Mapping[str, frozenset[str]] = {
    "aanmelddatum": frozenset({"registered-after-begin"}),
    "ingangsdatum": frozenset(
        {
            "allocation-after-period",
            "birth-after-begin",
            "registered-after-begin",
            "registered-long-before",
            "youth-older-than-23",
        }
    ),
    "begindatum": frozenset(
        {
            "outside-reporting-period",
            "period-over-months",
            "start-after-allocation",
            "start-after-export",
            "start-after-period",
            "start-before-allocation",
        }
    ),
    "einddatum": frozenset({"older-than-five-years"}),
}
"""Per column of days what follows in a row from a day of long ago, or far ahead."""
_OF_THIS_TIME = np.datetime64("2000-01-01", "s")
_LOOKED_AT = 300
_FAR = np.timedelta64(20 * 365, "D")
"""From the days of the other columns: no allocation of youth or of Wmo has so many years."""
_TOO_LARGE = frozenset({"out-of-range", "percentage-over-hundred"})
_LEAST_TOO_LARGE = 2
_AMOUNT, _PRICED = "amount-not-volume-times-tariff", ("volume", "tarief", "bedrag")
_OF_A_LARGE_VOLUME = frozenset({"volume-over-allocated", "total-volume-over-allocated", "volume-impossible"})
"""What else follows where a volume is too large."""
_LEAST_ROWS, _NEARLY_ALL, _LEAST_FACTOR = 3, 0.9, 2
_HALF_A_CENT = 0.5
_MOST_NAMED = 5
_COLUMN = Wording("kolom {letter} ({field})", "column {letter} ({field})")
_LARGE = Wording("volume x tarief {factor} keer het bedrag", "volume x tariff {factor} times the amount")
_SMALL = Wording("het bedrag {factor} keer volume x tarief", "the amount {factor} times volume x tariff")
_Positions = npt.NDArray[np.intp]
_Days = npt.NDArray[np.datetime64]


def with_columns_of_one_cause(
    faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame
) -> list[FieldFault]:
    """The same faults; one for a column takes the place of the warnings that follow from it in its rows.

    What blocks or makes a row wait stays beside it. `frame`: the table as it was cast.
    """
    told = list(faults)
    for name in _far_ahead(table, frame):
        told = _said_once(told, _OF_A_DAY[name], _of_days(kinds.COLUMN_FAR_AHEAD, name, table))
    for name in _of_long_ago(told, table):
        told = _said_once(told, _OF_A_DAY[name], _of_days(kinds.COLUMN_LONG_AGO, name, table))
    for found, codes in _of_another_size(told, table, frame):
        told = _said_once(told, codes, found)
    return _asking_after_hundredths(told, table, frame)


def without_followers_of_days(
    faults: list[FieldFault], of_allocations: Sequence[FieldFault]
) -> list[FieldFault]:
    """The same faults of a table, without days that are not those of allocations of another time."""
    is_so = any(each.kind in (kinds.COLUMN_LONG_AGO, kinds.COLUMN_FAR_AHEAD) for each in of_allocations)
    return [each for each in faults if not (is_so and each.kind.code in OF_ITS_DAYS)]


def _of_long_ago(faults: Sequence[FieldFault], table: ReadTable) -> list[str]:
    """The columns in which nearly all days are of long ago, where several rows break a rule about them."""
    broken = {
        name
        for name, codes in _OF_A_DAY.items()
        for each in faults
        if each.kind.code in codes and len(each.positions) >= _LEAST_ROWS and not each.is_shadow
    }
    return [name for name in sorted(broken) if name in table.matched.columns and is_of_no_time(name, table)]


def _far_ahead(table: ReadTable, frame: pd.DataFrame) -> list[str]:
    """The columns of days that differ and are all of many years after all days of the other columns.

    One day in all rows may stand for a help without an end.
    """
    names = [each for each in _OF_A_DAY if each in table.matched.columns]
    days = {name: frame[name].to_numpy("datetime64[s]") for name in names}
    for last in (_LOOKED_AT, None):  # what is not so of the first rows is not so of all
        filled = {name: _filled(each[:last]) for name, each in days.items()}
        names = [name for name in names if _is_far_ahead(filled[name], _others(filled, name))]
        if not names:
            break
    return names


def _filled(days: _Days) -> _Days:
    return days[~np.isnat(days)]


def _others(days: Mapping[str, _Days], but: str) -> list[_Days]:
    return [each for name, each in days.items() if name != but and len(each)]


def _is_far_ahead(days: _Days, others: Sequence[_Days]) -> bool:
    """Whether they are of many years after the others, and differ."""
    if len(days) < _LEAST_ROWS or not others:
        return False
    last = max(each.max() for each in others)
    return bool(last > _OF_THIS_TIME and days.min() > last + _FAR and days.min() != days.max())


def _of_days(kind: FindingKind, name: str, table: ReadTable) -> FieldFault:
    """One fault for all rows with a day in the column."""
    cells = table.cells_of(name)
    positions = np.flatnonzero(~cells.blank)
    first = shown(cells.keep(np.arange(table.rows) == positions[0])[0])
    facts: dict[str, Fact] = {"found": str(len(positions)), "day": first}
    return FieldFault(kind=kind, field=name, positions=positions, facts=facts, is_summed=True)


def _of_another_size(
    faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame
) -> Iterator[tuple[FieldFault, frozenset[str]]]:
    """The amounts that differ from volume times tariff by one factor in nearly all rows, and what follows."""
    positions = _wrong_amounts(faults)
    if not len(positions) or not set(_PRICED) <= table.matched.columns.keys():
        return
    rows = Columns(frame)
    tell = np.count_nonzero(np.all([rows.has(name) for name in _PRICED], axis=0))
    if len(positions) < max(_LEAST_ROWS, _NEARLY_ALL * tell):
        return
    volume, tariff, amount = (rows.number(name)[positions].astype(np.float64) for name in _PRICED)
    if factor := _factor(volume * tariff, amount):
        codes = frozenset({_AMOUNT}) | _OF_A_LARGE_VOLUME
        yield _of_size(table, positions, _LARGE.fill(factor=said_count(factor))), codes
    elif factor := _factor(amount, volume * tariff):
        yield _of_size(table, positions, _SMALL.fill(factor=said_count(factor))), frozenset({_AMOUNT})


def _wrong_amounts(faults: Sequence[FieldFault]) -> _Positions:
    wrong = [each.positions for each in faults if each.kind.code == _AMOUNT and not each.is_shadow]
    return np.unique(np.concatenate([np.zeros(0, np.intp), *wrong]))


def _asking_after_hundredths(
    faults: list[FieldFault], table: ReadTable, frame: pd.DataFrame
) -> list[FieldFault]:
    """Ask whether a column is a hundredfold, where several cells are too large and none has decimals."""
    asked = {name for name in {each.field for each in faults} if _is_hundredfold(name, faults, table, frame)}
    return [_asking_so(each, table) if _is_too_large(each, asked) else each for each in faults]


def _is_too_large(fault: FieldFault, fields: Collection[str]) -> bool:
    return fault.field in fields and fault.kind.code in _TOO_LARGE and not fault.is_shadow


def _is_hundredfold(name: str, faults: Sequence[FieldFault], table: ReadTable, frame: pd.DataFrame) -> bool:
    found = sum(len(each.positions) for each in faults if _is_too_large(each, (name,)))
    is_read = found >= _LEAST_TOO_LARGE and name in table.matched.columns and name in frame
    return bool(is_read and not (Columns(frame).number(name) % DECIMAL_SCALE).any())


def _asking_so(fault: FieldFault, table: ReadTable) -> FieldFault:
    column = _COLUMN.fill(letter=table.matched.letter(fault.field), field=fault.field)
    return replace(fault, facts={**fault.facts, HUNDREDFOLD: column})


def _factor(large: npt.NDArray[np.float64], small: npt.NDArray[np.float64]) -> int:
    """How many times the one is the other in every row, but for what was rounded; 0 where there is none."""
    if not small.all():
        return 0
    factor = int(np.rint(np.median(large / small)))
    is_so = factor >= _LEAST_FACTOR and np.allclose(large, factor * small, rtol=0, atol=_HALF_A_CENT * factor)
    return factor if is_so and len(np.unique(small)) >= _LEAST_ROWS else 0


def _of_size(table: ReadTable, positions: _Positions, what: Wording) -> FieldFault:
    numbers = [str(table.matched.raw.rows[each]) for each in positions[:_MOST_NAMED].tolist()]
    columns = [same(f"{table.matched.letter(name)} ({name})") for name in _PRICED]
    return FieldFault(
        kind=kinds.COLUMN_OF_ANOTHER_SIZE,
        field=_PRICED[-1],
        positions=positions,
        facts={
            "found": str(len(positions)),
            "rows": ", ".join(numbers) + (", ..." if len(positions) > len(numbers) else ""),
            "what": what,
            "columns": joined(", ", columns),
        },
        is_summed=True,
    )


def _said_once(faults: Sequence[FieldFault], codes: Collection[str], found: FieldFault) -> list[FieldFault]:
    """What these say of its rows is only a shadow from here on."""
    left: list[FieldFault] = []
    for fault in faults:
        if fault.kind.severity is not Severity.WARNS or fault.is_shadow or fault.kind.code not in codes:
            left.append(fault)
            continue
        others = np.setdiff1d(fault.positions, found.positions)
        shadow = replace(without_rows(fault, others), is_shadow=True)
        left += [shadow, without_rows(fault, found.positions)]
    return [*(each for each in left if len(each.positions)), found]
