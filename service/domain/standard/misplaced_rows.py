"""Rows whose cells do not stand where they belong: moved aside together, or no record at all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from service.domain.findings import FindingKind, Severity
from service.domain.said import plain
from service.domain.standard.cells import Cell, Cells, Mask, shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as cell_kinds
from service.domain.standard.findings import tables as kinds
from service.domain.standard.fitting import ReadTable, misfits
from service.domain.standard.model import Field
from service.domain.wording import Wording

_BESIDE = Wording(
    " Of staat de datum een cel te ver naar rechts, in {cell}?",
    " Or is the date one cell too far to the right, in {cell}?",
)
_END = "einddatum"
_LEAST_FAULTS = 2
"""Of a row that is looked at where many rows have one."""
_MOST_ROWS, _MOST_SHARE = 3, 0.05
"""What is wrong in more rows than these is no matter of single rows."""
_LEAST_MOVED = 2
"""Filled cells that fit again when they are moved back."""
_LEAST_MISFITS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Some rows of a table by the order of its columns, each array of rows by columns."""

    fields: Sequence[Field]
    blank: Mask
    misfits: Mask
    """Cells that cannot be what their column holds."""
    misfits_moved: Mask
    """Cells whose neighbour on the right cannot be what their column holds."""
    counts_on: Mask
    """Per row whether its cells number the columns: 1, 2, 3."""
    required: Mask
    """Per column."""

    @classmethod
    def of(cls, table: ReadTable, positions: npt.NDArray[np.intp]) -> Self:
        """Look at these rows alone."""
        which = np.zeros(table.rows, bool)
        which[positions] = True
        fields = table.fields_in_order
        cells = [table.cells_of(each.name).keep(which) for each in fields]
        nothing = np.zeros(len(positions), bool)
        places = [table.matched.columns[each.name] for each in fields]
        moved = [
            misfits(cells[at + 1], fields[at], table) if places[at + 1] == places[at] + 1 else nothing
            for at in range(len(fields) - 1)
        ]
        return cls(
            fields=fields,
            blank=np.stack([each.blank for each in cells], axis=1),
            misfits=np.stack(
                [misfits(each, field, table) for each, field in zip(cells, fields, strict=True)], axis=1
            ),
            misfits_moved=np.stack([*moved, nothing], axis=1),
            counts_on=np.array([_counts_on(row) for row in zip(*cells, strict=True)]),
            required=np.array([each.required for each in fields]),
        )

    def gap_of(self, row: int) -> int | None:
        """The empty cell from which a row stands one to the right: moved back, everything fits."""
        wrong = np.flatnonzero(self.misfits[row] | (self.blank[row] & self.required))
        gaps = np.flatnonzero(self.blank[row])
        possible = gaps[gaps <= wrong[0]][::-1].tolist() if len(wrong) else []
        return next((gap for gap in possible if self._fits_from(row, gap)), None)

    def _fits_from(self, row: int, gap: int) -> bool:
        becomes_blank = np.append(self.blank[row, gap + 1 :], True)
        lacks = becomes_blank & self.required[gap:]
        is_enough = np.count_nonzero(~becomes_blank) >= _LEAST_MOVED
        return bool(is_enough and not lacks.any() and not self.misfits_moved[row, gap:].any())

    def is_no_record(self, row: int) -> bool:
        """Whether it numbers the columns, is hardly filled, or holds mostly what cannot be in its columns."""
        wrong, filled = self.count_of_misfits(row), self.count_of_filled(row)
        lacking = np.count_nonzero(self.blank[row] & self.required)
        is_hardly_filled = lacking >= _LEAST_MISFITS and 2 * lacking > np.count_nonzero(self.required)
        is_a_note = filled == wrong == 1 and lacking > 0
        is_mostly_wrong = 2 * wrong > filled and (wrong >= _LEAST_MISFITS or is_hardly_filled)
        return bool(self.counts_on[row] or is_a_note or is_mostly_wrong)

    def count_of_misfits(self, row: int) -> int:
        """How many cells cannot be what their column holds."""
        return int(np.count_nonzero(self.misfits[row]))

    def count_of_filled(self, row: int) -> int:
        """How many cells are filled."""
        return int(np.count_nonzero(~self.blank[row]))


def faults_of_rows(table: ReadTable, faults: Sequence[FieldFault]) -> list[FieldFault]:
    """One fault for each of few rows whose cells stand in the wrong place.

    Of one that is no record it speaks for the whole row; of one that moved aside see `moved_back`.
    """
    suspects = _suspects(table, faults)
    if not len(suspects):
        return []
    rows, found = _Rows.of(table, suspects), []
    for at, position in enumerate(suspects.tolist()):
        gap = rows.gap_of(at)
        if gap is not None:
            name = rows.fields[gap].name
            cell = f"{table.matched.letter(name)}{table.matched.raw.rows[position]}"
            found.append(replace(_fault(kinds.ROW_SHIFTED, name, position, {"cell": cell}), is_mended=True))
        elif rows.is_no_record(at):
            counts = {"filled": str(rows.count_of_filled(at)), "found": str(rows.count_of_misfits(at))}
            fault = _fault(kinds.ROW_IS_NONE, rows.fields[0].name, position, counts)
            found.append(replace(fault, is_of_row=True))
    return found


def moved_back(table: ReadTable, shifted: Sequence[FieldFault]) -> dict[str, Cells]:
    """The columns in which a cell changes when these rows move back, each as it then is."""
    names, places = [each.name for each in table.fields_in_order], table.matched.columns
    where = {name: np.zeros(table.rows, bool) for name in names}
    for fault in shifted:
        for name in names[names.index(fault.field) :]:
            where[name][fault.positions] = True
    nothing = Cells.of_text(pa.nulls(table.rows, pa.large_string()))
    after = [
        table.cells_of(beside) if places[beside] == places[name] + 1 else nothing
        for name, beside in pairwise(names)
    ]
    return {
        name: table.cells_of(name).with_cells_of(beside, where[name])
        for name, beside in zip(names, [*after, nothing], strict=True)
        if where[name].any()
    }


def with_day_beside(fault: FieldFault, table: ReadTable) -> FieldFault:
    """Of few begins that lack: ask whether the end, in the cell on the right, is the day that is meant."""
    columns = table.matched.columns
    is_beside = columns.get(_END, -1) == columns.get(fault.field, -1) + 1
    is_about_begins = fault.kind is cell_kinds.MISSING_VALUE and is_beside
    if not is_about_begins or table.matched.table.fields[_END].required or len(fault.positions) > _MOST_ROWS:
        return fault
    is_filled = ~table.cells_of(_END).blank[fault.positions]
    said = [
        _BESIDE.filled({"cell": f"{table.matched.letter(_END)}{row}"}) if filled else ""
        for row, filled in zip(
            table.matched.raw.rows[fault.positions].tolist(), is_filled.tolist(), strict=True
        )
    ]
    return replace(fault, row_facts={**fault.row_facts, "beside": np.array(said, object)})


def _suspects(table: ReadTable, faults: Sequence[FieldFault]) -> npt.NDArray[np.intp]:
    """The few rows with a cell that is refused or no code of its list; with several where many have one."""
    refused = [each.positions for each in faults if each.kind.severity is Severity.BLOCKS]
    wrong = [*refused, *(rows for _, rows in table.unknown_codes())]
    if not wrong:
        return np.zeros(0, np.intp)
    counts, most = np.bincount(np.concatenate(wrong), minlength=table.rows), _MOST_SHARE * table.rows
    for least in (1, _LEAST_FAULTS):
        suspects = np.flatnonzero(counts >= least)
        if len(suspects) <= max(_MOST_ROWS, most):
            return suspects
    return suspects[:0]


def _counts_on(cells: Sequence[Cell]) -> bool:
    """Tell whether filled cells are numbers that count on by one, as somebody numbers columns."""
    written = [str(plain(shown(cell))).strip() for cell in cells]
    numbers = [int(each) for each in written if each.isascii() and each.isdigit()]
    is_all = len(numbers) == sum(map(bool, written)) >= _LEAST_MISFITS
    return is_all and np.array_equal(np.diff(numbers), np.ones(len(numbers) - 1))


def _fault(kind: FindingKind, field: str, position: int, facts: Mapping[str, str]) -> FieldFault:
    at = np.array([position], np.intp)
    return FieldFault(kind=kind, field=field, positions=at, facts=dict(facts))
