"""A region on one screen: providers as rows, municipalities as columns; filtered, and some at a time."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from service.domain.delivery_matrix import CellStatus, DeliveryMatrix, MatrixCell, MatrixRow

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
    format: str = ""
    law: str = ""
    """"JW" or "WMO"; empty for both."""
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


def region_of(matrix: DeliveryMatrix, asked: Asked, most: int | None = MOST) -> Region:
    """What of the matrix of a period is asked, `most` providers of it; None for all."""
    shown = [row for row in matrix.rows if asked.municipality in ("", row.code)]
    providers = _providers(matrix, shown, asked.provider)
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


def _providers(matrix: DeliveryMatrix, shown: Sequence[MatrixRow], wanted: str) -> list[RegionRow]:
    return [
        RegionRow(code=code, name=name, cells=tuple(row.cells[at] for row in shown))
        for at, (code, name) in enumerate(matrix.providers)
        if wanted.casefold() in f"{name} {code}".casefold()
    ]


def _counted(rows: Sequence[RegionRow]) -> Mapping[CellStatus, int]:
    counted = Counter(cell.status for row in rows for cell in row.cells)
    return {each: counted[each] for each in CellStatus if counted[each] and each is not CellStatus.NOT_ASKED}


def _has(row: RegionRow, status: CellStatus) -> bool:
    return any(cell.status is status for cell in row.cells)
