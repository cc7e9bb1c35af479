"""Which municipality a finding is about, that of its row, so that somebody can look at those of one."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from service.domain.findings import Finding
from service.domain.standard.export import ROW, Export

_CODE = "gemeentecode"


def with_municipalities(findings: Sequence[Finding], export: Export) -> tuple[Finding, ...]:
    """The same findings; each about one row that says for which municipality it is, with its gemeentecode."""
    rows: dict[str, set[int]] = {}
    for each in findings:
        if each.place.row and each.place.table in export.tables:
            rows.setdefault(each.place.table, set()).add(each.place.row)
    codes = {table: _codes(export.tables[table], wanted) for table, wanted in rows.items()}
    return tuple(_told(each, codes.get(each.place.table, {})) for each in findings)


def _codes(frame: pd.DataFrame, rows: set[int]) -> Mapping[int, str]:
    """By row number, as far as a row says it."""
    if _CODE not in frame:
        return {}
    named = frame.loc[frame[ROW].isin(list(rows)), [ROW, _CODE]].dropna()
    return dict(zip(named[ROW].tolist(), named[_CODE].astype(str).tolist(), strict=True))


def _told(finding: Finding, codes: Mapping[int, str]) -> Finding:
    code = codes.get(finding.place.row or 0, "")
    return replace(finding, place=replace(finding.place, municipality=code)) if code else finding
