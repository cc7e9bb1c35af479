"""The register of rules between fields: each one small function over a whole table."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from service.domain.findings import FindingKind, Severity
from service.domain.standard.cells import Mask
from service.domain.standard.links import Allocations


@dataclass(frozen=True, slots=True)
class Rows:
    """What a rule may look at."""

    frame: pd.DataFrame
    """The table, typed as `Export` says."""
    allocations: Allocations | None
    """Each row's allocation, for the tables that refer to one."""
    tables: Mapping[str, pd.DataFrame]
    """Every table of the export."""


Breaks = Callable[[Rows], Mask]
"""Tells per row whether it breaks the rule. A missing value breaks nothing but a rule about missing."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the standard between fields, rows or tables."""

    kind: FindingKind
    table: str
    field: str
    """Where the finding is placed."""
    breaks: Breaks
    description: str
    """The docstring of its function: what it holds and where it comes from."""


RULES: list[Rule] = []


def rule(
    code: str, severity: Severity, table: str, field: str, *, nl: str, en: str
) -> Callable[[Breaks], Breaks]:
    """Register the function below as a rule; its docstring documents it."""

    def register(breaks: Breaks) -> Breaks:
        kind = FindingKind(code, severity, nl, en)
        RULES.append(Rule(kind, table, field, breaks, (breaks.__doc__ or "").strip()))
        return breaks

    return register
