"""Rows whose cells do not stand where they belong: moved aside together, or no record at all."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as of
from typing import Self

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from service.domain.findings import FindingKind, Severity
from service.domain.said import Fact, plain
from service.domain.standard.cells import Cell, Cells, Mask, shown
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as cell_kinds
from service.domain.standard.findings import rows as kinds
from service.domain.standard.fitting import ReadTable, is_telling, misfits
from service.domain.standard.model import Field
from service.domain.wording import Wording

_OR_ONE = Wording(
    ", of verbeter alleen cel {cell} als de andere kloppen",
    ", or mend cell {cell} alone if the others are right",
)
_LEAST_FAULTS = 2
"""Of a row that is looked at where many rows have one."""
_MOST_ROWS, _MOST_SHARE = 3, 0.05
"""What is wrong in more rows than these is no matter of single rows."""
_LOOKED_BACK = 3
"""Columns before the first that is wrong in which a cell may have been lost."""
_LEAST_BETTER = (2, 3)
"""Cells that do not fit where they stand, by how many would not fit either when they are moved back."""
_LEAST_MOVED = 2
"""Filled cells that fit again when they are moved back."""
_LEAST_MISFITS = 5
_MOST_APART = 20
"""Rows of a small table of one's own, below another."""
_THERE = Wording("in kolom {last}", "in column {last}")
_SOMEWHERE = Wording("ergens in kolom {first} tot en met {last}", "somewhere in columns {first} to {last}")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """Some rows of a table by the order of its columns, each array of rows by columns."""

    table: ReadTable
    positions: npt.NDArray[np.intp]
    fields: Sequence[Field]
    cells: Sequence[Cells]
    """Of these rows, column by column."""
    next_ones: frozenset[int]
    """The columns of which the one that follows is the next one on the sheet."""
    blank: Mask
    misfits: Mask
    """Cells that cannot be what their column holds."""
    counts_on: Mask
    """Per row whether its cells number the columns: 1, 2, 3."""
    required: Mask
    """Per column."""
    tells: Mask
    """Per column whether days or codes of a list belong in it."""
    moved: dict[int, Mask] = of(default_factory=dict)
    beside: dict[int, Mask] = of(default_factory=dict)
    """What was asked of a column before: most rows are told by a few."""

    @classmethod
    def of(cls, table: ReadTable, positions: npt.NDArray[np.intp]) -> Self:
        """Look at these rows alone."""
        which = np.zeros(table.rows, bool)
        which[positions] = True
        fields = table.fields_in_order
        cells = [table.cells_of(each.name).keep(which) for each in fields]
        places = np.array([table.matched.columns[each.name] for each in fields])
        return cls(
            table=table,
            positions=positions,
            fields=fields,
            cells=cells,
            next_ones=frozenset(np.flatnonzero(np.diff(places) == 1).tolist()),
            blank=np.stack([each.blank for each in cells], axis=1),
            misfits=np.stack(
                [misfits(each, field, table) for each, field in zip(cells, fields, strict=True)], axis=1
            ),
            counts_on=np.array([_counts_on(row) for row in zip(*cells, strict=True)]),
            required=np.array([each.required for each in fields]),
            tells=np.array([is_telling(each) for each in fields]),
        )

    def _misfits_moved(self, row: int, column: int) -> bool:
        """Whether the neighbour on the right of a cell cannot be what its column holds."""
        if column not in self.next_ones:
            return False
        if column not in self.moved:
            self.moved[column] = misfits(self.cells[column + 1], self.fields[column], self.table)
        return bool(self.moved[column][row])

    def _misfits_beside(self, row: int, column: int) -> bool:
        """Whether a cell cannot be what the column on the right holds; so where that is not the next one."""
        if column not in self.next_ones:
            return column < len(self.fields) - 1
        if column not in self.beside:
            self.beside[column] = misfits(self.cells[column], self.fields[column + 1], self.table)
        return bool(self.beside[column][row])

    def _from(self, column: int) -> range:
        return range(column, len(self.fields))

    def gap_of(self, row: int) -> int | None:
        """The empty cell from which a row stands one to the right: moved back, what follows fits."""
        wrong = np.flatnonzero(self.misfits[row] | (self.blank[row] & self.required))
        gaps = np.flatnonzero(self.blank[row])[::-1].tolist() if len(wrong) else []
        certain = (gap for gap in gaps if gap <= wrong[0] and self._fits_from(row, gap))
        likely = [gap for gap in gaps if self._fits_better_from(row, gap)]
        best = min(likely, key=lambda gap: self._left_when_moved_from(row, gap), default=None)
        return next(certain, best)

    def _left_when_moved_from(self, row: int, gap: int) -> int:
        moved = sum(self._misfits_moved(row, at) for at in self._from(gap))
        return int(np.count_nonzero(self.misfits[row, :gap])) + moved

    def _fits_from(self, row: int, gap: int) -> bool:
        """Whether something does not fit where it stands, and everything when it is moved back."""
        may_be_better = self.misfits[row, gap:].any() and not self._lacks_from(row, gap)
        return bool(may_be_better) and not any(self._misfits_moved(row, at) for at in self._from(gap))

    def _fits_better_from(self, row: int, gap: int) -> bool:
        """Where other cells of the row are wrong as well: of some that do not fit at most one is left."""
        here = np.count_nonzero(self.misfits[row, gap:])
        if here < min(_LEAST_BETTER) or self._lacks_from(row, gap):
            return False
        left = sum(self._misfits_moved(row, at) for at in self._from(gap))
        return left < len(_LEAST_BETTER) and bool(here >= _LEAST_BETTER[left])

    def _lacks_from(self, row: int, gap: int) -> bool:
        """Whether moving back leaves a cell empty that must be filled, or moves too little to tell."""
        becomes_blank = np.append(self.blank[row, gap + 1 :], True)
        is_enough = np.count_nonzero(~becomes_blank) >= _LEAST_MOVED
        return bool(not is_enough or (becomes_blank & self.required[gap:]).any())

    def lost_at(self, row: int) -> tuple[int, int] | None:
        """Between which columns a cell was lost: from there on each cell fits the column on its right."""
        wrong = np.flatnonzero(self.misfits[row]).tolist() if self.blank[row, -1] else []
        fitting = (at for at in wrong if self._fits_beside_from(row, at))
        last = next((at for at in fitting if at == wrong[0] or at < wrong[-1]), None)
        if last is None or self._are_swapped(row, wrong):
            return None
        first = self.first_before(row, last)
        moved = np.count_nonzero(~self.blank[row, first:])
        return (first, last) if moved >= _LEAST_MOVED else None

    def is_code_of_next(self, row: int, column: int) -> bool:
        """Whether a code is letter for letter one of the empty cell on its right, and the rest fits so."""
        if column not in self.next_ones or not (self.blank[row, -1] and self.blank[row, column + 1]):
            return False
        codes = self.table.standard.code_list_of(self.fields[column + 1])
        written = str(plain(shown(self.cells[column][row])))
        return codes is not None and written in codes.codes and self._fits_beside_from(row, column)

    def _are_swapped(self, row: int, wrong: Sequence[int]) -> bool:
        """Whether two cells of days or codes that changed places explain all that is wrong."""
        pairs = ((at, at + 1) for at in range(max(wrong[0] - 1, 0), min(wrong[-1] + 1, len(self.fields) - 1)))
        return any(
            set(wrong) <= {one, other}
            and self.tells[one] & self.tells[other]
            and not (self.blank[row, one] | self.blank[row, other])
            and not (self._misfits_moved(row, one) or self._misfits_beside(row, one))
            for one, other in pairs
        )

    def first_before(self, row: int, last: int) -> int:
        """The first column in doubt; from a cell on that belongs one to the right already, if any."""
        wrong = np.flatnonzero(self.misfits[row, :last]).tolist()
        return self._first_in_doubt(
            row, next((at for at in wrong if not self._misfits_beside(row, at)), last)
        )

    def _first_in_doubt(self, row: int, last: int) -> int:
        """The first column in which the cell may have been that was lost in `last` or before."""
        first = last
        while first > max(last - _LOOKED_BACK, 0) and not self._is_in_its_place(row, first - 1):
            first -= 1
        while first < last and self.blank[row, first]:
            first += 1
        return first

    def _fits_beside_from(self, row: int, column: int) -> bool:
        lacks = self.blank[row, column:-1] & self.required[column + 1 :]
        return not (lacks.any() or any(self._misfits_beside(row, at) for at in self._from(column)))

    def _is_in_its_place(self, row: int, column: int) -> bool:
        """Whether a cell is a day or code beside none of those, or cannot stand one to the right."""
        is_blank = self.blank[row, column]
        leaves_empty = is_blank and self.required[column + 1]
        is_told = not is_blank and self.tells[column] and not self.tells[column + 1]
        return bool(leaves_empty or is_told or self._misfits_beside(row, column))

    def is_no_record(self, row: int) -> bool:
        """Whether it numbers the columns, is hardly filled, or holds mostly what cannot be in its columns."""
        wrong, filled = self.count_of_misfits(row), self.count_of_filled(row)
        lacking = np.count_nonzero(self.blank[row] & self.required)
        is_hardly_filled = lacking >= _LEAST_MISFITS and self.is_hardly_filled(row)
        is_a_note = filled == wrong == 1 and lacking > 0
        is_mostly_wrong = 2 * wrong > filled and (wrong >= _LEAST_MISFITS or is_hardly_filled)
        return bool(self.counts_on[row] or is_a_note or is_mostly_wrong)

    def is_hardly_filled(self, row: int) -> bool:
        """Whether half or more lacks of what must be filled."""
        lacking = np.count_nonzero(self.blank[row] & self.required)
        return bool(2 * lacking >= np.count_nonzero(self.required))

    def is_head_of_another(self, row: int, apart: npt.NDArray[np.intp]) -> bool:
        """Whether it begins a block of rows that stand apart, and none of its cells can be what it should."""
        position = self.positions[row]
        is_first = apart[position] > 0 and apart[position] != apart[position - 1]
        wrong = self.count_of_misfits(row)
        return bool(is_first and wrong >= _LEAST_FAULTS and wrong == self.count_of_filled(row))

    def misfits_from(self, row: int, column: int) -> list[int]:
        """The columns from there on of which the cell cannot be what it should."""
        return [column + int(at) for at in np.flatnonzero(self.misfits[row, column:])]

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
    rows, apart = _Rows.of(table, suspects), _apart(table)
    others = {
        block for at, block in enumerate(apart[suspects].tolist()) if rows.is_head_of_another(at, apart)
    }
    found = (
        _about(table, rows, at, is_apart=block > 0, is_of_another=block in others)
        for at, block in enumerate(apart[suspects].tolist())
    )
    return [each for each in found if each is not None]


def rows_of_lost_zeros(
    table: ReadTable, faults: Sequence[FieldFault], said: Sequence[FieldFault]
) -> list[FieldFault]:
    """One fault for each of few rows with a code that lacks zeros, but none in the empty cell beside it.

    Its neighbour on the left was lost: the zeros would make another code of it. `said`: the rows of which it
    is known already where their cells stand.
    """
    known = {int(at) for each in said for at in each.positions}
    return [
        fault
        for each in faults
        if each.kind is cell_kinds.LEADING_ZEROS_RESTORED and len(each.positions) <= _MOST_ROWS
        for fault in _one_to_the_left(table, each)
        if int(fault.positions[0]) not in known
    ]


def _one_to_the_left(table: ReadTable, restored: FieldFault) -> Iterator[FieldFault]:
    rows = _Rows.of(table, restored.positions)
    column = [each.name for each in rows.fields].index(restored.field)
    for at in range(len(restored.positions)):
        if rows.is_code_of_next(at, column):
            is_before = rows.count_of_misfits(at) > 0
            yield _about_lost(rows, at, (rows.first_before(at, column) if is_before else column, column))


def _about(
    table: ReadTable, rows: _Rows, at: int, *, is_apart: bool, is_of_another: bool
) -> FieldFault | None:
    """What is said of one of the looked at rows as a whole; None where its cells stand in their place."""
    position = int(rows.positions[at])
    moved = None if is_of_another else _about_moved(table, rows, at)
    if moved is not None:
        return moved
    if is_of_another or rows.is_no_record(at) or (is_apart and rows.is_hardly_filled(at)):
        counts = {"filled": str(rows.count_of_filled(at)), "found": str(rows.count_of_misfits(at))}
        fault = _fault(kinds.ROW_IS_NONE, rows.fields[0].name, position, counts)
        return replace(fault, is_of_row=True)
    return None


def _about_moved(table: ReadTable, rows: _Rows, at: int) -> FieldFault | None:
    """What is said of a row whose cells moved aside, to the right or to the left."""
    position, gap = int(rows.positions[at]), rows.gap_of(at)
    if gap is not None:
        name = rows.fields[gap].name
        number, wrong = table.matched.raw.rows[position], rows.misfits_from(at, gap)
        facts: dict[str, Fact] = {"cell": f"{table.matched.letter(name)}{number}"}
        if len(wrong) == 1 and not rows.required[gap]:  # what is empty lacks all the same
            alone = f"{table.matched.letter(rows.fields[wrong[0]].name)}{number}"
            facts["perhaps"] = _OR_ONE.filled({"cell": alone})
        return replace(_fault(kinds.ROW_SHIFTED, name, position, facts), is_mended=True)
    lost = rows.lost_at(at)
    return None if lost is None else _about_lost(rows, at, lost)


def _about_lost(rows: _Rows, at: int, lost: tuple[int, int]) -> FieldFault:
    """What is said of a row that lost a cell between these two columns."""
    first, last = (rows.fields[each].name for each in lost)
    letters = {"first": rows.table.matched.letter(first), "last": rows.table.matched.letter(last)}
    position = int(rows.positions[at])
    if first == last:
        there = _fault(kinds.ROW_SHIFTED_LEFT, last, position, {"where": _THERE.fill(**letters)})
        return replace(there, is_mended=True)
    return _fault(kinds.ROW_SHIFTED_LEFT, first, position, {"where": _SOMEWHERE.fill(**letters)})


def _apart(table: ReadTable) -> npt.NDArray[np.intp]:
    """Per row the number of its block, of rows that follow each other; 0 in the first and in long ones."""
    blocks = np.append(0, np.cumsum(np.diff(table.matched.raw.rows) > 1)) if table.rows else np.zeros(0, int)
    is_long = np.bincount(blocks, minlength=1)[blocks] > _MOST_APART
    apart: npt.NDArray[np.intp] = np.where(is_long, 0, blocks)
    return apart


def shadows_of(fault: FieldFault, table: ReadTable) -> list[FieldFault]:
    """What keeps other faults from being said of cells that stand nobody knows where: all from its own on."""
    columns = table.matched.columns
    if fault.is_of_row or fault.is_mended:
        return []
    behind = (name for name, at in columns.items() if at >= columns[fault.field])
    return [replace(fault, field=name, is_shadow=True) for name in behind]


def moved_back(table: ReadTable, shifted: Sequence[FieldFault]) -> dict[str, Cells]:
    """The columns in which a cell changes when these rows move back, each as it then is."""
    names = [each.name for each in table.fields_in_order]
    nothing = Cells.of_text(pa.nulls(table.rows, pa.large_string()))
    cells = {name: table.cells_of(name) for name in names}
    known = cells | {"": nothing}
    for fault in shifted:
        at, which = names.index(fault.field), np.zeros(table.rows, bool)
        which[fault.positions] = True
        is_left = fault.kind is kinds.ROW_SHIFTED_LEFT
        beside = ["", *names[at:-1]] if is_left else [*names[at + 1 :], ""]
        for name, other in zip(names[at:], beside, strict=True):
            is_next = not other or _are_next(table, other, name)
            cells[name] = cells[name].with_cells_of(known[other] if is_next else nothing, which)
    first = min(names.index(each.field) for each in shifted)
    return {name: cells[name] for name in names[first:]}


def _are_next(table: ReadTable, one: str, other: str) -> bool:
    return abs(table.matched.columns[one] - table.matched.columns[other]) == 1


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


def _fault(kind: FindingKind, field: str, position: int, facts: Mapping[str, Fact]) -> FieldFault:
    at = np.array([position], np.intp)
    return FieldFault(kind=kind, field=field, positions=at, facts=dict(facts))
