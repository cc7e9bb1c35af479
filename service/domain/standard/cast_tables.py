"""From sheets to typed tables: every column repaired, cast, and remembered as it was written."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from pandas.api.extensions import ExtensionArray

from service.domain.findings import AS_NOTHING, Severity
from service.domain.standard.casting import cast
from service.domain.standard.casting_numbers import decimal_sign_of, decimal_signs
from service.domain.standard.cells import Cells
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.days_beside import with_day_beside
from service.domain.standard.export import QUARANTINE, ROW, RawTable
from service.domain.standard.faults import FieldFault, codes_per_row, leave_out, with_shadows
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.findings import ijw as ijw_findings
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.fitting import ReadTable
from service.domain.standard.hardly_filled_rows import hardly_filled_rows
from service.domain.standard.matching import MatchedTable
from service.domain.standard.misplaced_rows import (
    faults_of_rows,
    moved_back,
    rows_of_lost_zeros,
    shadows_of,
)
from service.domain.standard.model import Field, FieldType, Standard, Table
from service.domain.standard.neighbours import shadows_beside
from service.domain.standard.pasted_over import pasted_over
from service.domain.standard.perhaps_named import with_perhaps_named
from service.domain.standard.repairs import (
    Column,
    Reading,
    Repaired,
    column_of,
    has_late_days,
    repair_columns,
    rows_of_percents,
)
from service.domain.standard.rows_that_break_off import rows_that_break_off
from service.domain.standard.shown_in_per_cent import numbers_in_per_cent
from service.domain.standard.signs_for_others import sign_for_another
from service.domain.standard.swapped_columns import swapped_columns

_SIGNED_TYPES = (FieldType.MONEY, FieldType.DECIMAL)
_OF_UNREADABLE = (table_findings.COLUMNS_SWAPPED, table_findings.SIGN_FOR_ANOTHER)
"""Of columns of which nobody knows what is in them."""
_Address = tuple[str, str]
"""Table and field."""


@dataclass(slots=True, kw_only=True)
class TakenTable:
    """One table on its way through the checks."""

    matched: MatchedTable
    cells: dict[str, Cells]
    """As they were read, by field; after casting only those that the typed table shows otherwise."""
    texts: dict[str, NumberedTexts] = field(default_factory=dict)
    """The columns of text, which are written out at the end."""
    signs: Cells | None = None
    """What each row says of how it is handed in (handing_in.py); None when the sheet does not say."""
    nameless: Mapping[int, Cells] = field(default_factory=dict)
    """The columns with a name that is none of ours, by their index."""
    frame: pd.DataFrame = field(default_factory=pd.DataFrame)
    """The other columns."""
    faults: list[FieldFault] = field(default_factory=list)
    decimal_sign: str = ""
    """With which its numbers were read; empty when nothing proves it."""

    def read(self, standard: Standard) -> ReadTable:
        """As it was read and cast, to look at what else its cells could be."""
        return ReadTable(
            matched=self.matched,
            cells=self.cells,
            texts=self.texts,
            standard=standard,
            decimal_sign=self.decimal_sign,
        )


def cast_tables(
    intakes: Mapping[str, TakenTable],
    standard: Standard,
    reading: Reading,
    prove: Callable[[Mapping[str, TakenTable]], None] | None = None,
) -> None:
    """Repair and cast every column of every table, and note the faults of each.

    `prove` notes which headers changed places where that takes more than one table to tell.
    """
    signs = _decimal_signs(intakes)
    repaired = _repair_all(intakes, standard, reading, decimal_sign_of(signs.values()))
    signs = {at: _signs_of(repaired[at], count) for at, count in signs.items()}
    overall = decimal_sign_of(signs.values())
    for name, intake in intakes.items():
        sign = _own_sign(name, signs) if intake.matched.raw.is_text_only else ""
        intake.decimal_sign = sign or overall
        _cast_table(intake, standard, repaired)
        _note_sign_for_another(intake, standard, reading)
        _note_swapped_columns(intake, standard)
    if prove is not None:
        prove(intakes)
    for intake in intakes.values():
        if not any(each.kind in _OF_UNREADABLE for each in intake.faults):
            _note_rows(intake, intake.read(standard), reading)


def _signs_of(mended: Repaired, before: Counter[str]) -> Counter[str]:
    """The signs of a column after its repairs; none where it proves its own, which says nothing of others."""
    if mended.decimal_sign:
        return Counter()
    return decimal_signs(mended.cells) if mended.faults else before


def _own_sign(name: str, signs: Mapping[_Address, Counter[str]]) -> str:
    return decimal_sign_of(count for (table, _), count in signs.items() if table == name)


def _decimal_signs(intakes: Mapping[str, TakenTable]) -> dict[_Address, Counter[str]]:
    """Per column that may have decimals the signs that its numbers are written with."""
    return {
        (name, column): decimal_signs(cells)
        for name, intake in intakes.items()
        for column, cells in intake.cells.items()
        if intake.matched.table.fields[column].type in _SIGNED_TYPES
    }


def _repair_all(
    intakes: Mapping[str, TakenTable], standard: Standard, reading: Reading, decimal_sign: str
) -> dict[_Address, Repaired]:
    """Per column what to read instead of it."""
    columns = {
        (name, field): _column(intake, field, cells, standard)
        for name, intake in intakes.items()
        for field, cells in intake.cells.items()
    }
    return repair_columns(columns, reading, decimal_sign)


def _column(intake: TakenTable, field: str, cells: Cells, standard: Standard) -> Column:
    wanted = intake.matched.table.fields[field]
    column = column_of(wanted, standard.code_list_of(wanted), cells)
    if wanted.type is FieldType.DATE and column.odd:
        others = (each for name, each in intake.cells.items() if name != field)
        return replace(column, has_late_days_beside=any(map(has_late_days, others)))
    percents = rows_of_percents(field, intake.cells)
    return column if percents is None else replace(column, percents=percents)


def _cast_table(intake: TakenTable, standard: Standard, repaired: Mapping[_Address, Repaired]) -> None:
    table, raw = intake.matched.table, intake.matched.raw
    columns: dict[str, ExtensionArray] = {}
    for name, wanted in table.fields.items():
        if name not in intake.cells:
            columns[name] = _blank_column(wanted.type, len(raw.rows)).array
        elif (column := _cast_column(intake, wanted, standard, repaired[table.name, name])) is not None:
            columns[name] = column.array
    index = pd.RangeIndex(len(raw.rows))  # said, so that pandas need not align column after column
    intake.frame = pd.DataFrame({**columns, ROW: raw.rows}, index=index, copy=False)


def _cast_column(intake: TakenTable, wanted: Field, standard: Standard, mended: Repaired) -> pd.Series | None:
    """Cast one column and note its faults; None of one of texts, which is kept apart."""
    name, cells = wanted.name, intake.cells[wanted.name]
    own = mended.decimal_sign or intake.decimal_sign
    done = cast(mended.cells, wanted, own, standard.code_list_of(wanted), mended.doubts)
    if done.is_as_written and not mended.faults:
        del intake.cells[name]
    said = [_with_what_stands_there(each, cells) for each in done.faults]
    intake.faults += _faults_of_column(said, mended, intake.matched.raw)
    if cells.in_per_cent is not None:
        refused = [each for each in said if each.kind.severity is Severity.BLOCKS]
        intake.faults += leave_out(numbers_in_per_cent(wanted, intake.cells), refused)
    if isinstance(done.column, NumberedTexts):
        intake.texts[name] = done.column
        return None
    return done.column


def _note_sign_for_another(intake: TakenTable, standard: Standard, reading: Reading) -> None:
    """Say once that a sign stands for another, and read on with the right one where that is certain."""
    found = sign_for_another(intake.read(standard), intake.faults) if len(intake.frame) else None
    if found is None:
        return
    if found.unreadable:
        note_swapped(intake, found.fault, found.unreadable)
        return
    read_again(intake, standard, reading, found.mended)
    intake.faults.append(found.fault)


def _note_swapped_columns(intake: TakenTable, standard: Standard) -> None:
    """Say once that two headers changed places, instead of what is wrong with each cell below them."""
    swapped = swapped_columns(intake.read(standard), intake.faults) if len(intake.frame) else None
    if swapped is not None:
        note_swapped(intake, *swapped)


def note_swapped(intake: TakenTable, fault: FieldFault, fields: Collection[str]) -> None:
    """Nobody knows what is in these columns: that is all that is said of them."""
    intake.faults = [*(each for each in intake.faults if each.field not in fields), fault]
    lacking = intake.matched.lacking | set(fields)
    intake.matched = replace(intake.matched, is_sound=False, lacking=lacking)
    intake.texts |= {each: _nothing(len(intake.frame)) for each in fields if each in intake.texts}


def _note_rows(intake: TakenTable, read: ReadTable, reading: Reading) -> None:
    of_rows = _about_rows(intake, read) if intake.signs is None else []
    shifted = [each for each in of_rows if each.is_mended]
    if shifted:
        moved = moved_back(_perhaps_named(intake, read), shifted)
        own = {name: cells for name, cells in moved.items() if name in read.matched.columns}
        read_again(intake, read.standard, reading, own)
    intake.faults = [
        with_day_beside(each, read) for each in [*intake.faults, *pasted_over(read, intake.faults)]
    ]
    if of_rows:
        _note_of_rows(intake, read, of_rows)
    intake.faults = with_shadows(intake.faults, shadows_beside(intake.faults, intake.read(read.standard)))


def _about_rows(intake: TakenTable, read: ReadTable) -> list[FieldFault]:
    """What is said of whole rows, or of all of a row from some column on."""
    seen = _perhaps_named(intake, read)
    columns = read.matched.columns
    moved = faults_of_rows(seen, intake.faults)
    moved += rows_of_lost_zeros(read, intake.faults, moved)
    found = [each for each in moved if each.field in columns]
    found += hardly_filled_rows(read, intake.faults, [each for each in found if each.is_of_row])
    return [*found, *rows_that_break_off(read, intake.faults, found)]


def _perhaps_named(intake: TakenTable, read: ReadTable) -> ReadTable:
    """With the columns that may be an absent field, where a cell is refused: its row may have moved."""
    is_refused = any(each.kind.severity is Severity.BLOCKS for each in intake.faults)
    return with_perhaps_named(read, intake.nameless) if intake.nameless and is_refused else read


def _note_of_rows(intake: TakenTable, read: ReadTable, of_rows: Sequence[FieldFault]) -> None:
    no_rows = [each for each in of_rows if not each.is_mended]
    shadows = [shadow for each in no_rows for shadow in shadows_of(each, read)]
    intake.faults = [*leave_out(intake.faults, [*no_rows, *shadows]), *of_rows, *shadows]
    _forget(intake, no_rows)


def read_again(intake: TakenTable, standard: Standard, reading: Reading, cells: Mapping[str, Cells]) -> None:
    """Read columns again with these cells, so that what is wrong with those is said instead."""
    intake.cells |= cells
    intake.faults = [each for each in intake.faults if each.field not in cells]
    columns = {name: _column(intake, name, each, standard) for name, each in cells.items()}
    for name, mended in repair_columns(columns, reading, intake.decimal_sign).items():
        wanted = intake.matched.table.fields[name]
        column = _cast_column(intake, wanted, standard, mended)
        if column is not None:
            intake.frame[name] = column


def _forget(intake: TakenTable, no_rows: list[FieldFault]) -> None:
    """What is no record, or stands nobody knows where, is nothing to hold other rows against."""
    columns = intake.matched.columns
    for fault in no_rows:
        for name in (each for each, at in columns.items() if at >= columns[fault.field]):
            if name in intake.texts:
                numbers = intake.texts[name].numbers.copy()
                numbers[fault.positions] = -1
                intake.texts[name] = replace(intake.texts[name], numbers=numbers)
            else:
                intake.frame.loc[fault.positions, name] = None


def _nothing(rows: int) -> NumberedTexts:
    return NumberedTexts.of(pc.dictionary_encode(pa.nulls(rows, pa.large_string())))


def _faults_of_column(cast_faults: list[FieldFault], mended: Repaired, raw: RawTable) -> list[FieldFault]:
    """The repairs of cells that are not refused all the same, and what the cast has to say."""
    refused = [each for each in cast_faults if each.kind.severity is Severity.BLOCKS]
    found = _worth_saying(cast_faults, mended, is_text_only=raw.is_text_only)
    of_cast = [_of_a_message(each) for each in found] if raw.origins is not None else found
    return [*leave_out(mended.faults, refused), *of_cast]


def _with_what_stands_there(fault: FieldFault, cells: Cells) -> FieldFault:
    """Say of a value that is missing when something stands there that counts as nothing."""
    if fault.kind is not cell_findings.MISSING_VALUE or not (seen := ~cells.blank[fault.positions]).any():
        return fault
    why = np.where(seen, "yes", "").astype(object)
    return replace(fault, row_facts={**fault.row_facts, AS_NOTHING: why})


def _of_a_message(fault: FieldFault) -> FieldFault:
    """What a message of somebody else lacks makes its row wait: the provider cannot fill it in."""
    is_missing = fault.kind is cell_findings.MISSING_VALUE
    return replace(fault, kind=ijw_findings.LACKS_VALUE) if is_missing else fault


def _worth_saying(faults: list[FieldFault], mended: Repaired, *, is_text_only: bool) -> list[FieldFault]:
    """Leave out that a number is text: where everything is, or where that is said by its repair."""
    as_text = [each for each in faults if each.kind is cell_findings.NUMBER_AS_TEXT]
    others = [each for each in faults if each.kind is not cell_findings.NUMBER_AS_TEXT]
    return others if is_text_only else [*others, *leave_out(as_text, mended.faults)]


def empty_table(table: Table) -> pd.DataFrame:
    """Return a typed table without rows, with every column that `Export` promises."""
    return _without_rows(tuple((name, each.type) for name, each in table.fields.items())).copy(deep=False)


@cache
def _without_rows(fields: tuple[tuple[str, FieldType], ...]) -> pd.DataFrame:
    """Made once for these fields, two milliseconds of work; who changes it is given a copy."""
    columns: dict[str, pd.Series] = {name: _blank_column(kind, 0) for name, kind in fields}
    return pd.DataFrame({**columns, ROW: pd.Series(dtype="int64"), QUARANTINE: pd.Series(dtype="str")})


def _blank_column(kind: FieldType, length: int) -> pd.Series:
    match kind:
        case FieldType.TEXT | FieldType.CODE:
            return pd.Series(index=range(length), dtype="str")
        case FieldType.DATE:
            return pd.Series(index=range(length), dtype="datetime64[s]")
        case FieldType.INTEGER | FieldType.MONEY | FieldType.DECIMAL:
            return pd.Series(index=range(length), dtype="Int64")


def whole_table(table: Table, intake: TakenTable) -> pd.DataFrame:
    """Write out every column in its place; each of text is let go of as a number of texts."""
    columns: dict[str, pd.Series | ExtensionArray] = {}
    for name in table.fields:
        columns[name] = intake.texts.pop(name).array() if name in intake.texts else intake.frame[name]
    waiting = codes_per_row(intake.faults, Severity.QUARANTINES, len(intake.frame))
    whole = {**columns, ROW: intake.frame[ROW], QUARANTINE: waiting.array}
    return pd.DataFrame(whole, index=intake.frame.index, copy=False)
