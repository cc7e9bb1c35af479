"""Find the cells that can be read in two ways: they are never repaired, and the finding says both."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.findings import FindingKind
from service.domain.standard.cells import Mask
from service.domain.standard.findings import repairs as kinds
from service.domain.standard.model import FieldType
from service.domain.standard.repairs.dates import day_of, order_of, parts_of
from service.domain.standard.repairs.numbers import is_ambiguous, without_clothes
from service.domain.standard.repairs.reading import DayOrder
from service.domain.standard.repairs.repair import Column
from service.domain.standard.repairs.surroundings import bare

_TWELFTH = 12
_THOUSAND = 1_000

Readings = tuple[str, str]


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
            return half or _in_texts(column, kinds.AMBIGUOUS_DATE, lambda text: _two_days(text, column))
        case FieldType.MONEY | FieldType.DECIMAL:
            found = _in_texts(
                column, kinds.AMBIGUOUS_NUMBER, lambda text: _two_numbers(text, column, decimal_sign)
            )
            return [*found, *_three_decimals(column)]
        case _:
            return []


def in_rows(column: Column, facts: Mapping[str, Readings]) -> tuple[Mask, dict[str, npt.NDArray[np.object_]]]:
    """From two facts per text to a mask and two facts per row, named `first` and `second`."""
    texts = pa.array(list(facts), pa.large_string())
    places = pc.index_in(column.cells.text.dictionary, value_set=texts)
    at = pc.fill_null(pc.take(places, column.cells.text.indices), -1).to_numpy(zero_copy_only=False)
    values = [*facts.values(), ("", "")]
    rows = {
        name: np.array([each[number] for each in values], dtype=object)[at]
        for number, name in enumerate(("first", "second"))
    }
    return at >= 0, rows


def _in_texts(column: Column, kind: FindingKind, read: Callable[[str], Readings | None]) -> list[Doubt]:
    facts = {text: readings for text in column.odd if (readings := read(bare(text))) is not None}
    return [Doubt(kind, *in_rows(column, facts))] if facts else []


def _two_days(text: str, column: Column) -> Readings | None:
    """The two days that a text can be, where neither is proven."""
    parts = parts_of(text)
    if parts is None or order_of(parts, column.wanted.evidence.day_orders) is not None:
        return None
    first, second = day_of(text, DayOrder.DAY_FIRST), day_of(text, DayOrder.MONTH_FIRST)
    return None if first is None or second is None else (first.isoformat(), second.isoformat())


def _half_converted(column: Column) -> list[Doubt]:
    """Doubt texts that can only be read one way, beside real dates that could all be the other way round.

    So does Excel leave a column of 31-12-2025 that it opens with another country's settings.
    """
    day = column.cells.day
    real = day[~np.isnat(day)] if day is not None else np.array([], "datetime64[s]")
    certain = {text: parts for text in column.odd if (parts := parts_of(bare(text))) is not None}
    if not len(real) or not certain:
        return []
    months = real.astype("datetime64[M]")
    days = (real.astype("datetime64[D]") - months.astype("datetime64[D]")).astype(np.int64) + 1
    is_one_way = all(max(parts[0], parts[1]) > _TWELFTH for parts in certain.values())
    if days.max() > _TWELFTH or not is_one_way:
        return []
    where, _ = in_rows(column, dict.fromkeys(certain, ("", "")))
    return [Doubt(kinds.HALF_CONVERTED_DATES, where)]


def _two_numbers(text: str, column: Column, decimal_sign: str) -> Readings | None:
    """The two numbers that a text can be, where no sign is proven."""
    if not is_ambiguous(text):
        return None
    number = without_clothes(text)
    signs = column.wanted.evidence.signs
    used = "." if "." in number else ","
    is_decimal = column.wanted.field.type is FieldType.DECIMAL and used in (signs.decimal, decimal_sign)
    if signs.thousands == used or is_decimal:
        return None
    return number.replace(used, ""), number


def _three_decimals(column: Column) -> list[Doubt]:
    """Doubt an amount such as 1.234 that is a real number: no amount has a tenth of a cent."""
    number = column.cells.number
    if column.wanted.field.type is not FieldType.MONEY or number is None:
        return []
    known = np.where(np.isnan(number), 0.0, number)
    small = (np.abs(known) >= 1) & (np.abs(known) < _THOUSAND)
    thousandths = np.rint(known * _THOUSAND)
    is_exact = np.isclose(known * _THOUSAND, thousandths, rtol=0, atol=1e-6) & (thousandths % 10 != 0)
    where: Mask = small & is_exact
    if not where.any():
        return []
    texts = np.array([f"{each:.3f}" for each in np.where(where, known, 0.0)], object)
    whole = np.array([each.replace(".", "") for each in texts], object)
    return [Doubt(kinds.AMBIGUOUS_NUMBER, where, {"first": whole, "second": texts})]
