"""Two rows that contradict their allocations: perhaps they have each other's number or municipality."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from service.domain.findings import EXCHANGED
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.columns import Columns
from service.domain.standard.faults import FieldFault
from service.domain.standard.links import ALLOCATION
from service.domain.standard.rules.rule import Tables
from service.domain.wording import Wording

_PLACE, _NUMBER = "gemeentecode", "toewijzingnummer"
_PRODUCT = ("productcategorie", "productcode")
_BEGIN, _FROM, _END = "begindatum", "ingangsdatum", "einddatum"
_CONTRADICTS = frozenset(
    {
        "allocation-missing",
        "category-not-allocated",
        "outside-allocation",
        "product-not-allocated",
        "start-after-allocation",
        "start-before-allocation",
        "stop-after-allocation",
    }
)
"""What says that a row is not of the allocation that it names."""
_FOLLOWS = frozenset({"product-period-begins-late", "start-before-stop", "start-twice", "unit-not-allocated"})
"""What else may be so of such a row, and of one that has the same allocation."""
_MOST_ROWS, _MOST_ALLOCATIONS = 4, 5_000
_ASKED = Wording(
    "Hebben rij {one} en rij {other} elkaars {field} ({mine} en {theirs})",
    "Do rows {one} and {other} have each other's {field} ({mine} and {theirs})",
)
Key = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """The rows of a table that contradict their allocations, and the allocations by their key."""

    rows: Columns
    allocations: Columns
    there: Mapping[Key, int]

    def fit(self, at: int, key: Key) -> bool:
        """Whether a row agrees with the allocation of this key, in its product and its days."""
        place = self.there.get(key)
        if place is None:
            return False
        row = self.rows.at(np.array([at], np.intp))
        allocation = self.allocations.at(np.array([place], np.intp))
        known = [name for name in _PRODUCT if self._both_have(name, name)]
        if any(row.differs(name, allocation).any() for name in known):
            return False
        return not any(
            _is_outside(row.day(mine)[0], allocation.day(theirs)[0], theirs)
            for mine in (_BEGIN, _END)
            for theirs in (_FROM, _END)
            if self._both_have(mine, theirs)
        )

    def _both_have(self, mine: str, theirs: str) -> bool:
        pairs = ((self.rows, mine), (self.allocations, theirs))
        return all(each.has_column(name) and each.knows(name) for each, name in pairs)


def note_exchanged_numbers(intakes: Mapping[str, TakenTable], tables: Tables) -> None:
    """Ask of the two rows of a table that contradict their allocations whether they changed a cell.

    Both contradict as they stand and neither does once they have each other's number, or municipality; no
    other two do.
    """
    if ALLOCATION not in intakes or len(tables[ALLOCATION]) > _MOST_ALLOCATIONS:
        return
    if not tables[ALLOCATION].knows(_PLACE, _NUMBER):
        return
    for name, intake in intakes.items():
        if intake.matched.table.reference is None or not tables[name].knows(_PLACE, _NUMBER):
            continue
        wrong = _contradicting(intake.faults)
        found = list(_exchanged(tables[name], tables[ALLOCATION], wrong)) if len(wrong) > 1 else []
        if len(found) == 1:
            intake.faults = [_asking(each, *found[0], intake) for each in intake.faults]


def _contradicting(faults: Sequence[FieldFault]) -> npt.NDArray[np.intp]:
    """The rows that do; none where those are many, for then nobody changed two cells."""
    wrong = [each.positions for each in faults if each.kind.code in _CONTRADICTS and not each.is_shadow]
    rows = np.unique(np.concatenate(wrong)) if wrong else np.zeros(0, np.intp)
    return rows if len(rows) <= _MOST_ROWS else rows[:0]


def _exchanged(
    rows: Columns, allocations: Columns, wrong: npt.NDArray[np.intp]
) -> Iterator[tuple[tuple[int, int], str, tuple[str, str]]]:
    """Pairs of rows, the field of which they have each other's, and what either says there."""
    there = {key: at for at, key in enumerate(_keys(allocations, np.arange(len(allocations))))}
    held = _Rows(rows=rows, allocations=allocations, there=there)
    keys = dict(zip(wrong.tolist(), _keys(rows, wrong), strict=True))
    for one, other in combinations(keys, 2):
        (place, number), (elsewhere, another) = keys[one], keys[other]
        if number != another and held.fit(one, (place, another)) and held.fit(other, (elsewhere, number)):
            yield (one, other), _NUMBER, (str(number), str(another))
        if place != elsewhere and held.fit(one, (elsewhere, number)) and held.fit(other, (place, another)):
            yield (one, other), _PLACE, (place, elsewhere)


def _keys(columns: Columns, positions: npt.NDArray[np.intp]) -> list[Key]:
    own = columns.at(positions)
    places = own.series(_PLACE).fillna("").tolist()
    return list(zip(places, own.number(_NUMBER).tolist(), strict=True))


def _is_outside(day: np.datetime64, limit: np.datetime64, which: str) -> bool:
    """Whether a day is before the first or after the last; a day that lacks is in no way."""
    return bool(day < limit if which == _FROM else day > limit)


def _asking(
    fault: FieldFault, pair: tuple[int, int], field: str, said: tuple[str, str], intake: TakenTable
) -> FieldFault:
    """The same fault, that asks so at the two rows."""
    is_one = np.isin(fault.positions, pair)
    if fault.others is not None:
        is_one |= np.isin(fault.others, pair)
    if fault.kind.code not in _CONTRADICTS | _FOLLOWS or not is_one.any():
        return fault
    numbers = intake.matched.raw.rows
    facts = {"one": numbers[pair[0]], "other": numbers[pair[1]], "field": field}
    words = _ASKED.fill(**facts, mine=said[0], theirs=said[1])
    asked = np.full(len(fault.positions), "", object)
    asked[is_one] = words
    return replace(fault, row_facts={**fault.row_facts, EXCHANGED: asked})
