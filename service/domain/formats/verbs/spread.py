"""spread: a value that covers a range of days is spread over them, and the part in the period is taken."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from pydantic import Field

from service.domain.formats.shape import CellClass, FieldReference, Scope, Shape
from service.domain.formats.verb import FieldName, Lines, Verb, verb
from service.domain.formats.verbs.exact import Integers, days_since_epoch, rounded_quotient
from service.domain.formats.verbs.places import dates_of, must_be_row, must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "spread",
    called=Wording("verdeel over de periode", "spread over the period"),
    options={"month": Wording("alleen de maand met dit nummer", "only the month of this number")},
)
class Spread(Verb):
    """The part of a value that falls in the reporting period, by days; with `month: 2` in its second month.

    `{ field: budget, spread: { from: ingangsdatum, until: einddatum } }`. Rounded so that the parts of one
    value over successive periods add up to it exactly. Blank where a day is missing.
    """

    main = ""
    begin: FieldName = Field(default="begindatum", alias="from")
    until: FieldName = "einddatum"
    month: int | None = Field(default=None, ge=1, le=12)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The same kind of number."""
        shape = must_follow(before, ValueKind.NUMBER)
        must_be_row(scope)
        dates_of(scope, self.begin, self.until)
        part = f"month {self.month} of the period" if self.month else "the period"
        return replace(
            shape,
            element=(*shape.element, f"part in {part}"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The parts."""
        begin, until = lines.field(self.begin), lines.field(self.until)
        first, last = days_since_epoch(begin.items), days_since_epoch(until.items)
        blank = before.blank | begin.blank | until.blank | (last < first)
        length = np.where(blank, 1, last - first + 1)
        numbers = np.where(blank, 0, before.numbers)
        start, end = days_of_period(lines, self.month)

        def up_to(day: int) -> Integers:
            passed = np.clip(day - np.where(blank, day, first), 0, length)
            return rounded_quotient(numbers * passed, length)

        return Values(ValueKind.NUMBER, up_to(end) - up_to(start), blank, before.denominator)

    def sentence(self) -> Wording:
        """In words."""
        return Wording(
            "naar dagen verdeeld van {begin} tot en met {until}, het deel in {part}",
            "spread over the days from {begin} until {until}, the part in {part}",
        ).fill(begin=self.begin, until=self.until, part=part_of_period(self.month))

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields with the days."""
        yield from (scope.find(name)[0] for name in (self.begin, self.until))


def part_of_period(month: int | None) -> Wording:
    """What `days_of_period` gives the days of, in words."""
    if month is None:
        return Wording("de periode", "the period")
    return Wording("maand {month} van de periode", "month {month} of the period").fill(month=month)


def days_of_period(lines: Lines, month: int | None) -> tuple[int, int]:
    """The first day of the period, or of that month of it, and the day after the last, as numbers."""
    start, end = np.datetime64(lines.begin, "D"), np.datetime64(lines.day, "D") + 1
    if month is not None:
        begun = start.astype("datetime64[M]") + (month - 1)
        start, end = (
            max(start, begun.astype("datetime64[D]")),
            min(end, (begun + 1).astype("datetime64[D]")),
        )
        end = max(start, end)
    return int(start.astype(np.int64)), int(end.astype(np.int64))
