"""Find the header of a table where it really stands, and set aside rows that are none, each by name."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.findings import Finding, FindingKind, Place, mask_bsn
from service.domain.said import Fact, plain
from service.domain.standard.cells import Cell, Mask, as_header, shown
from service.domain.standard.column_letters import column_letter
from service.domain.standard.export import RawTable
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.model import Table
from service.domain.standard.no_rows import no_rows_of

_LOOKED_AT = 20
"""Rows from the top in which a header is sought."""
_EXAMPLE = r"(?i)^\s*(voorbeeld(rij|regel)?|bijvoorbeeld|bijv\.|example|sample)\s*:?\s*\d*\s*$"
_DIGITS_OF_BSN = (8, 9)
"""With and without the zero that a spreadsheet leaves out."""
_LEAST = 2
"""Field names that a row needs at least to be taken for the header."""
_LINES_OF_TITLE = 2
"""Above a header, that are filled from side to side: such as what each column means."""
_SAME_NAMES = 0.75
"""Of a header that is there again, for one name of it may be misspelled above."""


@dataclass(frozen=True, slots=True)
class TrimmedTable:
    """A table with its header on top and only data below it, and what was set aside."""

    raw: RawTable
    findings: tuple[Finding, ...] = ()


def name_of(header: Cell) -> str:
    """Return a header as names are compared: case and surrounding blanks do not count."""
    return str(header).strip().casefold() if header is not None else ""


def candidate_headers(raw: RawTable) -> list[list[str]]:
    """The headers as names, and so each of the first rows below them; of columns that hold anything."""
    filled = [map(name_of, column.top(_LOOKED_AT)) for column in raw.columns if not column.empty.all()]
    return [[*map(name_of, raw.headers)], *map(list, zip(*filled, strict=True))]


def header_at(tops: Sequence[Sequence[str]], fields: Collection[str]) -> int:
    """Return how many rows stand above the real header: 0 when the first row is it, or none looks like it.

    A row with half of its names is the header already, and the one below it is the header again. What stands
    below three rows that are filled as it is, is below data. `tops`: as `candidate_headers` gives them.
    """
    counts = [sum(name in fields for name in names) for names in tops]
    best = counts.index(max(counts))
    if counts[best] < _LEAST:
        return 0
    half = max(_LEAST, counts[best] / 2)
    first = next(at for at, count in enumerate(counts) if count >= half)
    above = [at for at, names in enumerate(tops[:first]) if sum(map(bool, names)) >= half]
    return above[0] if len(above) > _LINES_OF_TITLE else first


def trim_to_header(raw: RawTable, table: Table) -> TrimmedTable:
    """Move the header up from under a title, and leave out rows that repeat it.

    Each is a finding that names its row: nothing disappears silently. Cells are never moved or changed.
    """
    above = header_at(candidate_headers(raw), table.fields)
    findings: list[Finding] = []
    if above:
        findings.append(_at(table_findings.TITLE_ABOVE_HEADER, table, raw, raw.header_row))
        below = np.arange(len(raw.rows)) >= above
        raw = replace(
            raw,
            headers=tuple(as_header(column[above - 1]) for column in raw.columns),
            columns=tuple(column.keep(below) for column in raw.columns),
            rows=raw.rows[above:],
            header_row=int(raw.rows[above - 1]),
        )
    repeated = _repeats_header(raw, table)
    findings += [_at(table_findings.REPEATED_HEADER, table, raw, row) for row in raw.rows[repeated].tolist()]
    return TrimmedTable(_without(raw, repeated) if repeated.any() else raw, tuple(findings))


def trim_to_rows(
    raw: RawTable, table: Table, columns: Mapping[str, int], sign: int | None = None
) -> TrimmedTable:
    """Leave out what is no row: blank rows, totals and examples, and cells that stray far from the table.

    An example blocks until it is taken away: the cells beside that word may be of a row. A stray cell blocks,
    because nobody can prove that it is not the one thing left of a row. What says in the column `sign` how it
    is handed in is a row: of a withdrawal only the key may be there. A cell in a column without header is
    nothing of a row, and that it is not read is said of its column.
    """
    examples = _are_examples(raw)
    found = no_rows_of(raw, table, columns).but_for(examples)
    if sign is not None:
        found = found.but_for(~raw.columns[sign].blank)
    dropped = found.all | examples
    if not dropped.any():
        return TrimmedTable(raw)
    findings = [_at(table_findings.EXAMPLE_ROW, table, raw, row) for row in raw.rows[examples].tolist()]
    findings += [_at(table_findings.TOTAL_ROW, table, raw, row) for row in raw.rows[found.totals].tolist()]
    if found.blank.any():
        first = int(raw.rows[found.blank][0])
        about = _at(table_findings.BLANK_ROWS, table, raw, first)
        findings.append(replace(about, count=int(found.blank.sum())))
    stray = [(row, _named(raw, columns)) for row, columns in found.stray.items()]
    findings += [_about_stray(table, raw, row, filled) for row, filled in stray if filled]
    return TrimmedTable(_without(raw, dropped), tuple(findings))


def _are_examples(raw: RawTable) -> Mask:
    """Tell per row whether one of its first cells says that it is an example."""
    named = [at for at, header in enumerate(raw.headers) if header.strip()]
    examples = np.zeros(len(raw.rows), bool)
    for at in named[:2]:
        examples |= raw.columns[at].match(_EXAMPLE)
    return examples


def _named(raw: RawTable, columns: Sequence[int]) -> list[int]:
    return [column for column in columns if raw.headers[column].strip()]


def _about_stray(table: Table, raw: RawTable, row: int, filled: list[int]) -> Finding:
    column, number = filled[0], raw.rows[row]
    place = Place(
        table=table.name,
        sheet=raw.sheet,
        row=int(raw.rows[row]),
        column=column_letter(raw.first_column + column),
    )
    if len(filled) == 1:
        return Finding(table_findings.STRAY_CELL, place, {"value": shown_masked(raw.columns[column][row])})
    cells = ", ".join(f"{column_letter(raw.first_column + each)}{number}" for each in filled)
    return Finding(table_findings.STRAY_CELLS, place, {"cells": cells})


def shown_masked(cell: Cell) -> Fact:
    """A cell of which nobody knows what it is, as a short text for people; what may be a BSN is masked."""
    value = shown(cell)
    bare = plain(value).strip()
    return mask_bsn(plain(value)) if bare.isdigit() and len(bare) in _DIGITS_OF_BSN else value


def _at(kind: FindingKind, table: Table, raw: RawTable, row: int) -> Finding:
    return Finding(kind, Place(table=table.name, sheet=raw.sheet, row=int(row)))


def _repeats_header(raw: RawTable, table: Table) -> Mask:
    """Tell per row whether it is the header above it, in whatever capitals and but for a misspelled name.

    Its names may stand in other columns, where some were put together above.
    """
    repeats = np.zeros(len(raw.rows), bool)
    named = [at for at, header in enumerate(raw.headers) if header.strip()]
    if not named:
        return repeats
    perhaps = repeats.copy()
    for at in named[:2]:
        perhaps |= raw.columns[at].say_as_name(raw.headers[at])
    names = {*table.fields, *map(name_of, raw.headers)} - {""}
    for at in np.flatnonzero(perhaps).tolist():
        same = sum(name_of(raw.columns[each][at]) in names for each in named)
        repeats[at] = same >= max(min(_LEAST, len(named)), _SAME_NAMES * len(named))
    return repeats


def _without(raw: RawTable, dropped: Mask) -> RawTable:
    columns = tuple(column.keep(~dropped) for column in raw.columns)
    return replace(raw, columns=columns, rows=raw.rows[~dropped])
