"""One person in what a provider handed in: for who asks what is kept of him or her."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from service.domain.reports import ReportSummary
from service.domain.standard.export import ROW, Export
from service.domain.submissions.submission import Submission

_ALLOCATION = ("gemeentecode", "toewijzingnummer")


@dataclass(frozen=True, slots=True)
class PersonRows:
    """Where a person stands in one submission."""

    rows: Mapping[str, tuple[int, ...]]
    """Row numbers per table of the standard."""
    municipalities: frozenset[str]
    """Those to which the rows were reported, or would be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonInSubmission:
    """A submission in which a person stands, and the reports in which his or her rows can be."""

    submission: Submission
    found: PersonRows
    reports: tuple[ReportSummary, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """That somebody looked this person up before."""

    login: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFile:
    """All that is kept of one person at one provider."""

    found: tuple[PersonInSubmission, ...]
    """The latest submission first."""
    unreadable: int
    """Submissions whose rows were destroyed, or were never read."""
    asked: tuple[Asked, ...]
    """Who looked the person up, the latest first."""


def rows_of_person(export: Export, bsn: str) -> PersonRows:
    """The allocations of a person, and every row of another table that is about one of them."""
    allocations = export.tables.get("toewijzing")
    if allocations is None:
        return PersonRows({}, frozenset())
    own = allocations[allocations["bsn"].astype("string") == bsn]
    keys = frozenset(_keys(own))
    found = {
        name: own if name == "toewijzing" else _about(table, keys) for name, table in export.tables.items()
    }
    rows = {name: tuple(sorted(table[ROW].tolist())) for name, table in found.items() if len(table)}
    return PersonRows(rows, frozenset(municipality for municipality, _ in keys))


def _about(table: pd.DataFrame, keys: frozenset[tuple[str, str]]) -> pd.DataFrame:
    if not set(_ALLOCATION) <= set(table.columns):
        return table[:0]
    return table[[pair in keys for pair in _keys(table)]]


def _keys(table: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Per row by what its allocation is known."""
    municipality, number = (table[name].astype(str) for name in _ALLOCATION)
    return zip(municipality, number, strict=True)
