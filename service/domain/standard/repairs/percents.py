"""Percents: a cell is read as the percents that it shows, and a bare part of one is doubted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.findings import FindingKind
from service.domain.said import said_per_cent
from service.domain.standard.cells import Cells, InPerCent, Mask, as_mask
from service.domain.standard.findings import repairs as kinds
from service.domain.standard.model import FieldType
from service.domain.standard.repairs.repair import Column

OF_RATES = "btw_percentage"
PERCENTAGES = frozenset({OF_RATES, "doelen_behaald"})
"""The fields of which every row holds percents."""
RATE_OF_SHARE = {0.09: "9", 0.21: "21"}
"""Per share of one the rate of VAT: whoever writes the one means the other."""
_VALUE, _UNIT, _PERCENT = "waarde", "eenheid", "procent"
_PLAIN = r"^\s*\+?\d{1,15}(?:[.,]\d{1,15})?\s*$"
_Numbers = npt.NDArray[np.float64]


def rows_of_percents(field: str, cells: Mapping[str, Cells]) -> Mask | None:
    """Which rows of a field hold percents, by the cells of its table; None when none does."""
    if field in PERCENTAGES:
        return np.ones(len(cells[field]), bool)
    if field != _VALUE or _UNIT not in cells:
        return None
    unit = cells[_UNIT].text
    is_percent = pc.equal(pc.utf8_lower(pc.utf8_trim_whitespace(unit.dictionary)), _PERCENT)
    rows = as_mask(is_percent.take(unit.indices))
    return rows if rows.any() else None


def texts_of_percents(column: Column) -> frozenset[str]:
    """The texts of a column that only stand in rows of percents."""
    if column.percents is None:
        return frozenset()
    texts = column.cells.text
    among, elsewhere = (
        texts.filter(pa.array(rows)).dictionary_decode().drop_null()
        for rows in (column.percents, ~column.percents)
    )
    return frozenset(among.unique().to_pylist()) - frozenset(elsewhere.unique().to_pylist())


@dataclass(frozen=True, slots=True)
class Shown:
    """Cells that show percents, or a share that is a rate of VAT, and the percents that are meant."""

    where: Mask
    percents: _Numbers


def shown_percents(column: Column) -> Shown | None:
    """What a column shows as percents where percents belong; None when it nowhere does."""
    cells = column.cells
    if column.percents is None or cells.number is None:
        return None
    where = np.zeros(len(cells), bool) if cells.in_per_cent is None else column.percents & cells.in_per_cent
    percents = np.where(where, np.round(cells.number * 100, 10), cells.number)
    if column.wanted.field.name == OF_RATES:
        for share, rate in RATE_OF_SHARE.items():
            is_rate = ~where & np.isclose(cells.number, share, rtol=0, atol=1e-9)
            where, percents = where | is_rate, np.where(is_rate, float(rate), percents)
    return Shown(where, percents) if where.any() else None


def are_worth_saying(shown: Shown, column: Column) -> Mask:
    """Where the percents fit the field: of others the cast says why they do not. 0% is 0 either way."""
    fits: Mask = shown.where & (shown.percents != 0)
    if column.wanted.field.type is FieldType.INTEGER:
        fits &= shown.percents == np.rint(shown.percents)
    highest = column.wanted.field.maximum
    return fits if highest is None else fits & (shown.percents <= highest)


@dataclass(frozen=True, slots=True)
class TwoReadings:
    """Bare numbers that can be percents and a part of one; the facts are `first` and `second`."""

    kind: FindingKind
    where: Mask
    facts: Mapping[str, npt.NDArray[np.object_]]


def bare_shares(column: Column) -> Iterator[TwoReadings]:
    """Find the numbers up to one that stand where percents belong, as a refusal or as a warning.

    Refused is what is no whole number where whole percents belong, and a 1 beside it. A warning is for a
    column in which nothing is above 1: there a hundred per cent may have been written as 1.
    """
    if column.percents is None or column.wanted.field.name == OF_RATES:
        return
    bare = _bare_numbers(column.cells)
    bare = np.where(column.percents, bare, np.nan)
    parts, ones = (bare > 0) & (bare < 1), bare == 1
    are_all_small = not (bare > 1).any()
    if column.wanted.field.type is not FieldType.INTEGER:
        found = ((kinds.PERHAPS_A_SHARE, (parts | ones) & are_all_small),)
    elif parts.any():
        found = ((kinds.SHARE_OR_PERCENTS, parts | (ones & are_all_small)),)
    else:
        found = ((kinds.PERHAPS_A_SHARE, ones & are_all_small),)
    for kind, where in found:
        if where.any():
            yield TwoReadings(kind, where, _both(bare, where))


def _both(bare: _Numbers, where: Mask) -> dict[str, npt.NDArray[np.object_]]:
    first, second = np.full(len(bare), "", object), np.full(len(bare), "", object)
    for value in np.unique(bare[where]).tolist():
        same = where & (bare == value)
        first[same] = said_per_cent(InPerCent(value).percents)
        second[same] = said_per_cent(value)
    return {"first": first, "second": second}


def _bare_numbers(cells: Cells) -> _Numbers:
    """What stands in each cell as a plain number that is not shown in per cent; NaN where nothing does."""
    texts = cells.text.dictionary
    is_plain = pc.match_substring_regex(texts, _PLAIN)
    plain = pc.replace_substring(pc.utf8_trim_whitespace(texts), ",", ".")
    numbers = pc.cast(pc.if_else(is_plain, plain, pa.scalar(None, pa.large_string())), pa.float64())
    bare: _Numbers = pc.fill_null(numbers.take(cells.text.indices), np.nan).to_numpy(zero_copy_only=False)
    if cells.number is not None:
        shown = np.zeros(len(cells), bool) if cells.in_per_cent is None else cells.in_per_cent
        bare = np.where(np.isnan(cells.number) | shown, bare, cells.number)
    return bare
