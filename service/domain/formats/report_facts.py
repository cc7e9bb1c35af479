"""What a single cell of a report can be filled with: facts of the provider, the report and the story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as made
from datetime import date

import numpy as np
import numpy.typing as npt

from service.domain.formats.code_tables import CodeTable
from service.domain.formats.rows import Groups, Positions, Rows, Submitted, take
from service.domain.formats.shape import FieldReference, find_field
from service.domain.formats.verb import Expression
from service.domain.periods import Period
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.translation.content import ValueKind, Values

NEVER_ADDED_UP = frozenset({"liquiditeit", "ziekteverzuim_procent"})
"""Kengetallen of which two values have no sum: ratios and percentages."""


@dataclass(frozen=True, slots=True)
class ReportedRows:
    """The rows that a sheet reports, of all municipalities, for totals in single cells."""

    rows: Rows
    bounds: Positions
    """Municipality number m has the rows from bounds[m] up to bounds[m + 1]."""
    _filled: dict[int, Values] = made(default_factory=dict)

    def values(self, expression: Expression, number: int) -> Values:
        """What an expression gives for each row of municipality `number`; worked out once for all of them."""
        if id(expression) not in self._filled:
            self._filled[id(expression)] = expression.apply(self.rows)
        return self._filled[id(expression)].part(int(self.bounds[number]), int(self.bounds[number + 1]))

    def together(self, number: int) -> Groups:
        """All rows of municipality `number` as one group, also when there are none."""
        start, stop = int(self.bounds[number]), int(self.bounds[number + 1])
        rows = replace(self.rows, positions=self.rows.positions[start:stop])
        return Groups(rows=rows, numbers=np.zeros(len(rows), np.int64), first=np.zeros(1, np.int64))

    def count(self, number: int) -> int:
        """How many rows municipality `number` has."""
        return int(self.bounds[number + 1] - self.bounds[number])


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportFacts:
    """The one line that a cell of one report is filled from."""

    submitted: Submitted
    municipality_code: str
    municipality_name: str
    period: Period
    laws: tuple[str, ...]
    code_tables: Mapping[str, CodeTable]
    number: int = 0
    """The place of the municipality among those that are reported to."""
    lists: Mapping[str, ReportedRows] = made(default_factory=dict)
    """By the name of the sheet."""

    def __len__(self) -> int:
        """A cell has one value."""
        return 1

    @property
    def begin(self) -> date:
        """The first day of the reporting period."""
        return self.period.begin

    @property
    def day(self) -> date:
        """The last day of the reporting period."""
        return self.period.end

    def field(self, name: str) -> Values:
        """A field of the table aanlevering, which has one row."""
        reference = find_field(self.submitted.standard, ("aanlevering",), name)
        return take(self.submitted.values(reference), np.zeros(1, dtype=np.int64))

    def code_table(self, name: str) -> dict[str, str]:
        """Code → what it becomes on the last day of the reporting period."""
        return self.code_tables[name].on(self.period.end, self.laws)

    def meanings(self, name: str) -> dict[str, dict[str, str]]:
        """A cell is of all laws of its format, of which none means something else by a code."""
        return {"": self.code_table(name)}

    def laws_of_lines(self) -> npt.NDArray[np.generic]:
        """A cell is of no law."""
        return np.array([""], dtype=object)

    def fact(self, name: str) -> Values:
        """`period`, `period_begin`, `period_end`, `municipality_code` or `municipality_name`."""
        facts: dict[str, str | date] = {
            "period": self.period.in_dutch,
            "period_begin": self.period.begin,
            "period_end": self.period.end,
            "municipality_code": self.municipality_code,
            "municipality_name": self.municipality_name,
        }
        return _one(facts[name])

    def narrative(self, about: str) -> Values:
        """The texts about a subject for this municipality, or else those for every municipality."""
        texts = self.submitted.values(FieldReference("toelichting", "tekst"))
        return _one("\n\n".join(texts.items[self.narrative_rows(about)]))

    def narrative_rows(self, about: str) -> Positions:
        """The rows of toelichting that have those texts."""
        return self._own_or_of_all("toelichting", "onderwerp", about, self.laws)

    def total(self, sheet: str, expression: Expression | None) -> Values:
        """The sum of an expression over the rows of a sheet, or what it makes of all of them together.

        Without an expression, how many rows there are.
        """
        reported = self.lists[sheet]
        if expression is None:
            return _number(reported.count(self.number), 1)
        if expression.gathers:
            return expression.apply(reported.together(self.number))
        values = reported.values(expression, self.number)
        return _number(int(values.numbers[~values.blank].sum()), values.denominator)

    def figure(self, name: str, law: str | None = None) -> Values:
        """The value of a kengetal: this municipality's own, or else the one of the whole organisation.

        Of several laws it is their sum; blank where that means nothing, as of percentages. With `law` as a
        format about that law alone has it.
        """
        chosen = self.figure_rows(name, law)
        values = take(self.submitted.values(FieldReference("kengetal", "waarde")), chosen)
        units = take(self.submitted.values(FieldReference("kengetal", "eenheid")), chosen).items
        adds_up = name not in NEVER_ADDED_UP and not bool((units == _PER_CENT).any())
        is_there = len(chosen) == 1 or (len(chosen) > 1 and adds_up)
        total = int(values.numbers[~values.blank].sum())
        is_blank = np.array([not is_there or bool(values.blank.all())])
        return Values(ValueKind.NUMBER, np.array([total], dtype=np.int64), is_blank, DECIMAL_SCALE)

    def figure_rows(self, name: str, law: str | None = None) -> Positions:
        """The rows of kengetal that have it: one for all laws, or else one for each law."""
        found = self._own_or_of_all("kengetal", "kengetal", name, (law,) if law else self.laws)
        for_all = self.submitted.values(FieldReference("kengetal", "wet")).blank[found]
        return found[for_all][:1] if for_all.any() else found

    def _own_or_of_all(self, table: str, field: str, wanted: str, laws: Sequence[str]) -> Positions:
        """The rows of this municipality that say what is wanted, or else those that are of every one."""
        names = (field, "wet", "gemeentecode")
        said, law, municipality = (self.submitted.values(FieldReference(table, name)) for name in names)
        asked = (said.items == wanted) & (law.blank | np.isin(law.items, laws))
        own = np.flatnonzero(asked & (municipality.items == self.municipality_code))
        return own if len(own) else np.flatnonzero(asked & municipality.blank)


_PER_CENT = "procent"


def _number(numerator: int, denominator: int) -> Values:
    return Values(
        ValueKind.NUMBER, np.array([numerator], dtype=np.int64), np.zeros(1, dtype=bool), denominator
    )


def _one(value: str | date) -> Values:
    if isinstance(value, date):
        return Values(ValueKind.DATE, np.array([value], dtype="datetime64[D]"), np.zeros(1, dtype=bool))
    return Values(ValueKind.TEXT, np.array([value], dtype=object), np.array([not value], dtype=bool))
