"""Whether cells would fit a field, for cells that may have come to stand in the wrong place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from service.domain.findings import Severity
from service.domain.standard.casting import cast
from service.domain.standard.cells import Cells, Mask
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.findings import cells as kinds
from service.domain.standard.matching import MatchedTable
from service.domain.standard.model import Field, FieldType, Standard
from service.domain.standard.repairs import DayOrder, Reading, column_of, repair_columns

_SAY_NOTHING = (kinds.MISSING_VALUE, kinds.FORMULA_WITHOUT_VALUE, kinds.ERROR_CELL)
"""What is wrong with a cell that does not tell where its value belongs."""
_LENIENT = Reading(day_order=DayOrder.DAY_FIRST)
"""What may be read in some way fits: that is not the question here."""

_LOOKED_AT = 300
"""Rows of a column that stand for all of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """A table that was cast, with its cells as they were read."""

    matched: MatchedTable
    cells: Mapping[str, Cells]
    texts: Mapping[str, NumberedTexts]
    """Columns that say letter for letter what they were cast to need no cells."""
    standard: Standard
    decimal_sign: str

    @property
    def rows(self) -> int:
        """How many."""
        return len(self.matched.raw.rows)

    @property
    def fields_in_order(self) -> list[Field]:
        """The fields that the sheet has, as their columns stand there."""
        names = sorted(self.matched.columns, key=lambda name: self.matched.columns[name])
        return [self.matched.table.fields[name] for name in names]

    def unknown_codes(self) -> Iterator[tuple[str, npt.NDArray[np.intp]]]:
        """The fields with cells that hold no code of their list, and in which rows."""
        for name, numbered in self.texts.items():
            code_list = self.standard.code_list_of(self.matched.table.fields[name])
            if code_list is not None:
                known = numbered.are_in(code_list)
                if not known.all():
                    yield name, np.flatnonzero(~np.append(known, True)[numbered.numbers])

    def cells_of(self, name: str) -> Cells:
        """The cells of a field that the sheet has."""
        if name in self.cells:
            return self.cells[name]
        numbered = self.texts[name]
        return Cells(text=pa.DictionaryArray.from_arrays(numbered.places, numbered.different))

    def some_of(self, name: str, but: int | None = None) -> Cells:
        """Cells of a column from all over the table: what is so of all of them is so of the column.

        `but`: the position of a row to leave out.
        """
        which = np.zeros(self.rows, bool)
        which[np.linspace(0, self.rows - 1, min(self.rows, _LOOKED_AT)).astype(np.intp)] = True
        if but is not None:
            which[but] = False
        return self.cells_of(name).keep(which)


def misfits(cells: Cells, field: Field, table: ReadTable, *, is_nothing_one: bool = False) -> Mask:
    """Per cell whether it cannot be a value of the field; an empty one never is a misfit.

    `is_nothing_one`: what is read as nothing there, such as a dash, is a misfit as well.
    """
    code_list = table.standard.code_list_of(field)
    column = column_of(field, code_list, cells)
    mended = repair_columns({field.name: column}, _LENIENT, table.decimal_sign)[field.name]
    done = cast(mended.cells, field, table.decimal_sign, code_list, mended.doubts)
    wrong: Mask = mended.cells.empty if is_nothing_one else np.zeros(len(cells), bool)
    for fault in done.faults:
        if fault.kind.severity is Severity.BLOCKS and fault.kind not in _SAY_NOTHING:
            wrong[fault.positions] = True
    if code_list is not None and isinstance(done.column, NumberedTexts):
        known = done.column.are_in(code_list)
        wrong |= ~np.append(known, True)[done.column.numbers]
    return wrong & ~cells.blank if wrong.any() else wrong


def is_free(field: Field) -> bool:
    """Whether just any text may stand in the field."""
    return field.type is FieldType.TEXT and not (field.pattern or field.code_list)


def is_telling(field: Field) -> bool:
    """Whether days or codes of a list belong in the field: hardly another cell looks like one."""
    return field.type is FieldType.DATE or bool(field.code_list)
