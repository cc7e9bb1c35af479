"""The rows that a sheet is made of, as columns of values, joined and grouped without ever copying a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

from service.domain.formats.code_tables import CodeTable
from service.domain.formats.earlier import EarlierFigures, LookBack
from service.domain.formats.remembered import Remembered
from service.domain.formats.shape import FieldReference, find_field
from service.domain.municipalities import merged_before
from service.domain.standard.columns import NumberedTexts
from service.domain.standard.export import DECIMAL_SCALE, QUARANTINE, ROW, Export
from service.domain.standard.model import FieldType, Standard
from service.domain.translation.content import DifferentTexts, Texts, ValueKind, Values

Positions = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Submitted:
    """A submission seen through its columns: each is turned into values once, whoever asks for it."""

    export: Export
    standard: Standard
    pseudonym_key: bytes = field(default=b"", repr=False)
    """What pseudonyms are made with: given by whoever runs a translation, never by a format."""
    earlier: EarlierFigures = field(default_factory=EarlierFigures, repr=False)
    """What was published of this provider over earlier periods."""
    _values: dict[FieldReference, Values] = field(default_factory=dict)
    _allocations: dict[str, Positions] = field(default_factory=dict)
    _on: "dict[tuple[str, ...], Submitted]" = field(default_factory=dict)
    proven: Remembered = field(default_factory=Remembered, repr=False)
    """What is worked out of all its rows once, for every format that asks it."""

    def on(self, day: date) -> "Submitted":
        """The submission as municipalities are on a day: rows of one that merged are its successor's.

        Rows keep their places, their allocations and their row numbers. Itself when nothing is otherwise.
        """
        merged = merged_before(self.standard, day)
        key = tuple(sorted(merged))
        if key not in self._on:
            frames = {name: each for name, each in self.export.tables.items() if "gemeentecode" in each}
            hit = any(frame["gemeentecode"].isin(key).any() for frame in frames.values())
            self._on[key] = self._renamed(frames, merged) if hit else self
        return self._on[key]

    def _renamed(self, frames: Mapping[str, pd.DataFrame], merged: Mapping[str, str]) -> "Submitted":
        renamed = {
            name: frame.assign(gemeentecode=frame["gemeentecode"].replace(dict(merged)))
            for name, frame in frames.items()
        }
        found = {
            name: self.allocation_positions(name)
            for name, frame in frames.items()
            if name != "toewijzing" and "toewijzingnummer" in frame
        }
        export = replace(self.export, tables={**self.export.tables, **renamed})
        return Submitted(
            export=export,
            standard=self.standard,
            pseudonym_key=self.pseudonym_key,
            earlier=self.earlier,
            _values={},
            _allocations=found,
        )

    def to_try(self) -> "Submitted":
        """The same rows for a trial, in which no report stops for what was or was not published before."""
        trial = EarlierFigures(self.earlier.reports, may_lack=True)
        return Submitted(
            export=self.export, standard=self.standard, pseudonym_key=self.pseudonym_key, earlier=trial
        )

    def row_count(self, table: str) -> int:
        """How many rows the table has."""
        return len(self.export.tables[table])

    def every_position(self, table: str) -> Positions:
        """The places of all rows of the table."""
        return np.arange(self.row_count(table), dtype=np.int64)

    def municipality_codes(self) -> tuple[str, ...]:
        """Every municipality that an allocation is of, in ascending order."""
        return tuple(sorted(self.export.tables["toewijzing"]["gemeentecode"].dropna().unique()))

    def row_numbers(self, table: str) -> Positions:
        """The row numbers in the uploaded file."""
        return self.export.tables[table][ROW].to_numpy(dtype=np.int64)

    def quarantine(self, table: str) -> tuple[npt.NDArray[np.generic], Mask]:
        """The code for which each row waits, and whether it waits at all."""
        waiting = self.export.tables[table][QUARANTINE]
        return waiting.to_numpy(dtype=object), waiting.notna().to_numpy()

    def with_waiting(self, table: str, codes: npt.NDArray[np.object_]) -> "Submitted":
        """The same rows, of which those of `table` wait for these codes: per row one, or blank."""
        frame = self.export.tables[table].assign(**{QUARANTINE: codes})
        export = replace(self.export, tables={**self.export.tables, table: frame})
        return replace(self, export=export, _on={})

    def values(self, reference: FieldReference) -> Values:
        """The values of one field, in the order of the file."""
        if reference not in self._values:
            kind = self.standard.tables[reference.table].fields[reference.name].type
            self._values[reference] = _as_values(self.export.tables[reference.table][reference.name], kind)
        return self._values[reference]

    def allocation_positions(self, table: str) -> Positions:
        """Per row of `table` the position of its allocation in toewijzing; -1 when it has none."""
        if table not in self._allocations:
            self._allocations[table] = _join(self.export.tables[table], self.export.tables["toewijzing"])
        return self._allocations[table]

    def used(self) -> tuple[tuple[FieldReference, Values], ...]:
        """Every field of which the values were asked, with what was given."""
        return tuple(self._values.items())

    def through(self, table: str, reference: FieldReference) -> Values:
        """The values of `reference`, one for each row of `table`: its own field, or its allocation's."""
        if reference.table == table:
            return self.values(reference)
        positions = self.allocation_positions(table)
        found = take(self.values(reference), np.maximum(positions, 0))
        return found.at(slice(None), found.blank | (positions < 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Some rows of one table, in the order in which a report shows them."""

    submitted: Submitted
    tables: tuple[str, ...]
    """The table the rows are of, then the tables joined to it."""
    positions: Positions
    day: date
    """The last day of the reporting period: the day on which code tables are read."""
    laws: tuple[str, ...]
    code_tables: Mapping[str, CodeTable]
    begin: date = date(1, 1, 1)
    """The first day of the reporting period."""
    many: Mapping[str, Positions] = field(default_factory=dict)
    """Tables of which a row has several rows through its allocation: the rows that count, by table."""
    looks_in: tuple[str, ...] = ()
    """Where names are looked for, when that is in more tables than its own."""

    def __len__(self) -> int:
        """How many rows."""
        return len(self.positions)

    @property
    def table(self) -> str:
        """The table the rows are of."""
        return self.tables[0]

    def field(self, name: str) -> Values:
        """The values of a field of this table or of a joined one, for these rows."""
        reference = find_field(self.submitted.standard, self.looks_in or self.tables, name)
        return take(self.submitted.through(self.table, reference), self.positions)

    def code_table(self, name: str) -> dict[str, str]:
        """Code → what it becomes on the last day of the reporting period."""
        return self.code_tables[name].on(self.day, self.laws)

    def meanings(self, name: str) -> dict[str, dict[str, str]]:
        """Per law code → what a table makes of it on the last day of the reporting period."""
        return self.code_tables[name].by_law(self.day, self.laws)

    def laws_of_lines(self) -> npt.NDArray[np.generic]:
        """The wet of each row: its own, or that of its allocation."""
        own = "wet" in self.submitted.standard.tables[self.table].fields
        law = FieldReference(self.table if own else "toewijzing", "wet")
        return take(self.submitted.through(self.table, law), self.positions).items


def several_of(rows: Rows, table: str) -> "Groups":
    """Per row the rows of another table that have its allocation: a group for each, also an empty one."""
    submitted, theirs = rows.submitted, rows.many[table]
    own = rows.positions
    if rows.table != "toewijzing":
        own = submitted.allocation_positions(rows.table)[own]
    asked = submitted.allocation_positions(table)[theirs]
    order = np.argsort(asked, kind="stable")
    starts = np.searchsorted(asked[order], own, side="left")
    counts = np.where(own < 0, 0, np.searchsorted(asked[order], own, side="right") - starts)
    index = np.repeat(starts - (np.cumsum(counts) - counts), counts) + np.arange(int(counts.sum()))
    found = replace(
        rows,
        tables=(table, "toewijzing"),
        positions=theirs[order][index],
        many={},
        looks_in=(*rows.tables, *rows.many),
    )
    numbers = np.repeat(np.arange(len(rows)), counts)
    return Groups(rows=found, numbers=numbers, first=np.zeros(len(rows), dtype=np.int64))


@dataclass(frozen=True, slots=True)
class FilledColumn:
    """A column of the same block, for a verb that uses it."""

    values: Values
    adds_up: bool
    """Whether the sum of its values over several periods means something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups:
    """Rows put together: every row belongs to one group, groups stand in the order of their keys."""

    rows: Rows
    numbers: Positions
    """Per row the number of its group."""
    first: Positions
    """Per group the index in `rows` of its first row."""
    parts: Positions | None = None
    """Where rows of one key are put together only if they overlap: per group its place among those of its
    key, in order of time."""
    keyed: Rows | None = None
    """The rows that `first` counts in, where `rows` are only some of them."""
    made: tuple[tuple[tuple[object, ...], Values], ...] = ()
    """The keys that are made of each row: the verbs that make one, and its value in each group."""
    given: Mapping[FieldReference, Values] = field(default_factory=dict)
    """Where some groups have no rows: the value of each key that is a field, per group."""
    beside: Mapping[str, FilledColumn] = field(default_factory=dict)
    """The columns of the block that are filled already, by address."""
    look_back: LookBack | None = None
    """What the groups can see of earlier periods."""

    def __len__(self) -> int:
        """How many groups."""
        return len(self.first)

    @property
    def submitted(self) -> Submitted:
        """As in Rows."""
        return self.rows.submitted

    @property
    def begin(self) -> date:
        """As in Rows."""
        return self.rows.begin

    @property
    def day(self) -> date:
        """As in Rows."""
        return self.rows.day

    def field(self, name: str) -> Values:
        """The values of a key, one per group."""
        if self.given:
            rows = self.keyed or self.rows
            reference = find_field(self.submitted.standard, rows.looks_in or rows.tables, name)
            if reference in self.given:
                return self.given[reference]
        return take((self.keyed or self.rows).field(name), self.first)

    def joined(self, table: str) -> "Groups":
        """The rows of another table that have an allocation of each group, in the order of the file."""
        submitted, theirs = self.submitted, self.rows.many[table]
        owner = np.full(submitted.row_count("toewijzing"), -1, dtype=np.int64)
        owner[self.rows.positions] = self.numbers
        numbers = owner[submitted.allocation_positions(table)[theirs]]
        kept = np.argsort(numbers, kind="stable")[np.count_nonzero(numbers < 0) :]
        looks_in = (*self.rows.tables, *self.rows.many)
        found = replace(
            self.rows, tables=(table, "toewijzing"), positions=theirs[kept], many={}, looks_in=looks_in
        )
        return Groups(rows=found, numbers=numbers[kept], first=np.zeros(len(self), dtype=np.int64))

    def key_of(self, steps: tuple[object, ...]) -> tuple[int, Values | None]:
        """With how many of these verbs a key is made, the longest if there are more, and its values."""
        begun = [(len(key), values) for key, values in self.made if steps[: len(key)] == key]
        return max(begun, key=lambda each: each[0], default=(0, None))

    def code_table(self, name: str) -> dict[str, str]:
        """As in Rows."""
        return self.rows.code_table(name)

    def meanings(self, name: str) -> dict[str, dict[str, str]]:
        """As in Rows; for all laws at once where no code means something else under another."""
        if self.rows.code_tables[name].differs_by_law(self.rows.laws):
            return self.rows.meanings(name)
        return {"": self.code_table(name)}

    def laws_of_lines(self) -> npt.NDArray[np.generic]:
        """The wet of each group, which is a key where it matters."""
        own = "wet" in self.submitted.standard.tables[self.rows.table].fields
        return self.field(f"{self.rows.table if own else 'toewijzing'}.wet").items


def group(rows: Rows, keys: Sequence[tuple[Positions, int]], ranges: tuple[str, str] | None = None) -> Groups:
    """Put together the rows that agree on all keys, ordered by the first key, then the second, and so on.

    A key is, per row, the place among its different values, and how many places there are.

    With `ranges`, the fields with the first and the last day, only rows that overlap come together.
    """
    combined = _combined(len(rows), keys)
    if ranges is None:
        return _groups(rows, combined)
    begin, until = (rows.field(name) for name in ranges)
    stretches = stretches_of(combined, begin, until)
    groups = _groups(rows, stretches)
    keyed = combined[groups.first]
    parts = np.arange(len(groups)) - np.searchsorted(keyed, keyed)
    return replace(groups, parts=parts.astype(np.int64))


def stretches_of(numbers: Positions, begin: Values, until: Values) -> Positions:
    """Per row the number of its stretch: rows of one number that overlap, directly or through others.

    Stretches are numbered in the order of `numbers` and then of time. A range includes its last day and goes
    on without one; a row without a first day overlaps nothing.
    """
    first = np.where(begin.blank, _LATEST, begin.items.astype("datetime64[D]").astype(np.int64) + _SHIFT)
    last = np.where(until.blank, _LATEST, until.items.astype("datetime64[D]").astype(np.int64) + _SHIFT)
    last = np.where(begin.blank, first, np.maximum(first, last))
    order = np.lexsort((first, numbers))
    starts = numbers[order] * _WIDTH + first[order]
    reached = np.maximum.accumulate(numbers[order] * _WIDTH + last[order])
    is_new = np.ones(len(order), dtype=bool)
    is_new[1:] = (starts[1:] > reached[:-1]) | begin.blank[order][1:]
    stretches = np.empty(len(order), dtype=np.int64)
    stretches[order] = np.cumsum(is_new) - 1
    return stretches


_SHIFT = 800_000
"""Days before 1970 that still count upwards: more than there are since the year 1."""
_LATEST = 2 * _SHIFT + 2_400_000
_WIDTH = 2 * _LATEST


def _combined(count: int, keys: Sequence[tuple[Positions, int]]) -> Positions:
    combined = np.zeros(count, dtype=np.int64)
    for codes, size in keys:
        combined = combined * (size + 1) + codes
        combined = np.unique(combined, return_inverse=True)[1]
    return combined.astype(np.int64)


def _groups(rows: Rows, combined: Positions) -> Groups:
    _, first, numbers = np.unique(combined, return_index=True, return_inverse=True)
    return Groups(rows=rows, numbers=numbers.astype(np.int64), first=first.astype(np.int64))


def ranks(values: Values) -> tuple[Positions, int]:
    """Per value its place among the distinct values in ascending order, blanks last; and how many places."""
    items: npt.NDArray[np.generic] = values.items
    codes, distinct = pd.factorize(items, sort=True)
    return np.where(values.blank, len(distinct), codes).astype(np.int64), len(distinct) + 1


def take(values: Values, positions: Positions) -> Values:
    """The values at those positions. Of an empty column nothing can be taken but blanks."""
    if len(values) == 0:
        items = np.zeros(len(positions), dtype=values.items.dtype)
        if values.kind is ValueKind.TEXT:
            items = np.full(len(positions), "", dtype=object)
        return Values(values.kind, items, np.ones(len(positions), dtype=bool), values.denominator)
    return values.at(positions)


def _as_values(series: pd.Series, kind: FieldType) -> Values:
    blank = series.isna().to_numpy()
    match kind:
        case FieldType.TEXT | FieldType.CODE:
            numbered = NumberedTexts.of_series(series)
            texts = pa.concat_arrays([numbered.different.cast(pa.string()), pa.array([""])])
            places = np.where(blank, np.int32(len(texts) - 1), numbered.numbers)
            return Texts(places, DifferentTexts(texts), blank)
        case FieldType.DATE:
            return Values(ValueKind.DATE, series.to_numpy().astype("datetime64[D]"), blank)
        case FieldType.INTEGER | FieldType.MONEY | FieldType.DECIMAL:
            numerators = series.to_numpy(dtype=np.int64, na_value=0)
            denominator = {FieldType.MONEY: 100, FieldType.DECIMAL: DECIMAL_SCALE}.get(kind, 1)
            return Values(ValueKind.NUMBER, numerators, blank, denominator)


def _join(table: pd.DataFrame, allocations: pd.DataFrame) -> Positions:
    if allocations.empty or table.empty:
        return np.full(len(table), -1, dtype=np.int64)
    municipalities = pd.concat([allocations["gemeentecode"], table["gemeentecode"]])
    codes = pd.factorize(municipalities)[0].astype(np.int64)
    numbers = pd.concat([allocations["toewijzingnummer"], table["toewijzingnummer"]])
    keys = codes * 10**10 + numbers.to_numpy(dtype=np.int64, na_value=-1)
    own, asked = keys[: len(allocations)], keys[len(allocations) :]
    order = np.argsort(own, kind="stable")
    found = np.minimum(np.searchsorted(own[order], asked), len(own) - 1)
    positions = order[found]
    return np.where(own[positions] == asked, positions, -1).astype(np.int64)
