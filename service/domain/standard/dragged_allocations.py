"""Many rows that contradict their allocations: perhaps a column of those was dragged down or sorted alone."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from service.domain.findings import DRAGGED
from service.domain.said import plain
from service.domain.standard.cells import shown
from service.domain.standard.dragged_columns import is_of_no_time
from service.domain.standard.faults import FieldFault
from service.domain.standard.fitting import ReadTable
from service.domain.standard.order_by_chance import count_on, is_no_chance
from service.domain.wording import OR, Wording, joined

_BEGIN, _END = "ingangsdatum", "einddatum"
_NUMBER, _MUNICIPALITY = "toewijzingnummer", "gemeentecode"
_HELD_AGAINST: Mapping[str, tuple[str, ...]] = {
    "allocation-missing": (_NUMBER,),
    "outside-allocation": (_BEGIN, _END),
    "start-before-allocation": (_BEGIN,),
    "start-after-allocation": (_END,),
    "stop-after-allocation": (_END,),
    "product-period-begins-late": (_BEGIN,),
    "product-period-ends-early": (_END,),
    "measured-before-allocation": (_BEGIN,),
    "product-not-allocated": ("productcode",),
    "category-not-allocated": ("productcategorie",),
    "unit-not-allocated": ("eenheid",),
    "volume-over-allocated": ("volume",),
    "total-volume-over-allocated": ("volume",),
    "budget-exceeded": ("budget",),
}
"""Per rule the columns of the allocations that it holds rows against."""
_LEAST_ROWS, _LEAST_SHARE = 3, 0.25
"""Rows that break the rule, and of all rows: fewer are no matter of a column that is the same all over."""
_LEAST_OF_SORTED = 0.05
_LEAST_ALLOCATIONS, _NEARLY_ALL = 4, 0.9
_ON = Wording("kolom {letter} ({field}) op blad toewijzing", "column {letter} ({field}) of sheet toewijzing")


def with_allocations_dragged(
    faults: Sequence[FieldFault], rows: int, allocations: ReadTable
) -> list[FieldFault]:
    """The same faults of a table with so many rows, that ask in front after columns of the allocations.

    After one that is the same nearly all over where many rows contradict it, and after one that counts on or
    stands in an order that is no chance where a few do; then of whatever that column is held against.
    """
    broken: dict[str, int] = {}
    for fault in faults:
        for name in _names(fault, allocations):
            broken[name] = max(broken.get(name, 0), len(fault.positions))
    asked = [name for name, count in broken.items() if _is_odd(name, count, rows, allocations)]
    return [_asking(each, asked, allocations) for each in faults] if asked else list(faults)


def _names(fault: FieldFault, allocations: ReadTable) -> list[str]:
    names = () if fault.is_shadow else _HELD_AGAINST.get(fault.kind.code, ())
    return [name for name in names if name in allocations.matched.columns]


def _is_odd(name: str, count: int, rows: int, allocations: ReadTable) -> bool:
    if count < max(1, _LEAST_OF_SORTED * rows) or is_of_no_time(name, allocations):
        return False
    is_of_many = count >= max(_LEAST_ROWS, _LEAST_SHARE * rows)
    if name == _NUMBER:
        return is_of_many and are_numbers_dragged(allocations)
    texts = [str(plain(shown(each))) for each in allocations.some_of(name)]
    return (is_of_many and _are_same(texts)) or is_no_chance(texts) or count_on(texts)


def are_numbers_dragged(allocations: ReadTable) -> bool:
    """Whether the numbers of the allocations count on over municipalities, of which each has its own."""
    columns = allocations.matched.columns
    if not {_NUMBER, _MUNICIPALITY} <= columns.keys():
        return False
    numbers = [str(plain(shown(each))) for each in allocations.some_of(_NUMBER)]
    return count_on(numbers) and len({plain(shown(each)) for each in allocations.some_of(_MUNICIPALITY)}) > 1


def _asking(fault: FieldFault, asked: Sequence[str], allocations: ReadTable) -> FieldFault:
    names = [name for name in _names(fault, allocations) if name in asked]
    said = [_ON.fill(letter=allocations.matched.letter(name), field=name) for name in names]
    own = fault.facts.get(DRAGGED, "")
    every = [*([own] if isinstance(own, Wording) else []), *said]
    return replace(fault, facts={**fault.facts, DRAGGED: joined(OR, every)}) if said else fault


def _are_same(texts: Sequence[str]) -> bool:
    filled = [each for each in texts if each]
    most = max(map(filled.count, set(filled)), default=0)
    return len(texts) >= _LEAST_ALLOCATIONS and most >= _NEARLY_ALL * len(texts)
