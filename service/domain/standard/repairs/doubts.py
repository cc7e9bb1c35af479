"""Find the cells that can be read in two ways: they are never repaired, and the finding says both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.dutch_days import day_in_words
from service.domain.findings import FindingKind, Severity
from service.domain.said import Fact, said_number
from service.domain.standard.cells import Cells, Mask
from service.domain.standard.findings import repairs as kinds
from service.domain.standard.model import FieldType
from service.domain.standard.repairs.dates import day_of, order_of, parts_of
from service.domain.standard.repairs.day_before_month import readings_of_turned
from service.domain.standard.repairs.numbers import is_ambiguous, without_clothes
from service.domain.standard.repairs.percents import bare_shares
from service.domain.standard.repairs.reading import DayOrder
from service.domain.standard.repairs.repair import Column
from service.domain.standard.repairs.signs import plainly
from service.domain.standard.repairs.surroundings import bare
from service.domain.wording import Wording

_TWELFTH = 12
_ENOUGH = 3
"""Real dates of a column that say something together."""
_THOUSAND = 1_000
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_FAR_AHEAD = 2050
"""A year from which on hardly a day of care is meant."""
_FAR_YEAR = Wording(
    " Klopt het jaar {far} wel? Dat ligt ver na nu; herstel anders eerst het jaar.",
    " Is the year {far} right? That is far ahead; if not, repair the year first.",
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Cells of a column of which the reading is not certain."""

    kind: FindingKind
    where: Mask
    row_facts: Mapping[str, npt.NDArray[np.object_]] = field(default_factory=dict)
    """Facts per row of the whole column."""


def doubts_about(column: Column, decimal_sign: str) -> list[Doubt]:
    """Give the doubts about a column; `decimal_sign` is that of the file, empty when nothing proves it."""
    match column.wanted.field.type:
        case FieldType.DATE:
            half = _half_converted(column)
            two = half or _in_texts(column, kinds.AMBIGUOUS_DATE, lambda text: _two_days(text, column))
            return [*_day_before_month(column), *(_with_year(each, column) for each in two)]
        case FieldType.MONEY | FieldType.DECIMAL:
            found = _in_texts(
                column, kinds.AMBIGUOUS_NUMBER, lambda text: _two_numbers(text, column, decimal_sign)
            )
            return [*found, *_three_decimals(column)]
        case FieldType.INTEGER:
            shares = bare_shares(column)
            doubted = [each for each in shares if each.kind.severity is not Severity.WARNS]
            return [Doubt(each.kind, each.where, each.facts) for each in doubted]
        case _:
            return []


def doubt_in_texts(column: Column, kind: FindingKind, facts: Mapping[str, Mapping[str, Fact]]) -> Doubt:
    """Doubt every cell that has one of these texts; each text gives the same facts, under the same names."""
    texts = pa.array(list(facts), pa.large_string())
    places = pc.index_in(column.cells.text.dictionary, value_set=texts)
    at = pc.fill_null(pc.take(places, column.cells.text.indices), -1).to_numpy(zero_copy_only=False)
    names = next(iter(facts.values()))
    rows = {
        name: np.array([*(each[name] for each in facts.values()), ""], dtype=object)[at] for name in names
    }
    return Doubt(kind, at >= 0, rows)


def _in_texts(
    column: Column, kind: FindingKind, read: Callable[[str], tuple[Fact, Fact] | None]
) -> list[Doubt]:
    """Doubt the texts that `read` gives two readings of."""
    read_as = ((text, read(plainly(bare(text)))) for text in column.odd)
    facts = {text: {"first": both[0], "second": both[1]} for text, both in read_as if both is not None}
    return [doubt_in_texts(column, kind, facts)] if facts else []


def _two_days(text: str, column: Column) -> tuple[Fact, Fact] | None:
    """The two days that a text can be, where neither is proven."""
    parts = parts_of(text)
    if parts is None or order_of(parts, column.wanted.evidence.day_orders) is not None:
        return None
    if not _FIRST_YEAR <= parts[2] <= _LAST_YEAR:  # whatever its order, it is no day of these times
        return None
    first, second = day_of(text, DayOrder.DAY_FIRST), day_of(text, DayOrder.MONTH_FIRST)
    return None if first is None or second is None else (day_in_words(first), day_in_words(second))


def _with_year(doubt: Doubt, column: Column) -> Doubt:
    """The same, that asks after a year that lies far ahead in either reading."""
    parts = {text: parts_of(plainly(bare(text))) for text in column.odd}
    far = {text: each[2] for text, each in parts.items() if each is not None and each[2] >= _FAR_AHEAD}
    if doubt.kind is not kinds.AMBIGUOUS_DATE or not far:
        return doubt
    asked = {text: {"year": _FAR_YEAR.fill(far=str(year))} for text, year in far.items()}
    return replace(
        doubt, row_facts={**doubt.row_facts, **doubt_in_texts(column, doubt.kind, asked).row_facts}
    )


def _day_before_month(column: Column) -> list[Doubt]:
    readings = readings_of_turned(column)
    facts: dict[str, dict[str, Fact]] = {text: {"reading": said} for text, said in readings.items()}
    return [doubt_in_texts(column, kinds.DAY_BEFORE_MONTH, facts)] if facts else []


def _half_converted(column: Column) -> list[Doubt]:
    """Doubt texts that can only be read one way, beside real dates that could all be the other way round.

    So does Excel leave a column of 31-12-2025 that it opens with another country's settings. One or two real
    dates tell nothing where other columns of the table have real dates that cannot be the other way round.
    """
    certain = {text: parts for text in column.odd if (parts := parts_of(plainly(bare(text)))) is not None}
    is_one_way = all(max(parts[0], parts[1]) > _TWELFTH for parts in certain.values())
    if not certain or not is_one_way or not _may_be_swapped(column):
        return []
    return [doubt_in_texts(column, kinds.HALF_CONVERTED_DATES, {text: {} for text in certain})]


def _may_be_swapped(column: Column) -> bool:
    """Tell whether the real dates of a column could all have day and month swapped."""
    day = column.cells.day
    if day is None or _are_late(day).any():
        return False
    real = np.count_nonzero(~np.isnat(day))
    return bool(real >= (_ENOUGH if column.has_late_days_beside else 1))


def has_late_days(cells: Cells) -> bool:
    """Tell whether a column has a real date after the twelfth of a month."""
    return cells.day is not None and bool(_are_late(cells.day).any())


def _are_late(days: npt.NDArray[np.datetime64]) -> Mask:
    """Which days come after the twelfth of their month, so that no month can be meant; never NaT."""
    months = days.astype("datetime64[M]")
    in_month = (days.astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64) + 1
    late: Mask = ~np.isnat(days) & (in_month > _TWELFTH)
    return late


def _two_numbers(text: str, column: Column, decimal_sign: str) -> tuple[Fact, Fact] | None:
    """The two numbers that a text can be, where no sign is proven."""
    if not is_ambiguous(text):
        return None
    number = without_clothes(text)
    signs = column.wanted.evidence.signs
    used = "." if "." in number else ","
    is_decimal = column.wanted.field.type is FieldType.DECIMAL and used in (signs.decimal, decimal_sign)
    if signs.thousands == used or is_decimal:
        return None
    return number.replace(used, ""), said_number(number)


def _three_decimals(column: Column) -> list[Doubt]:
    """Doubt an amount such as 1.234 that is a real number: no amount has a tenth of a cent.

    One that its cell shows in per cent was never typed so.
    """
    number = column.cells.number
    if column.wanted.field.type is not FieldType.MONEY or number is None:
        return []
    known = np.where(np.isnan(number), 0.0, number)
    small = (np.abs(known) >= 1) & (np.abs(known) < _THOUSAND)
    thousandths = np.rint(known * _THOUSAND)
    is_exact = np.isclose(known * _THOUSAND, thousandths, rtol=0, atol=1e-6) & (thousandths % 10 != 0)
    where: Mask = small & is_exact
    if column.cells.in_per_cent is not None:
        where = where & ~column.cells.in_per_cent
    if not where.any():
        return []
    whole, decimal = np.full(len(known), "", object), np.full(len(known), "", object)
    decimal[where] = [said_number(f"{each:.3f}") for each in known[where]]
    whole[where] = [each.en.replace(".", "") for each in decimal[where]]
    return [Doubt(kinds.AMBIGUOUS_NUMBER, where, {"first": whole, "second": decimal})]
