"""Rows that name an allocation that is not there: perhaps one that is there has the wrong number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import combinations

import numpy as np

from service.domain.findings import MOVED
from service.domain.standard.cast_tables import TakenTable
from service.domain.standard.cells import Mask
from service.domain.standard.columns import Columns, counted
from service.domain.standard.faults import FieldFault
from service.domain.standard.findings import cells as cell_findings
from service.domain.standard.links import ALLOCATION
from service.domain.standard.rules.rule import Tables
from service.domain.standard.ways_of_changing import Way, way_of_counting, ways_of_figures
from service.domain.wording import Wording

_CARE = "prestatie"
_MUNICIPALITY, _NUMBER = "gemeentecode", "toewijzingnummer"
_PRODUCT = ("productcategorie", "productcode")
Key = tuple[str, int]
"""Gemeentecode and toewijzingnummer."""

_MOST_MISSING, _MOST_EXCHANGED, _MOST_MISTYPED = 300, 20, 3
"""Allocations that are named and not there: of more nobody changed a few cells."""
_MOST_SURPLUS, _MOST_PAIRED = 1_000, 200
_MOST_ALLOCATIONS = 5_000
_LEAST_ALIKE, _LEAST_ELSEWHERE = 2, 0.75
"""Numbers that were changed in one way; and of all that lack, those that stand with another municipality."""
_CHANGED = Wording(
    "Waarschijnlijk hebben rij {one} en rij {other} elkaars toewijzingnummer ({first} en {second}). Wissel "
    "die om en haal geen rij weg, of",
    "Probably rows {one} and {other} have each other's toewijzingnummer ({first} and {second}). Exchange "
    "those and remove no row, or",
)
_ARE_CHANGED = Wording(
    "hebben op blad toewijzing rij {one} en rij {other} elkaars nummer ({first} en {second})",
    "do rows {one} and {other} of sheet toewijzing have each other's number ({first} and {second})",
)
_MISTYPED = Wording(
    "moet op blad toewijzing in rij {row} nummer {wanted} staan in plaats van {found}",
    "should row {row} of sheet toewijzing have number {wanted} instead of {found}",
)
_ALL_SO = Wording(
    "moet op blad toewijzing in rij {row} nummer {wanted} staan in plaats van {found}, en zijn de andere "
    "die ontbreken daar net zo veranderd",
    "should row {row} of sheet toewijzing have number {wanted} instead of {found}, and were the others "
    "that are missing there changed in the same way",
)
_ALL_SO_HERE = Wording(
    "moet hier nummer {found} staan, dat van rij {row} op blad toewijzing, en zijn de andere nummers hier "
    "net zo veranderd",
    "should this be number {found}, that of row {row} of sheet toewijzing, and were the other numbers here "
    "changed in the same way",
)
_MOVED_ALONE = Wording(
    "is op blad toewijzing kolom {letter} (gemeentecode) een rij verschoven of zonder de rest gesorteerd",
    "was column {letter} (gemeentecode) of sheet toewijzing moved by a row or sorted without the rest",
)
_STANDS_ELSEWHERE = Wording(
    " (nummer {number} staat daar in rij {row} bij gemeente {place})",
    " (number {number} is there in row {row} with municipality {place})",
)
_OTHER_PLACE = Wording(
    "moet op blad toewijzing in rij {row} gemeente {wanted} staan in plaats van {found}",
    "should row {row} of sheet toewijzing have municipality {wanted} instead of {found}",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Numbers:
    """The allocations that may have a wrong number, and the keys that are named and not there."""

    intake: TakenTable
    allocations: Columns
    care: Columns | None
    missing: frozenset[Key]
    surplus: tuple[int, ...]
    """Positions of those that no row names, or that have the key of another one."""
    unnamed: frozenset[int] = frozenset()
    """Of those the ones that no row names, of which each has a key of its own."""
    free: frozenset[int] = frozenset()
    """Of those all that no row names, also where several have one key."""
    keys: Mapping[int, Key] = field(default_factory=dict)
    """By what rows would name each of the surplus."""

    def key(self, position: int) -> Key:
        """By what rows would name this allocation."""
        return self.keys[position] if position in self.keys else _key(self.allocations, position)

    def row(self, position: int) -> str:
        """The number of its row in the file."""
        return str(self.intake.matched.raw.rows[position])

    def fits(self, position: int, key: Key) -> bool | None:
        """Whether the care that names this key has the product of this allocation; None without care."""
        if self.care is None:
            return None
        named = self.care.is_one_of(_MUNICIPALITY, key[0]) & (self.care.number(_NUMBER) == key[1])
        where = np.flatnonzero(named & self.care.has(_NUMBER))
        if not len(where):
            return None
        own = self.allocations.at(np.full(len(where), position, np.intp))
        rows = self.care.at(where)
        known = [name for name in _PRODUCT if self.care.knows(name) and self.allocations.knows(name)]
        return not any(rows.differs(name, own).any() for name in known)


def note_other_numbers(intakes: Mapping[str, TakenTable], tables: Tables) -> None:
    """Say of two allocations that they changed numbers, and ask whether one of them was mistyped.

    Of two that changed numbers each has the key that is missed with the other, and the product of what was
    delivered under it. One that was mistyped is named by nobody, and differs in one place from the only one
    that is missed, or is the only one with the product of what is missed. All may have been changed in one
    way, or stand with another municipality than they should.
    """
    numbers = _numbers(intakes, tables)
    if numbers is None:
        return
    pairs = list(_changed(numbers))
    if len(pairs) == 1:
        _say_changed(intakes, tables, numbers, pairs[0])
    elif not pairs:
        elsewhere = _elsewhere(numbers)
        asked = elsewhere or _all_so(numbers) or _mistyped(numbers) or _all_so_here(numbers)
        _ask(intakes, tables, asked)
        _ask_of_clashes(numbers, elsewhere)


def _numbers(intakes: Mapping[str, TakenTable], tables: Tables) -> _Numbers | None:
    intake, allocations = intakes.get(ALLOCATION), tables[ALLOCATION]
    if intake is None or not (len(allocations) and allocations.knows(_MUNICIPALITY, _NUMBER)):
        return None
    missing = _missing(intakes, tables)
    if not missing:
        return None
    surplus, unnamed, free = _surplus(intakes, tables)
    if len(surplus) > _MOST_SURPLUS:
        return None
    care = tables[_CARE] if _CARE in intakes and tables[_CARE].knows(_MUNICIPALITY, _NUMBER) else None
    return _Numbers(
        intake=intake,
        allocations=allocations,
        care=care,
        missing=missing,
        surplus=surplus,
        unnamed=unnamed,
        free=free,
        keys={each: _key(allocations, each) for each in surplus},
    )


def _missing(intakes: Mapping[str, TakenTable], tables: Tables) -> frozenset[Key]:
    """The keys that rows name in vain; none where those are many."""
    missing: set[Key] = set()
    for name, intake in intakes.items():
        for fault in intake.faults:
            if fault.kind is cell_findings.ALLOCATION_MISSING:
                group = tables[name].group(_MUNICIPALITY, _NUMBER)[fault.positions]
                first = np.unique(group, return_index=True)[1]
                if len(first) > _MOST_MISSING:
                    return frozenset()
                missing |= {_key(tables[name], int(at)) for at in fault.positions[first]}
    return frozenset(missing)


def _surplus(
    intakes: Mapping[str, TakenTable], tables: Tables
) -> tuple[tuple[int, ...], frozenset[int], frozenset[int]]:
    """The allocations that no row names or that have the key of another one.

    Of these the ones that no row names and that have a key of their own; and all that no row names.
    """
    allocations = tables[ALLOCATION]
    is_named = np.zeros(len(allocations), bool)
    for name, each in intakes.items():
        if each.matched.table.reference is not None and tables[name].knows(_MUNICIPALITY, _NUMBER):
            places = tables.places(name)
            is_named[places[places >= 0]] = True
    group = allocations.group(_MUNICIPALITY, _NUMBER)
    is_twice, is_free = counted(group) > 1, ~np.isin(group, group[is_named])
    is_there = allocations.has(_MUNICIPALITY) & allocations.has(_NUMBER)
    surplus = np.flatnonzero((~is_named | is_twice) & is_there)
    unnamed, free = np.flatnonzero(~is_named & ~is_twice & is_there), np.flatnonzero(is_free & is_there)
    return tuple(surplus.tolist()), frozenset(unnamed.tolist()), frozenset(free.tolist())


def _key(columns: Columns, position: int) -> Key:
    number = int(columns.numbered(_MUNICIPALITY)[position])
    return columns.different(_MUNICIPALITY)[number].as_py(), int(columns.number(_NUMBER)[position])


def _changed(numbers: _Numbers) -> Iterator[tuple[int, int]]:
    """Pairs of allocations that are both what is missed once they have each other's number."""
    if len(numbers.missing) > _MOST_EXCHANGED or len(numbers.surplus) > _MOST_PAIRED:
        return
    keys = numbers.keys
    for one, other in combinations(numbers.surplus, 2):
        (place, number), (elsewhere, another) = keys[one], keys[other]
        first, second = (place, another), (elsewhere, number)
        if {first, second} <= numbers.missing:
            fit = (numbers.fits(one, first), numbers.fits(other, second))
            if False not in fit and True in fit:
                yield one, other


def _say_changed(
    intakes: Mapping[str, TakenTable], tables: Tables, numbers: _Numbers, pair: tuple[int, int]
) -> None:
    keys = [numbers.key(each) for each in pair]
    facts = {
        "one": numbers.row(pair[0]),
        "other": numbers.row(pair[1]),
        "first": str(keys[0][1]),
        "second": str(keys[1][1]),
    }
    said = _CHANGED.filled(facts)
    for at, fault in enumerate(numbers.intake.faults):
        if fault.kind is cell_findings.DUPLICATE_KEY:
            numbers.intake.faults[at] = _with_fact(fault, "remedy", _is_of(fault, pair), said)
    asked = {(keys[0][0], keys[1][1]), (keys[1][0], keys[0][1])}
    _ask(intakes, tables, {key: _ARE_CHANGED.filled(facts) for key in asked})


def _is_of(fault: FieldFault, pair: tuple[int, int]) -> Mask:
    """Per position whether it, or the row that it clashes with, is one of both."""
    others = fault.positions if fault.others is None else fault.others
    found: Mask = np.isin(fault.positions, pair) | np.isin(others, pair)
    return found


def _elsewhere(numbers: _Numbers) -> dict[Key, Wording]:
    """Of most keys that lack: the allocation with that number, which has another municipality."""
    at_number = {number: (at, place) for at, (place, number) in numbers.keys.items()}
    found = {key: at_number[key[1]] for key in numbers.missing if key[1] in at_number}
    if len(found) < max(_LEAST_ALIKE, _LEAST_ELSEWHERE * len(numbers.missing)):
        return {}
    letter = numbers.intake.matched.letter(_MUNICIPALITY)
    return {
        key: (_MOVED_ALONE + _STANDS_ELSEWHERE).filled(
            {"letter": letter, "number": str(key[1]), "row": numbers.row(at), "place": place}
        )
        for key, (at, place) in found.items()
    }


def _ask_of_clashes(numbers: _Numbers, asked: Mapping[Key, Wording]) -> None:
    """Ask the same of two allocations that have one key."""
    for at, fault in enumerate(numbers.intake.faults if asked else ()):
        if fault.kind is cell_findings.DUPLICATE_KEY:
            moved = _MOVED_ALONE.fill(letter=numbers.intake.matched.letter(_MUNICIPALITY))
            said = np.full(len(fault.positions), moved, object)
            numbers.intake.faults[at] = replace(fault, row_facts={**fault.row_facts, MOVED: said})


def _all_so(numbers: _Numbers) -> dict[Key, Wording]:
    """Of every key that lacks: the one that nobody names and whose number was changed like the others."""
    there = {numbers.keys[each]: each for each in numbers.unnamed}
    found = _one_way(numbers, there, is_counted=True)
    return {
        key: _ALL_SO.fill(row=numbers.row(at), wanted=str(key[1]), found=str(numbers.key(at)[1]))
        for key, at in found.items()
    }


def _all_so_here(numbers: _Numbers) -> dict[Key, Wording]:
    """Of every key that lacks: the allocation with the number of which this one was made like the others."""
    if len(numbers.allocations) > _MOST_ALLOCATIONS:
        return {}
    is_known = numbers.allocations.has(_MUNICIPALITY) & numbers.allocations.has(_NUMBER)
    there = {numbers.key(each): each for each in np.flatnonzero(is_known).tolist()}
    found = _one_way(numbers, there, is_counted=False)
    return {
        key: _ALL_SO_HERE.fill(row=numbers.row(at), found=str(numbers.key(at)[1]))
        for key, at in found.items()
    }


def _one_way(numbers: _Numbers, there: Mapping[Key, int], *, is_counted: bool) -> dict[Key, int]:
    """Per key that lacks the position of the one that it becomes in the only way that leads to all of them.

    Each has the product of what names it, as far as that is known.
    `is_counted`: also by counting on or back, where the product is known of one of them.
    """
    if len(numbers.missing) < _LEAST_ALIKE:
        return {}
    place, number = min(numbers.missing)
    for other in sorted(key[1] for key in there if key[0] == place):
        for way, is_to_be_known in _ways(str(number), str(other), is_counted=is_counted):
            found = _by_this_way(numbers, there, way)
            if _all_fit(numbers, found, is_to_be_known=is_to_be_known):
                return found
    return {}


def _ways(one: str, other: str, *, is_counted: bool) -> Iterator[tuple[Way, bool]]:
    """What may have been done, and whether the product must prove it."""
    yield from ((each, False) for each in ways_of_figures(one, other))
    if is_counted:
        yield way_of_counting(one, other), True


def _by_this_way(numbers: _Numbers, there: Mapping[Key, int], way: Way) -> dict[Key, int]:
    """The keys that lack which become one that is there."""
    found = {key: there.get((key[0], int(way(str(key[1]))))) for key in numbers.missing}
    return {key: at for key, at in found.items() if at is not None}


def _all_fit(numbers: _Numbers, found: Mapping[Key, int], *, is_to_be_known: bool) -> bool:
    """Whether it is so of every key that lacks, each another, and no product contradicts it."""
    if len(set(found.values())) < len(numbers.missing):
        return False
    is_known = False
    for key, at in found.items():
        fits = numbers.fits(at, key)
        if fits is False:
            return False
        is_known = is_known or fits is True
    return is_known or not is_to_be_known


def _mistyped(numbers: _Numbers) -> dict[Key, Wording]:
    """Of a few keys that lack: the only one that is near, or has their product and is named by nobody."""
    if len(numbers.missing) > _MOST_MISTYPED:
        return {}
    found = [
        (key, position)
        for key in numbers.missing
        for position in numbers.surplus
        if _may_be(numbers, position, key)
    ]
    return {
        key: _said_mistyped(numbers, key, at)
        for key, at in found
        if sum(key == one or at == other for one, other in found) == 1
    }


def _may_be(numbers: _Numbers, position: int, key: Key) -> bool:
    place, number = numbers.key(position)
    fits = numbers.fits(position, key)
    is_other = position in numbers.free and fits is True and (place == key[0] or number == key[1])
    return is_other or (_is_near((place, number), key) and fits is not False)


def _said_mistyped(numbers: _Numbers, key: Key, at: int) -> Wording:
    (place, number), row = numbers.key(at), numbers.row(at)
    if place != key[0]:
        return _OTHER_PLACE.fill(row=row, wanted=key[0], found=place)
    return _MISTYPED.fill(row=row, wanted=str(key[1]), found=str(number))


def _is_near(one: Key, other: Key) -> bool:
    """Whether one digit differs, is there too much, or two beside each other changed places."""
    if one[0] != other[0]:
        return False
    short, long = sorted((str(one[1]), str(other[1])), key=len)
    if len(short) < len(long):
        return any(long[:at] + long[at + 1 :] == short for at in range(len(long)))
    apart = [at for at, (mine, theirs) in enumerate(zip(short, long, strict=True)) if mine != theirs]
    is_turned = len(apart) == 2 and apart[1] == apart[0] + 1  # noqa: PLR2004 - of two beside each other
    return len(apart) == 1 or (is_turned and sorted(short) == sorted(long))


def _ask(intakes: Mapping[str, TakenTable], tables: Tables, asked: Mapping[Key, Wording]) -> None:
    """Ask it of the rows that name these keys in vain."""
    for name, intake in intakes.items() if asked else ():
        for at, fault in enumerate(intake.faults):
            if fault.kind is cell_findings.ALLOCATION_MISSING:
                intake.faults[at] = _with_question(fault, tables[name], asked)


def _with_question(fault: FieldFault, rows: Columns, asked: Mapping[Key, Wording]) -> FieldFault:
    said = np.empty(len(fault.positions), object)
    said[:] = [asked.get(_key(rows, int(each)), "") for each in fault.positions]
    return replace(fault, row_facts={**fault.row_facts, MOVED: said})


def _with_fact(fault: FieldFault, name: str, where: Mask, said: Wording) -> FieldFault:
    old = fault.row_facts[name]
    new = old.copy()
    new[where] = said
    return replace(fault, row_facts={**fault.row_facts, name: new})
