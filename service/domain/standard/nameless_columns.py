"""Columns that are full and have no header, where as many columns lack: they are asked for their names."""

from dataclasses import replace

from service.domain.findings import Finding
from service.domain.said import Fact
from service.domain.standard.findings import tables as kinds
from service.domain.wording import OR, joined, same

_FEW = 2
"""Optional fields without a column, any of which may be meant as well."""


def with_names_asked(
    absent: list[Finding], headless: list[Finding], rows: int, header_row: int
) -> list[Finding]:
    """Both kinds of findings; one per full column where what lacks are only names, and not two of each.

    `headless`: one finding per column without a header, that counts its cells among so many `rows`.
    """
    lacking = [each for each in absent if each.kind is kinds.MISSING_COLUMN]
    full = [each for each in headless if 2 * each.count >= rows]
    if not 0 < len(lacking) <= len(full):
        return [*absent, *headless]
    names: dict[str, Fact] = {"fields": joined(OR, [same(each) for each in _perhaps_meant(absent, lacking)])}
    asked = [_asked(each, header_row, names) for each in full]
    said = [*lacking, *full]
    return [*asked, *(each for each in (*absent, *headless) if each not in said)]


def _perhaps_meant(absent: list[Finding], lacking: list[Finding]) -> list[str]:
    """The fields that must be there and lack; the optional ones too, where those are few."""
    optional = [each for each in absent if each.kind is kinds.MISSING_OPTIONAL_COLUMN]
    return [each.place.field for each in (*lacking, *(optional if len(optional) <= _FEW else ()))]


def _asked(headless: Finding, header_row: int, names: dict[str, Fact]) -> Finding:
    return Finding(kinds.COLUMN_WITHOUT_HEADER, replace(headless.place, row=header_row), names)
