"""What a warning is about, the same over uploads: by the keys of its row, never by a row number."""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from service.domain.findings import Finding, Severity
from service.domain.said import plain
from service.domain.standard.export import ROW, Export
from service.domain.standard.model import Standard, Table

_LENGTH = 32
_BETWEEN = "\x1f"

_Column = tuple[str, str]
"""Table and field."""


def with_identities(findings: Sequence[Finding], export: Export, standard: Standard) -> tuple[Finding, ...]:
    """The same findings; each warning that can be answered has its identity.

    That of a row is made of its key fields and of what stands in the field that the warning is about: when
    that changes, an answer to it would be an answer to something else. That of anything larger than a row
    holds for the days that the export is about. It is a hash, so that nothing of a person can be read there.
    """
    rows: dict[_Column, set[int]] = {}
    for each in findings:
        if can_be_answered(each) and _is_of_row(each):
            rows.setdefault(_column(each), set()).add(each.place.row or 0)
    keys = {
        (table, field): _keys(export.tables[table], standard.tables[table], field, wanted)
        for (table, field), wanted in rows.items()
    }
    days = "" if export.period is None else f"{export.period.begin}--{export.period.end}"
    return tuple(_identified(each, keys, days) for each in findings)


def can_be_answered(finding: Finding) -> bool:
    """Whether it is a warning about what was sent, which nothing waits for, and not a repair of ours."""
    return finding.kind.severity is Severity.WARNS and not finding.kind.is_repair


def _column(finding: Finding) -> _Column:
    return finding.place.table, finding.place.field


def _of_report(finding: Finding) -> str:
    """Which report it is about; nothing when it is about no report."""
    told = [
        plain(finding.facts[each]) for each in ("municipality", "format", "period") if each in finding.facts
    ]
    return _BETWEEN + _BETWEEN.join(told) if len(told) > 1 else ""


def _is_of_row(finding: Finding) -> bool:
    return bool(finding.place.table and finding.place.row) and finding.count == 1


def row_identities(frame: pd.DataFrame, table: Table, field: str) -> tuple[str, ...]:
    """Per row the identity that a warning about one of its fields has."""
    return tuple(_hashed(table.name, field, about) for about in _texts(frame, table, field))


def _keys(frame: pd.DataFrame, table: Table, field: str, rows: Collection[int]) -> Mapping[int, str]:
    """Per row number the texts of its keys and of the field."""
    named = frame[frame[ROW].isin(list(rows))]
    return dict(zip(named[ROW].tolist(), _texts(named, table, field), strict=True))


def _texts(frame: pd.DataFrame, table: Table, field: str) -> Iterator[str]:
    """Per row the texts of its keys, or of everything where a table has none, and of the field."""
    fields = table.key.fields if table.key else tuple(table.fields)
    columns = [
        frame[each].astype(str).fillna("").tolist()
        for each in dict.fromkeys((*fields, field))
        if each in frame
    ]
    return map(_BETWEEN.join, zip(*columns, strict=True))


def _hashed(table: str, field: str, about: str) -> str:
    return hashlib.sha256(_BETWEEN.join((table, field, about)).encode()).hexdigest()[:_LENGTH]


def _identified(finding: Finding, keys: Mapping[_Column, Mapping[int, str]], days: str) -> Finding:
    if not can_be_answered(finding):
        return finding
    place = finding.place
    if _is_of_row(finding):
        about = keys[_column(finding)].get(place.row or 0, "")
    else:
        about = f"{days}{_BETWEEN}{place.line}{_of_report(finding)}" if days else ""
    if not about:
        return finding
    identity = _hashed(place.table, place.field, about)
    return replace(finding, place=replace(place, identity=identity))
