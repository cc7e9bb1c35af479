"""Two columns whose headers changed places, where that follows from what rows say of each other."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from service.domain.findings import Severity
from service.domain.standard.cast_tables import TakenTable, note_swapped, read_again
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.fitting import ReadTable, is_telling, misfits
from service.domain.standard.model import Field, Standard
from service.domain.standard.repairs import Reading
from service.domain.standard.repairs.numbers import NUMBERS
from service.domain.standard.swapped_columns import fault_of_swapped

Tables = Mapping[str, TakenTable]
Check = Callable[[Tables], None]
"""Holds all tables against each other, and notes what is wrong with each."""
Pair = tuple[str, str]
"""The field that holds what it cannot, and the one that may have its cells."""

_MOST_TRIED = 4
"""Pairs of columns of one table: each costs a check of all tables."""
_MOST_ROWS = 50_000
"""Of all tables: in more than these chance plays no part, and the share of misfits says enough."""
_LEAST_GONE = 3
"""Rows with a fault in another column than the wrong one, that is gone when the two are exchanged."""
_LEAST_SHARE = 0.75
"""Of all rows: those of which the cell of the wrong column lacks or is wrong."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """In how many rows something is wrong, once per kind of fault and field."""

    everywhere: int
    of_pair: int
    of_wrong: int
    """In the column of the pair that holds what it cannot."""

    @classmethod
    def of(cls, tables: Tables, name: str, pair: Pair) -> "_Counts":
        """Count in all tables, and in a pair of columns of the table with this name."""
        own = tables[name].faults
        return cls(
            sum(_rows(each.faults) for each in tables.values()),
            _rows(each for each in own if each.field in pair),
            _rows(each for each in own if each.field == pair[0]),
        )


def _rows(faults: Iterable[FieldFault]) -> int:
    return sum(len(each.positions) for each in faults if not each.kind.is_repair)


def note_proven_swaps(tables: Tables, standard: Standard, reading: Reading, check: Check) -> None:
    """Note two headers that changed places where everything agrees once their cells are read the other way.

    Only what could not be told from the two columns alone is looked at: numbers that happen to be codes. What
    proves it are the other columns of the row and the rows of other tables, checked by all rules both ways.
    """
    if sum(len(each.frame) for each in tables.values()) > _MOST_ROWS:
        return
    for name, intake in tables.items():
        read = intake.read(standard)
        pairs = [] if _is_said(intake) or not len(intake.frame) else list(_pairs(intake, read))
        if 0 < len(pairs) <= _MOST_TRIED:
            proven = list(_proven(tables, name, pairs, (standard, reading, check)))
            if len(set(map(frozenset, proven))) == 1:  # of two lists that overlap both are suspected
                note_swapped(intake, fault_of_swapped(read, *proven[0]), proven[0])


def _is_said(intake: TakenTable) -> bool:
    return any(each.kind is table_findings.COLUMNS_SWAPPED for each in intake.faults)


def _proven(
    tables: Tables, name: str, pairs: list[Pair], way: tuple[Standard, Reading, Check]
) -> Iterator[Pair]:
    """The pairs of which nothing is wrong with either the other way round, and much is as it stands."""
    standard, reading, check = way
    as_it_stands = _copies(tables)
    check(as_it_stands)
    for pair in pairs:
        swapped, read = _copies(tables), tables[name].read(standard)
        cells = [read.cells_of(each) for each in reversed(pair)]
        read_again(swapped[name], standard, reading, dict(zip(pair, cells, strict=True)))
        check(swapped)
        before, after = (_Counts.of(each, name, pair) for each in (as_it_stands, swapped))
        if _is_proven(before, after, read.rows):
            yield pair


def _is_proven(before: _Counts, after: _Counts, rows: int) -> bool:
    gone = before.everywhere - after.everywhere - before.of_wrong
    is_wrong_throughout = before.of_wrong >= max(_LEAST_GONE, _LEAST_SHARE * rows)
    return after.of_pair == 0 and gone >= 0 and (gone >= _LEAST_GONE or is_wrong_throughout)


def _copies(tables: Tables) -> dict[str, TakenTable]:
    """The same tables, of which anything may be noted."""
    return {
        name: replace(
            each,
            cells=dict(each.cells),
            texts=dict(each.texts),
            frame=each.frame.copy(deep=False),
            faults=list(each.faults),
        )
        for name, each in tables.items()
    }


def _pairs(intake: TakenTable, read: ReadTable) -> Iterator[Pair]:
    """Each field of days or codes that holds something else, with those that could have its cells."""
    for wrong in _suspects(intake, read):
        for other in read.fields_in_order:
            if other.name != wrong.name and _fit_each_other(read, wrong, other):
                yield wrong.name, other.name


def _suspects(intake: TakenTable, read: ReadTable) -> list[Field]:
    refused = (each.field for each in intake.faults if each.kind.severity is Severity.BLOCKS)
    unknown = (name for name, _ in read.unknown_codes())
    fields = intake.matched.table.fields
    names = dict.fromkeys(each for each in (*refused, *unknown) if each in intake.matched.columns)
    return [field for each in names if is_telling(field := fields[each]) and _has_misfits(read, field)]


def _has_misfits(read: ReadTable, field: Field) -> bool:
    return bool(misfits(read.some_of(field.name), field, read).any())


def _fit_each_other(read: ReadTable, one: Field, other: Field) -> bool:
    """Whether the cells of either may stand under the other's name: of days, codes and numbers."""
    cells, beside = read.some_of(one.name), read.some_of(other.name)
    if beside.blank.all() or not (is_telling(other) or other.type in NUMBERS):
        return False
    of_both = ((beside, one), (cells, other))
    return not any(misfits(each, wanted, read, is_nothing_one=True).any() for each, wanted in of_both)
