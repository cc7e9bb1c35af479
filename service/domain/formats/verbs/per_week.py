"""per_week: a volume per week becomes the volume of a product period, by one of the national rules."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from service.domain.formats.shape import CellClass, FieldReference, Scope, Shape
from service.domain.formats.verb import FieldName, Lines, Verb, verb
from service.domain.formats.verbs.exact import Integers, days_since_epoch
from service.domain.formats.verbs.places import dates_of, must_be_row, must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_DAYS = 7
_MONDAY_FIRST = 3
"""Added to days since Thursday 1 January 1970, so that whole weeks begin on Monday."""
_SUNDAYS = 4
"""Added, so that the whole weeks are the Sundays up to and including that day."""

_WORDS = {
    "week_numbers": Wording("maal het aantal weeknummers", "times the number of week numbers"),
    "sundays": Wording("maal het aantal zondagen", "times the number of Sundays"),
    "six": Wording("maal zes weken", "times six weeks"),
}


@verb(
    "per_week",
    called=Wording("volume per week omrekenen", "convert volume per week"),
    options={
        "rule": Wording("rekenregel", "rule"),
        "starts": Wording("begin van de toewijzing", "begin of the allocation"),
        "ends": Wording("einde van de toewijzing", "end of the allocation"),
    },
    choices={
        "week_numbers": Wording("per weeknummer (inspanningsgericht)", "by week numbers (effort oriented)"),
        "sundays": Wording("per zondag (outputgericht)", "by Sundays (output oriented)"),
        "six": Wording("altijd zes weken", "always six weeks"),
    },
)
class PerWeek(Verb):
    """A volume per week times the weeks of a product period: `{ field: volume, per_week: week_numbers }`.

    `week_numbers` counts every week number the period touches (inspanningsgericht); `sundays` counts Sundays,
    and the broken last week of the allocation in the period it begins in (outputgericht); `six` is always six
    (Wmo categorie 01). Source: Ketenbureau i-Sociaal Domein, werkwijze frequentie per week.
    """

    main = "rule"
    rule: Literal["week_numbers", "sundays", "six"]
    begin: FieldName = Field(default="begindatum", alias="from")
    until: FieldName = "einddatum"
    starts: FieldName = "toewijzing.ingangsdatum"
    """The first day of the allocation."""
    ends: FieldName = "toewijzing.einddatum"
    """The last day of the allocation."""

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The same kind of number."""
        shape = must_follow(before, ValueKind.NUMBER)
        must_be_row(scope)
        dates_of(scope, *self._names)
        return replace(
            shape,
            element=(*shape.element, f"over the product period by {self.rule}"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The volumes."""
        begin, until = lines.field(self.begin), lines.field(self.until)
        blank = before.blank | begin.blank | until.blank
        first, last = days_since_epoch(begin.items), days_since_epoch(until.items)
        match self.rule:
            case "week_numbers":
                weeks = (last + _MONDAY_FIRST) // _DAYS - (first + _MONDAY_FIRST) // _DAYS + 1
            case "sundays":
                weeks = (last + _SUNDAYS) // _DAYS - (first - 1 + _SUNDAYS) // _DAYS
                weeks = weeks + self._broken_week(lines, first, last)
            case "six":
                weeks = np.full(len(lines), 6)
        weeks = np.where(blank | ((last < first) & (self.rule != "six")), 0, weeks)
        return Values(
            ValueKind.NUMBER,
            np.where(blank, 0, before.numbers * weeks).astype(np.int64),
            blank,
            before.denominator,
        )

    def _broken_week(self, lines: Lines, first: Integers, last: Integers) -> Integers:
        """One where the last, broken week of the allocation begins in the period."""
        starts, ends = lines.field(self.starts), lines.field(self.ends)
        end = days_since_epoch(ends.items)
        monday = (end + _MONDAY_FIRST) // _DAYS * _DAYS - _MONDAY_FIRST
        begins = np.where(starts.blank, monday, np.maximum(monday, days_since_epoch(starts.items)))
        is_broken = ~ends.blank & (end != monday + _DAYS - 1)
        counts: Integers = (is_broken & (first <= begins) & (begins <= last)).astype(np.int64)
        return counts

    @property
    def _names(self) -> tuple[str, ...]:
        own = () if self.rule == "six" else (self.begin, self.until)
        return (*own, self.starts, self.ends) if self.rule == "sundays" else own

    def sentence(self) -> Wording:
        """In words."""
        return _WORDS[self.rule] + Wording(" in de productperiode", " in the product period")

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields with the days."""
        yield from (scope.find(name)[0] for name in self._names)
