"""The lines that a file must hold, gone over row by row from the export and the format as it is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import cast

from service.domain.periods import Period
from service.domain.standard.export import QUARANTINE, Export
from service.domain.standard.model import Standard
from service.recount.conditions import holds
from service.recount.documents import ReadCodeTable
from service.recount.element import SCALES, Verbs
from service.recount.heads import Heads, ListedText
from service.recount.keys import LACKING, RowValues, is_field, key_value

Row = Mapping[str, object]
Line = tuple[object, ...]
Held = frozenset[tuple[str, int]]
"""Table and place of rows."""

_PERIOD_FIELDS = {
    "toewijzing": ("ingangsdatum", "einddatum"),
    "verloop": ("begindatum", "einddatum"),
    "prestatie": ("begindatum",),
    "uitkomst": ("meetdatum",),
    "wachtlijst": ("peildatum",),
}

_KEYS = {
    "toewijzing": ("gemeentecode", "toewijzingnummer"),
    "prestatie": ("referentienummer",),
    "wachtlijst": ("gemeentecode", "wet", "hulpvorm", "perceel", "peildatum"),
}
"""By which a line per row stands when the format does not say it (docs/decisions/0043)."""


@dataclass(slots=True)
class ExportRows:
    """The export as lists of rows, each with its place, and allocations by their key."""

    tables: Mapping[str, Sequence[Row]]
    allocations: Mapping[tuple[object, object], int]

    @classmethod
    def of(cls, export: Export) -> "ExportRows":
        """Every table as a list of rows, blanks as None."""
        tables = {
            name: cast("list[Row]", frame.astype(object).where(frame.notna(), None).to_dict("records"))
            for name, frame in export.tables.items()
        }
        keys = {
            (row["gemeentecode"], row["toewijzingnummer"]): place
            for place, row in reversed(list(enumerate(tables["toewijzing"])))
        }
        return cls(tables, keys)

    def allocation(self, row: Row) -> int:
        """The place of a row's allocation, -1 when it has none."""
        return self.allocations.get((row.get("gemeentecode"), row.get("toewijzingnummer")), -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedLines:
    """What a sheet of one municipality's file is made of."""

    rows: ExportRows
    municipality: str
    laws: tuple[str, ...]
    period: Period
    table: str
    scope: Sequence[str]
    asked: Mapping[str, object]
    """`rows` as the format has it."""
    standard: Standard
    tables: Mapping[str, ReadCodeTable]
    merged: Mapping[str, str]
    """Municipality that is no more when the period ends → the one it is part of."""
    heads: Heads | None = None
    """What stands beside each other, where columns come once per head."""
    listed: ListedText | None = None
    """The lines that the file lists."""
    elsewhere: frozenset[tuple[str, ...]] = frozenset()
    """Keys of lines that another block of the same list has."""
    held: Held = frozenset()
    """The rows that wait in any block of the same file."""

    @property
    def per(self) -> tuple[object, ...]:
        """The fields, or what is made of a row, that it has one line for; none for a line per row."""
        written = self.asked.get("per")
        return tuple(written) if isinstance(written, list | tuple) else ()

    @property
    def ranges(self) -> tuple[str, str] | None:
        """The fields of the range by which rows have to overlap."""
        written = self.asked.get("overlapping")
        if not isinstance(written, Mapping):
            return None
        return str(written.get("from", "begindatum")), str(written.get("until", "einddatum"))

    def lines(self, verbs: Iterable[Verbs], then: Iterable[Line] = ()) -> list[Line]:
        """One tuple per line, in the order of the file: the place of its row, or its keys.

        `then`: the keys of lines that were there in an earlier period, and stay.
        """
        places = list(self._reported([each for each in verbs if each.refuses]))
        if not self.per:
            order = (*_names(self.asked.get("order")), *_KEYS.get(self.table, ()), *self._own_fields())
            return [(place,) for place in sorted(places, key=lambda place: self._key(place, order))]
        if self.ranges is None:
            return list(self._in_order({*(self._values(place) for place in places), *then}))
        found = {(*self._values(place), part) for place, part in self._parts(places).items()}
        return list(self._in_order(found))

    def _own_fields(self) -> tuple[str, ...]:
        """By which rows stand that nothing else puts in an order."""
        rows = self.rows.tables[self.table]
        return tuple(name for name in (rows[0] if rows else ()) if not name.startswith("_"))

    def waiting(self, verbs: Iterable[Verbs]) -> Held:
        """The rows that are asked here and wait, with the prestaties of an allocation that does."""
        decided = [each for each in verbs if each.refuses]
        waits = self._inside() - set(self._reported(decided))
        found = {(self.table, place) for place in waits}
        if "prestatie" in self.scope[1:]:
            found |= {
                ("prestatie", place)
                for place, row in enumerate(self.rows.tables["prestatie"])
                if self.rows.allocation(row) in waits
                and _is_in(row, _PERIOD_FIELDS["prestatie"], self.period)
            }
        return frozenset(found)

    def _inside(self) -> set[int]:
        eligible = [place for place in range(len(self.rows.tables[self.table])) if self._meets(place)]
        inside = {place for place in eligible if self._is_inside(place)}
        inside |= self._overlapping(eligible, inside) if self.ranges is not None else set()
        key = self.listed.key if self.listed is not None and self.elsewhere else lambda _: ()
        return {place for place in inside if key(self._row(place)) not in self.elsewhere}

    def _reported(self, decided: Sequence[Verbs]) -> Iterator[int]:
        accepted = [place for place in sorted(self._inside()) if self._is_accepted(place, decided)]
        return iter(self._with_a_place(accepted))

    def _with_a_place(self, places: Sequence[int]) -> Sequence[int]:
        """The rows under a head, of these those on a listed line."""
        heads, listed = self.heads, self.listed
        if heads is not None:
            under = [place for place in places if heads.of(self._row(place)) is not None]
            places = _unless_held_up(places, under, holds_up=heads.holds_up)
        if listed is not None and not listed.has_room:
            found = [place for place in places if listed.key(self._row(place)) in listed.keys]
            places = _unless_held_up(places, found, holds_up=listed.holds_up)
        return places

    def by_listed_key(self, verbs: Iterable[Verbs]) -> dict[tuple[str, ...], Line]:
        """By the key of the line that it goes in, each line."""
        places = self._reported([each for each in verbs if each.refuses])
        key = self.listed.key if self.listed is not None else lambda _: ()
        return {key(self._row(place)): self._values(place) for place in places}

    def no_row(self) -> RowValues:
        """What is the same for every row, without one."""
        return RowValues(
            field=lambda _: None,
            scale=self._scale,
            period=self.period,
            laws=self.laws,
            tables=self.tables,
        )

    def _overlapping(self, eligible: Sequence[int], inside: Iterable[int]) -> set[int]:
        parts = self._parts(eligible)
        known = {(*self._values(place), parts[place]) for place in inside}
        return {place for place in eligible if (*self._values(place), parts[place]) in known}

    def _is_accepted(self, place: int, decided: Sequence[Verbs]) -> bool:
        value, row = self._value(place), self._row(place)
        made = [key for key in self.per if not is_field(key)]
        asked = (*made, *(each for verbs in decided for each in verbs.waits_for))
        return all(key_value(each, row) is not LACKING for each in asked) and all(
            each.accepts(value(each.refuses_by), self.period.end, row.laws) for each in decided
        )

    def _meets(self, place: int) -> bool:
        row = self.rows.tables[self.table][place]
        own = str(row["gemeentecode"])
        waits = row[QUARANTINE] is not None or (self.table, place) in self.held
        if self.merged.get(own, own) != self.municipality or waits:
            return False
        value = self._value(place)
        law = self._law(place)
        return law in self.laws and all(
            holds(each, value(name), self.period, self._scale(name)) for name, each in self._where("")
        )

    def _where(self, joined: str) -> list[tuple[str, object]]:
        """The conditions on the fields of a joined table; of none: those on the rows themselves."""
        where = cast("Mapping[str, object]", self.asked.get("where") or {})
        several = [table for table in self.scope[1:] if table != "toewijzing"]
        return [
            (name, each)
            for name, each in where.items()
            if (name.partition(".")[0] == joined if joined else name.partition(".")[0] not in several)
        ]

    def _prestatie_meets(self, row: Row) -> bool:
        """Whether a prestatie counts on the line of its allocation."""
        return all(
            holds(each, row[name.partition(".")[2]], self.period, self._scale(name))
            for name, each in self._where("prestatie")
        )

    def _law(self, place: int) -> object:
        row = self.rows.tables[self.table][place]
        return row["wet"] if "wet" in row else self._allocation(row).get("wet")

    def _scale(self, name: str) -> int:
        """Over what the export holds a number of this field."""
        table, _, own = name.rpartition(".")
        found = next(
            self.standard.tables[each].fields[own]
            for each in self.scope
            if table in ("", each) and own in self.standard.tables[each].fields
        )
        return SCALES.get(found.type, 1)

    def _is_inside(self, place: int) -> bool:
        if _is_in(self.rows.tables[self.table][place], _PERIOD_FIELDS[self.table], self.period):
            return True
        return "prestatie" in self.scope[1:] and place in self._allocations_of_prestaties()

    def _allocations_of_prestaties(self) -> set[int]:
        """The allocations with a prestatie in the period: they stay, also when they ended before it."""
        found = set()
        for number, row in enumerate(self.rows.tables["prestatie"]):
            place = self.rows.allocation(row)
            law = self.rows.tables["toewijzing"][place]["wet"] if place >= 0 else None
            waits = row[QUARANTINE] is not None or ("prestatie", number) in self.held
            counts = not waits and law in self.laws and self._prestatie_meets(row)
            if counts and _is_in(row, _PERIOD_FIELDS["prestatie"], self.period):
                found.add(place)
        return found

    def _parts(self, places: Sequence[int]) -> dict[int, int]:
        """Per row which of the stretches of its key it belongs to, in order of time."""
        begin, until = self.ranges or ("", "")
        parts: dict[int, int] = {}
        reached: dict[Line, tuple[int, date]] = {}
        for place in sorted(places, key=lambda place: self._key(place, (begin,))):
            value, key = self._value(place), self._values(place)
            first, last = _day(value(begin)), _day(value(until)) or date.max
            number, end = reached.get(key, (-1, date.min))
            if first is None or key not in reached or first > end:
                number, end = number + 1, date.min
            parts[place] = number
            reached[key] = (number, max(end, last, first or date.min))
        return parts

    def _in_order(self, lines: Iterable[Line]) -> Iterator[Line]:
        return iter(sorted(lines, key=lambda line: [(part is None, _sortable(part)) for part in line]))

    def _key(self, place: int, names: Sequence[str]) -> list[tuple[bool, str]]:
        return [(part is None, _sortable(part)) for part in map(self._value(place), names)]

    def _values(self, place: int) -> Line:
        value, row = self._value(place), self._row(place)
        return tuple(plain(value(_name(key)) if is_field(key) else key_value(key, row)) for key in self.per)

    def _row(self, place: int) -> RowValues:
        return RowValues(
            field=self._value(place),
            scale=self._scale,
            period=self.period,
            laws=(str(self._law(place)),),
            tables=self.tables,
        )

    def _value(self, place: int) -> "_Lookup":
        row = self.rows.tables[self.table][place]
        return _Lookup(row, self._allocation(row) if len(self.scope) > 1 else {}, self.table)

    def _allocation(self, row: Row) -> Row:
        place = self.rows.allocation(row)
        return self.rows.tables["toewijzing"][place] if place >= 0 else {}


@dataclass(frozen=True, slots=True)
class _Lookup:
    row: Row
    allocation: Row
    table: str

    def __call__(self, name: str) -> object:
        table, _, own = name.rpartition(".")
        if own in self.row and table in ("", self.table):
            return self.row[own]
        return self.allocation.get(own)


def rows_that_wait(blocks: Sequence[tuple[AskedLines, Iterable[Verbs]]]) -> Held:
    """The rows that wait in any of these blocks of one file, and so in all of them."""
    several = [(lines, list(verbs)) for lines, verbs in blocks]
    held: Held = frozenset()
    while len(several) > 1:
        more = held.union(*(replace(lines, held=held).waiting(verbs) for lines, verbs in several))
        if more == held:
            break
        held = more
    return held


def _unless_held_up(all_of_them: Sequence[int], some: Sequence[int], *, holds_up: bool) -> Sequence[int]:
    """The rows with a place; none at all when one without holds up the report."""
    return [] if holds_up and len(some) < len(all_of_them) else some


def _name(key: object) -> str:
    """The field that a key is."""
    return str(key["field"]) if isinstance(key, Mapping) else str(key)


def _names(written: object) -> tuple[str, ...]:
    return tuple(str(each) for each in written) if isinstance(written, list | tuple) else ()


def _sortable(part: object) -> str:
    """Texts by their letters, whole numbers by their size; days by their text."""
    return f"{part:020d}" if isinstance(part, int) else str(part)


def _is_in(row: Row, fields: Sequence[str], period: Period) -> bool:
    begin, *end = (_day(row[name]) for name in fields)
    if begin is None or begin > period.end:
        return False
    if not end:
        return begin >= period.begin
    return end[0] is None or end[0] >= period.begin


def _day(value: object) -> date | None:
    if value is None:
        return None
    return value.date() if isinstance(value, datetime) else cast("date", value)


def plain(value: object) -> object:
    """A day as its text, anything else as it is."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
