"""Derive again, from the rows as they were handed in, whose each row is and whose keys stand beside it.

Nothing here looks at how rows were joined, sorted or put together: only at what came of it. The file is held
against the same by its read-back, so that no file can hold a row, or a key, of another.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from service.domain.failures import RowsOfAnotherError
from service.domain.formats.plan import Column
from service.domain.formats.rows import Groups, Positions, Submitted
from service.domain.formats.shape import FieldReference
from service.domain.formats.verbs.field_value import FieldValue
from service.domain.municipalities import merged_before
from service.domain.translation.content import Texts, ValueKind, Values
from service.domain.translation.filled_sheet import FilledSheet
from service.domain.wording import Wording

KEYS = ("gemeentecode", "toewijzingnummer", "clientnummer", "bsn", "referentienummer")
"""What says whose a row is."""
_MUNICIPALITY, _NUMBER = KEYS[:2]
_ALLOCATIONS = "toewijzing"
_TOLD = Wording(
    "in {block} staat een rij of een sleutel bij een ander dan van wie zij is.",
    "in {block} a row or a key stands with another than whose it is.",
)
_NOBODY = -2
"""The number of a municipality that no row is of."""


def require_own_rows(
    submitted: Submitted, sheets: Sequence[FilledSheet], codes: Sequence[str], day: date
) -> None:
    """Raises RowsOfAnotherError for a block with a row of another municipality, or a key of another row.

    `submitted`: the rows as they were handed in. `codes`: the municipalities by their numbers. `day`: the
    last of the reporting period, on which municipalities that merged are their successors.
    """
    source = _Source(submitted, day)
    for sheet in sheets:
        if not all(_checks(source, sheet, codes)):
            raise RowsOfAnotherError(_TOLD.fill(block=sheet.plan.name))


def _checks(source: "_Source", sheet: FilledSheet, codes: Sequence[str]) -> Iterator[bool]:
    rows, bounds = sheet.reported_rows.rows, sheet.reported_rows.bounds
    yield source.are_of(rows.table, rows.positions, codes, np.diff(bounds))
    yield from (source.is_joined(rows.submitted, each) for each in {rows.table, *rows.many})
    for reference, values in rows.submitted.used():
        yield reference.name not in KEYS or source.holds(reference, values)
    for column in sheet.plan.columns:
        key = _plain_key(sheet, column)
        yield key is None or source.stands_beside(sheet, column, key)


def _plain_key(sheet: FilledSheet, column: Column) -> FieldReference | None:
    """The key that a column shows as it is; None for any other column."""
    steps = column.expression.steps
    is_plain = len(steps) == 1 and isinstance(steps[0], FieldValue) and column.head is None
    found = column.shapes[0].source if is_plain else None
    table = sheet.reported_rows.rows.table
    if found is None or found.name not in KEYS or found.table not in (table, _ALLOCATIONS):
        return None
    return found


@dataclass(frozen=True, slots=True)
class _Source:
    """The tables as they were handed in."""

    submitted: Submitted
    day: date

    def are_of(self, table: str, rows: Positions, codes: Sequence[str], counts: Positions) -> bool:
        """Whether these rows are, so many after each other, of each of these municipalities."""
        if _MUNICIPALITY not in self.submitted.export.tables[table] or not len(rows):
            return True
        own, different = self._municipalities(table)
        meant = {code: place for place, code in enumerate(codes)}
        merged = self._merged()
        places = np.array([*(meant.get(merged.get(each, each), _NOBODY) for each in different), _NOBODY])
        return np.array_equal(places[own[rows]], np.repeat(np.arange(len(codes)), counts))

    def is_joined(self, used: Submitted, table: str) -> bool:
        """Whether each row was taken to the allocation with its own keys, and none where there is none."""
        if table == _ALLOCATIONS or _NUMBER not in self.submitted.export.tables[table]:
            return True
        positions = used.allocation_positions(table)
        name = table, "joined", id(positions)
        return self.submitted.proven.once(name, lambda: (self._is_joined(table, positions), positions))[0]

    def _is_joined(self, table: str, positions: Positions) -> bool:
        linked = positions >= 0
        of_rows, of_allocations = self._keys(table), self._keys(_ALLOCATIONS)
        is_right = np.array_equal(of_rows[linked], of_allocations[positions[linked]])
        alone = of_rows[~linked]
        return is_right and not bool(np.isin(alone[alone >= 0], of_allocations).any())

    def holds(self, reference: FieldReference, values: Values) -> bool:
        """Whether the values of a key that were used are those of the rows, in their order."""
        name = reference, self.day, id(values)
        return self.submitted.proven.once(name, lambda: (self._holds(reference, values), values))[0]

    def _holds(self, reference: FieldReference, values: Values) -> bool:
        if reference.name == _MUNICIPALITY and isinstance(values, Texts):
            return self._are_municipalities(reference.table, values)
        return bool(self._column(reference).equals(_told(values)))

    def _are_municipalities(self, table: str, values: Texts) -> bool:
        """As `_holds`, of two columns that each know their few different texts."""
        own, different = self._municipalities(table)
        merged, numbers = self._merged(), dict[str, int]()
        here = [numbers.setdefault(merged.get(each, each), len(numbers)) for each in different]
        there = [numbers.setdefault(each, len(numbers)) for each in values.different.items.tolist()]
        used = np.where(values.blank, -1, np.array([*there, -1])[values.codes])
        return np.array_equal(np.array([*here, -1])[own], used)

    def stands_beside(self, sheet: FilledSheet, column: Column, reference: FieldReference) -> bool:
        """Whether every row of a line has the key that stands in it."""
        rows, lines = sheet.reported_rows.rows, sheet.lines
        own, at = rows.positions, np.arange(len(rows.positions))
        if isinstance(lines, Groups):
            own, at = lines.rows.positions, lines.numbers
        if reference.table != rows.table:
            own = rows.submitted.allocation_positions(rows.table)[own]
        known = np.flatnonzero(own >= 0)
        printed = _told(sheet.columns[column.header]).take(pa.array(at[known]))
        return bool(self._column(reference).take(pa.array(own[known])).equals(printed))

    def _column(self, reference: FieldReference) -> pa.Array:
        """A key of every row as a text; null where there is none. Not kept: of a million rows it is large."""
        column = self.submitted.export.tables[reference.table][reference.name]
        if reference.name == _MUNICIPALITY:
            column = column.replace(self._merged())
        return _plain(pa.array(column).cast(pa.string()))

    def _merged(self) -> Mapping[str, str]:
        return self.submitted.proven.once(
            ("merged", self.day), lambda: merged_before(self.submitted.standard, self.day)
        )

    def _municipalities(self, table: str) -> tuple[npt.NDArray[np.int32], tuple[str, ...]]:
        """Per row the place of its code among the different ones, -1 where there is none; and these."""
        name = table, _MUNICIPALITY
        return self.submitted.proven.once(
            name, lambda: _numbered(_plain(pa.array(self.submitted.export.tables[table][_MUNICIPALITY])))
        )

    def _keys(self, table: str) -> npt.NDArray[np.int64]:
        """A number for each row of one gemeentecode and toewijzingnummer; -1 where either is missing."""
        frame = self.submitted.export.tables[table]
        own, different = self._municipalities(table)
        known = {code: place for place, code in enumerate(sorted(_codes_known(self.submitted)))}
        places = np.array([*(known.get(code, -1) for code in different), -1], dtype=np.int64)[own]
        numbers = frame[_NUMBER].to_numpy(dtype=np.int64, na_value=-1)
        return np.where((places < 0) | (numbers < 0), -1, places * 10**10 + numbers).astype(np.int64)


def _codes_known(submitted: Submitted) -> Collection[str]:
    return submitted.standard.code_lists["gemeente"].codes


def _told(values: Values) -> pa.Array:
    """As texts, null for a blank; what `Values.texts` gives is kept with them, and this is not."""
    if isinstance(values, Texts):
        texts = values.different.array.take(pa.array(values.codes))
    else:
        texts = values.texts if values.kind is ValueKind.TEXT else pa.array(values.numbers).cast(pa.string())
    return pc.if_else(pa.array(values.blank), None, _plain(texts))


def _plain(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    whole = texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts
    return whole.cast(pa.string())


def _numbered(texts: pa.Array) -> tuple[npt.NDArray[np.int32], tuple[str, ...]]:
    """Per row the place of its text among the different ones, -1 where there is none; and these texts."""
    encoded = texts.dictionary_encode()
    numbers = pc.fill_null(encoded.indices, -1).to_numpy(zero_copy_only=False).astype(np.int32)
    return numbers, tuple(encoded.dictionary.to_pylist())
