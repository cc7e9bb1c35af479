"""The register of rules between fields: each one small function over a whole table."""

import dataclasses
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from service.domain.findings import FindingKind, Severity
from service.domain.standard.cells import Mask
from service.domain.standard.columns import ColumnLacksError, Columns, Days, NumberedTexts
from service.domain.standard.links import ALLOCATION, positions_of_allocations
from service.domain.standard.rules.told import Tells
from service.domain.wording import Wording

_DELIVERY = "aanlevering"


class Tables:
    """Every table of an export as columns, each taken apart once for all rules."""

    def __init__(
        self,
        frames: Mapping[str, pd.DataFrame],
        texts: Mapping[str, Mapping[str, NumberedTexts]] | None = None,
        unread: Mapping[str, Mask] | None = None,
        lacking: Mapping[str, Collection[str]] | None = None,
    ) -> None:
        """`texts`: per table the columns that need not stand in its frame.

        `unread`: per field of the allocations which of them have a cell there that could not be read, or
        says nothing. `lacking`: per table the columns of which nothing is known.
        """
        self.unread: dict[str, Mask] = dict(unread or {})
        self._frames = frames
        self._texts = texts or {}
        self._lacking = lacking or {}
        self._columns: dict[str, Columns] = {}
        self._places: dict[str, npt.NDArray[np.intp]] = {}

    def __getitem__(self, name: str) -> Columns:
        if name not in self._columns:
            self._columns[name] = Columns(
                self._frames[name], texts=self._texts.get(name), lacking=self._lacking.get(name, ())
            )
        return self._columns[name]

    def places(self, name: str) -> npt.NDArray[np.intp]:
        """Per row of a table that refers to one, the position of its allocation; -1 where it has none."""
        if name not in self._places:
            found = positions_of_allocations(self[name], self[ALLOCATION])
            self._places[name] = found
        return self._places[name]


class TableRows(Columns):
    """What a rule may look at: a table's own columns, its allocations, and every other table."""

    def __init__(self, table: str, tables: Tables) -> None:
        # The same table: what becomes known of either is known of both.
        vars(self).update(vars(tables[table]))
        self.table = table
        self.tables = tables

    @cached_property
    def allocation_position(self) -> npt.NDArray[np.intp]:
        """The position of each row's allocation, -1 where it has none: a group for `summed` and `counted`."""
        return self.tables.places(self.table) if _refers(self) else np.full(len(self), -1, np.intp)

    @cached_property
    def allocation(self) -> Columns:
        """Each row's allocation; everything is missing for rows that have none."""
        return self.tables[ALLOCATION].at(self.allocation_position)

    @property
    def have_one_law(self) -> bool:
        """Tell whether all allocations have one wet, so that every row has it, whichever it refers to."""
        allocations = self.tables[ALLOCATION]
        return allocations.knows("wet") and len(allocations.texts("wet")) == 1

    def positions_of(self, table: str) -> npt.NDArray[np.intp]:
        """Per row of another table the position of its allocation, -1 where it has none."""
        return self.tables.places(table)

    def is_unread(self, name: str) -> Mask:
        """Per allocation whether this cell of it was refused when it was read: it says nothing."""
        unread = self.tables.unread.get(name)
        return np.zeros(len(self), bool) if unread is None else unread

    def is_unread_of_allocation(self, name: str) -> Mask:
        """Per row whether this cell of its allocation was refused when it was read: it is not empty."""
        unread = self.tables.unread.get(name)
        if unread is None or not len(unread):
            return np.zeros(len(self), bool)
        found: Mask = unread[self.allocation_position] & (self.allocation_position >= 0)
        return found

    def of_delivery(self, name: str) -> np.datetime64:
        """Return a date of the delivery; NaT when it is not there.

        So too when it cannot be trusted: the period ends before it begins, or begins after the export.
        """
        delivery = self.tables[_DELIVERY]
        days: Days = delivery.day(name)
        if not len(days) or _is_before(delivery, "periode_eind"):
            return np.datetime64("NaT", "s")
        is_too_early = name == "aangemaakt_op" and _is_before(delivery, name)
        first: np.datetime64 = days[0]
        return np.datetime64("NaT", "s") if is_too_early else first


def _is_before(delivery: Columns, name: str) -> bool:
    """Whether this day of the delivery lies before its period; not when nothing is known of either."""
    begin = "periode_begin"
    return delivery.knows(name, begin) and bool(delivery.day(name)[0] < delivery.day(begin)[0])


def _refers(columns: Columns) -> bool:
    return columns.has_column("toewijzingnummer") and not columns.has_column("wet")


Violations = Callable[[TableRows], Mask]
"""Tells per row whether it breaks the rule. A missing value breaks nothing but a rule about missing.

Raises ColumnLacksError where it needs a column of which nothing is known: then nobody can tell.
"""


def where_known(rows: TableRows, holds: Violations) -> Mask:
    """Per row whether it holds; of no row where that needs a column of which nothing is known."""
    try:
        return holds(rows)
    except ColumnLacksError:
        return np.zeros(len(rows), bool)


Clashes = Callable[[TableRows], npt.NDArray[np.intp]]
"""Gives per row the place of another one; only looked at where the rule is broken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A rule of the standard between fields, rows or tables."""

    kind: FindingKind
    table: str
    field: str
    """Where the finding is placed."""
    violations: Violations
    description: str
    """The docstring of its function: what it holds and where it comes from."""
    follows: tuple[str, ...] = ()
    """Fields of the same row: what blocks or waits in one of them says already what this would."""
    facts: Mapping[str, str] = dataclasses.field(default_factory=dict)
    """Facts of every finding of this rule; `value` here hides what the cell holds."""
    clashes_with: Clashes | None = None
    """Per row that breaks it the place of the row that it clashes with: the fact `first`."""
    tells: Callable[[TableRows], Tells] | None = None
    """What else is said of a row that breaks it, such as the limit; only asked where the rule is broken."""


RULES: list[Rule] = []


def rule(  # noqa: PLR0913 - the four that place a rule, its words, and what it hides
    code: str,
    severity: Severity,
    table: str,
    field: str,
    *,
    title: Wording,
    words: Wording,
    hides: bool = False,
    follows: tuple[str, ...] = (),
    clashes_with: Clashes | None = None,
    tells: Callable[[TableRows], Tells] | None = None,
) -> Callable[[Violations], Violations]:
    """Register the function below as a rule; its docstring documents it.

    `hides`: the cell may hold what nobody but its owner may read, so a finding does not repeat it.
    `follows`, `clashes_with`, `tells`: see Rule.
    """

    def register(violations: Violations) -> Violations:
        kind = FindingKind(code, severity, title, words)
        facts = {"value": "***"} if hides else {}
        RULES.append(
            Rule(
                kind=kind,
                table=table,
                field=field,
                violations=violations,
                description=(violations.__doc__ or "").strip(),
                follows=follows,
                facts=facts,
                clashes_with=clashes_with,
                tells=tells,
            )
        )
        return violations

    return register
