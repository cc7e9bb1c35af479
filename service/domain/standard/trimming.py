"""Find the header of a table where it really stands, and set aside rows that are no data, each by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from service.domain.findings import Finding, FindingKind, Place
from service.domain.standard.cells import Cell, Mask
from service.domain.standard.export import RawTable
from service.domain.standard.findings import tables as table_findings
from service.domain.standard.model import Table

_LOOKED_AT = 20
"""Rows from the top in which a header is sought."""
_LEAST = 2
"""Field names that a row needs at least to be taken for the header."""
_TOTALS = ("totaal", "total", "totalen", "som", "subtotaal", "eindtotaal", "sum")


@dataclass(frozen=True, slots=True)
class TrimmedTable:
    """A table with its header on top and only data below it, and what was set aside."""

    raw: RawTable
    findings: tuple[Finding, ...] = ()


def name_of(header: Cell) -> str:
    """Return a header as names are compared: case and surrounding blanks do not count."""
    return str(header).strip().casefold() if header is not None else ""


def candidate_headers(raw: RawTable) -> list[list[str]]:
    """The headers as names, and so each of the first rows below them."""
    below = range(min(_LOOKED_AT, len(raw.rows)))
    return [[*map(name_of, raw.headers)], *([name_of(column[at]) for column in raw.columns] for at in below)]


def header_at(tops: Sequence[Sequence[str]], fields: Collection[str]) -> int:
    """Return how many rows stand above the real header: 0 when the first row is it, or none looks like it.

    `tops`: as `candidate_headers` gives them.
    """
    counts = [sum(name in fields for name in names) for names in tops]
    best = counts.index(max(counts))
    return best if counts[best] >= _LEAST else 0


def trim_to_data(raw: RawTable, table: Table) -> TrimmedTable:
    """Move the header up from under a title, and leave out repeated headers and a row of totals.

    Each is a finding that names its row: nothing disappears silently. Cells are never moved or changed.
    """
    above = header_at(candidate_headers(raw), table.fields)
    findings: list[Finding] = []
    if above:
        findings.append(_at(table_findings.TITLE_ABOVE_HEADER, table, raw, raw.header_row))
        below = np.arange(len(raw.rows)) >= above
        raw = replace(
            raw,
            headers=tuple(str(column[above - 1]) for column in raw.columns),
            columns=tuple(column.keep(below) for column in raw.columns),
            rows=raw.rows[above:],
            header_row=int(raw.rows[above - 1]),
        )
    repeated = _repeats_header(raw)
    totals = _is_total(raw, table) & ~repeated
    findings += [_at(table_findings.REPEATED_HEADER, table, raw, row) for row in raw.rows[repeated].tolist()]
    findings += [_at(table_findings.TOTAL_ROW, table, raw, row) for row in raw.rows[totals].tolist()]
    dropped = repeated | totals
    return TrimmedTable(_without(raw, dropped) if dropped.any() else raw, tuple(findings))


def _at(kind: FindingKind, table: Table, raw: RawTable, row: int) -> Finding:
    return Finding(kind, Place(table=table.name, sheet=raw.sheet, row=int(row)))


def _repeats_header(raw: RawTable) -> Mask:
    """Tell per row whether every filled cell of it is the header above it."""
    repeats = np.zeros(len(raw.rows), bool)
    named = [at for at, header in enumerate(raw.headers) if header.strip()]
    if not named:
        return repeats
    for at in np.flatnonzero(raw.columns[named[0]].say(raw.headers[named[0]])).tolist():
        repeats[at] = all(raw.columns[column][at] == raw.headers[column] for column in named)
    return repeats


def _is_total(raw: RawTable, table: Table) -> Mask:
    """Tell per row whether it says it is a total and misses most of what the table requires."""
    totals = np.zeros(len(raw.rows), bool)
    required = [
        column
        for header, column in zip(raw.headers, raw.columns, strict=True)
        if (field := table.fields.get(name_of(header))) is not None and field.required
    ]
    if len(required) < _LEAST:
        return totals
    for at in _last_rows(raw):
        empty = sum(column[at] in ("", None) for column in required)
        if 2 * empty >= len(required) and any(_says_total(column[at]) for column in raw.columns):
            totals[at] = True
    return totals


def _last_rows(raw: RawTable) -> Sequence[int]:
    return range(max(len(raw.rows) - _LEAST, 0), len(raw.rows))


def _says_total(cell: Cell) -> bool:
    return isinstance(cell, str) and cell.strip().casefold().rstrip(":").split(" ")[0] in _TOTALS


def _without(raw: RawTable, dropped: Mask) -> RawTable:
    columns = tuple(column.keep(~dropped) for column in raw.columns)
    return replace(raw, columns=columns, rows=raw.rows[~dropped])
