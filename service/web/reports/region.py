"""A region on one screen: providers as rows, municipalities as columns; filtered, and some at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.web.reports.matrix import CellStatus, MatrixCell, MatrixPage, MatrixRow

MOST = 25
"""Providers on a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the region is looked at."""

    municipality: str = ""
    """Gemeentecode; empty for all."""
    provider: str = ""
    """A part of a name, or of an AGB code."""
    status: CellStatus | None = None
    """Only providers of which something stands so."""
    begin: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class RegionRow:
    """One provider."""

    code: str
    name: str
    cells: tuple[MatrixCell, ...]
    """One for each municipality that is shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """The part that is shown, and how much there is."""

    municipalities: tuple[tuple[str, str], ...]
    """(gemeentecode, name)."""
    rows: tuple[RegionRow, ...]
    found: int
    """How many providers the filters leave."""
    statuses: Mapping[CellStatus, int]
    """Of the cells of those municipalities and providers, how many stand how: what is asked alone."""
    former: int | None
    following: int | None


def region_of(page: MatrixPage, asked: Asked, most: int | None = MOST) -> Region:
    """What of the matrix of a period is asked, `most` providers of it; None for all."""
    shown = [row for row in page.rows if asked.municipality in ("", row.code)]
    providers = _providers(page, shown, asked.provider)
    left = [row for row in providers if asked.status is None or _has(row, asked.status)]
    begin, end = (asked.begin, asked.begin + most) if most else (0, len(left))
    return Region(
        municipalities=tuple((row.code, row.name) for row in shown),
        rows=tuple(left[begin:end]),
        found=len(left),
        statuses=_counted(providers),
        former=max(begin - MOST, 0) if begin else None,
        following=end if end < len(left) else None,
    )


def _providers(page: MatrixPage, shown: Sequence[MatrixRow], wanted: str) -> list[RegionRow]:
    return [
        RegionRow(code=code, name=name, cells=tuple(row.cells[at] for row in shown))
        for at, (code, name) in enumerate(page.providers)
        if wanted.casefold() in f"{name} {code}".casefold()
    ]


def _counted(rows: Sequence[RegionRow]) -> Mapping[CellStatus, int]:
    counted = Counter(cell.status for row in rows for cell in row.cells)
    return {each: counted[each] for each in CellStatus if counted[each] and each is not CellStatus.NOT_ASKED}


def pair_of(page: MatrixPage, provider: str, municipality: str) -> RegionRow | None:
    """One provider with one municipality alone; None for what is not both in the region."""
    shown = [row for row in page.rows if row.code == municipality]
    every = _providers(page, shown, provider) if shown else []
    return next((row for row in every if row.code == provider), None)


def _has(row: RegionRow, status: CellStatus) -> bool:
    return any(cell.status is status for cell in row.cells)
