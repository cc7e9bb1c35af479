"""earlier: what stood in a column of the report that was published over an earlier period."""

from dataclasses import replace
from typing import Literal

import numpy as np

from service.domain.formats.earlier import LooksAt
from service.domain.formats.faults.earlier import DOES_NOT_ADD_UP, EARLIER_AND_OVERLAPPING
from service.domain.formats.rows import Groups
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import Verb, verb
from service.domain.formats.verbs.places import number_beside
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_TOLD = {
    LooksAt.PREVIOUS: Wording(
        "{column} van de vorige periode, zoals toen gepubliceerd",
        "{column} of the previous period, as it was published",
    ),
    LooksAt.YEAR_AGO: Wording(
        "{column} van dezelfde periode een jaar eerder, zoals toen gepubliceerd",
        "{column} of the same period a year ago, as it was published",
    ),
    LooksAt.YEAR_TO_DATE: Wording(
        "{column} van dit kalenderjaar: wat over eerdere perioden is gepubliceerd, met deze periode",
        "{column} of this calendar year: what was published over earlier periods, with this period",
    ),
}
_OTHERWISE = {
    "empty": Wording("; leeg als dat er niet is", "; empty when that is not there"),
    "block": Wording("; zonder dat geen rapportage", "; no report without it"),
}


@verb(
    "earlier",
    called=Wording("uit een eerdere periode", "of an earlier period"),
    options={
        "column": Wording("kolom van dit blok", "column of this block"),
        "period": Wording("welke periode", "which period"),
        "missing": Wording("als die rapportage er niet is", "when that report is not there"),
        "was": Wording("hoe de kolom toen heette", "what the column was called then"),
    },
    choices={
        "previous": Wording("de vorige periode", "the previous period"),
        "year_ago": Wording("dezelfde periode een jaar eerder", "the same period a year ago"),
        "year_to_date": Wording("dit jaar tot en met deze periode", "this year up to and with this period"),
        "empty": Wording("blijft de cel leeg", "the cell stays empty"),
        "block": Wording("wordt deze rapportage niet gemaakt", "this report is not made"),
    },
)
class Earlier(Verb):
    """What was published earlier: `earlier: { column: Dit kwartaal, period: previous, missing: empty }`.

    `period` is `previous`, `year_ago` or `year_to_date` (what was published this year, with this period).
    Lines are matched by their keys (`per`); what had a line then and has none now gets one. Nothing is worked
    out anew: a period over which nothing was published is named, and `missing` says whether the cells stay
    `empty` or the report is not made (`block`). `was: Oude kop` names the column in an earlier version.
    """

    main = "column"
    puts_together = True
    column: str
    period: Literal["previous", "year_ago", "year_to_date"]
    missing: Literal["empty", "block"] = "empty"
    was: str = ""

    @property
    def looks_at(self) -> LooksAt:
        """Which periods it looks at."""
        return LooksAt(self.period)

    @property
    def addresses(self) -> tuple[str, ...]:
        """What the column is or was called."""
        return tuple(filter(None, (self.column, self.was)))

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number as in the column."""
        beside = number_beside(before, scope, self.column)
        if scope.is_overlapping:
            raise LanguageError(EARLIER_AND_OVERLAPPING.fault())
        if self.looks_at is LooksAt.YEAR_TO_DATE and not beside.adds_up:
            raise LanguageError(DOES_NOT_ADD_UP.fault(column=self.column))
        return replace(
            beside.shape,
            element=(*beside.shape.element, f"earlier {self.period}"),
            cell_class=CellClass.AGGREGATED,
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """As published, line by line; for a sum or count, zero on a line that was not there then."""
        filled, look_back = lines.beside[self.column], lines.look_back
        own = filled.values
        nothing = np.full(len(lines), fill_value=True)
        if look_back is None:
            return own.at(slice(None), nothing)
        absent = 0 if filled.adds_up else None
        parts = [
            look_back.figures(period, self.addresses, own.denominator, absent=absent)
            for period in look_back.periods(self.looks_at)
        ]
        if self.looks_at is LooksAt.YEAR_TO_DATE:
            parts.append(own)
        numbers = np.stack([np.where(part.blank, 0, part.numbers) for part in parts]).sum(axis=0)
        blank = np.logical_or.reduce([part.blank for part in parts])
        return Values(ValueKind.NUMBER, np.asarray(numbers, dtype=np.int64), blank, own.denominator)

    def beside(self) -> tuple[str, ...]:
        """The column that it looks at, as it is now."""
        return (self.column,)

    def sentence(self) -> Wording:
        """In words."""
        return (_TOLD[self.looks_at] + _OTHERWISE[self.missing]).fill(column=self.column)
