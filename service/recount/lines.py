"""The lines that a file must hold, gone over row by row from the export and the format as it is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from service.domain.periods import Period
from service.domain.standard.export import QUARANTINE, Export
from service.recount.verbs import Verbs

Row = Mapping[str, object]
Line = tuple[object, ...]

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
    merged: Mapping[str, str]
    """Municipality that is no more when the period ends → the one it is part of."""

    @property
    def per(self) -> tuple[str, ...]:
        """The fields that it has one line for; none for a line per row."""
        return _names(self.asked.get("per"))

    @property
    def ranges(self) -> tuple[str, str] | None:
        """The fields of the range by which rows have to overlap."""
        written = self.asked.get("overlapping")
        if not isinstance(written, Mapping):
            return None
        return str(written.get("from", "begindatum")), str(written.get("until", "einddatum"))

    def lines(self, verbs: Iterable[Verbs]) -> list[Line]:
        """One tuple per line, in the order of the file: the place of its row, or its keys."""
        places = list(self._reported([each for each in verbs if each.refuses]))
        if not self.per:
            order = (*_names(self.asked.get("order")), *_KEYS.get(self.table, ()), *self._own_fields())
            return [(place,) for place in sorted(places, key=lambda place: self._key(place, order))]
        if self.ranges is None:
            return list(self._in_order({self._values(place) for place in places}))
        found = {(*self._values(place), part) for place, part in self._parts(places).items()}
        return list(self._in_order(found))

    def _own_fields(self) -> tuple[str, ...]:
        """By which rows stand that nothing else puts in an order."""
        rows = self.rows.tables[self.table]
        return tuple(name for name in (rows[0] if rows else ()) if not name.startswith("_"))

    def _reported(self, decided: Sequence[Verbs]) -> Iterator[int]:
        eligible = [place for place in range(len(self.rows.tables[self.table])) if self._meets(place)]
        inside = {place for place in eligible if self._is_inside(place)}
        if self.ranges is not None:
            inside |= self._overlapping(eligible, inside)
        return (place for place in sorted(inside) if self._is_accepted(place, decided))

    def _overlapping(self, eligible: Sequence[int], inside: Iterable[int]) -> set[int]:
        parts = self._parts(eligible)
        known = {(*self._values(place), parts[place]) for place in inside}
        return {place for place in eligible if (*self._values(place), parts[place]) in known}

    def _is_accepted(self, place: int, decided: Sequence[Verbs]) -> bool:
        value = self._value(place)
        return all(each.accepts(value(each.refuses_by), self.period.end, self.laws) for each in decided)

    def _meets(self, place: int) -> bool:
        row = self.rows.tables[self.table][place]
        own = str(row["gemeentecode"])
        if self.merged.get(own, own) != self.municipality or row[QUARANTINE] is not None:
            return False
        value = self._value(place)
        law = row["wet"] if "wet" in row else self._allocation(row).get("wet")
        where = cast("Mapping[str, object]", self.asked.get("where") or {})
        return law in self.laws and all(_holds(each, value(name)) for name, each in where.items())

    def _is_inside(self, place: int) -> bool:
        return _is_in(self.rows.tables[self.table][place], _PERIOD_FIELDS[self.table], self.period)

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
        return tuple(plain(each) for each in map(self._value(place), self.per))

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


def _holds(condition: object, value: object) -> bool:
    asked = condition if isinstance(condition, Mapping) else {"in": condition}
    text = "" if value is None else str(value)
    for name, codes in asked.items():
        if name == "filled":
            holds = (value is not None) == codes
        else:
            allowed = [str(code) for code in (codes if isinstance(codes, list | tuple) else [codes])]
            holds = (value is not None and text in allowed) == (name == "in")
        if not holds:
            return False
    return True


def _day(value: object) -> date | None:
    if value is None:
        return None
    return value.date() if isinstance(value, datetime) else cast("date", value)


def plain(value: object) -> object:
    """A day as its text, anything else as it is."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else value
