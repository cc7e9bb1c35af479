"""active_in: how many different values, such as clients, the rows have that are active in a month."""

from collections.abc import Iterator

import numpy as np
from pydantic import Field

from service.domain.formats.rows import Groups, Mask
from service.domain.formats.shape import CellClass, FieldReference, Grain, Scope, Shape
from service.domain.formats.verb import Expression, FieldName, InnerExpression, Verb, verb
from service.domain.formats.verbs.count_distinct import different_values
from service.domain.formats.verbs.exact import days_since_epoch
from service.domain.formats.verbs.places import dates_of, must_put_together
from service.domain.formats.verbs.spread import days_of_period, part_of_period
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "active_in",
    called=Wording("tel wie actief was", "count who was active"),
    options={"month": Wording("in de maand met dit nummer", "in the month of this number")},
)
class ActiveIn(Verb):
    """Different values of the rows whose range touches a month: `active_in: { of: clientnummer, month: 2 }`.

    `from` and `until` are the range (ingangsdatum and einddatum unless written), both ends included; without
    an end it goes on; without a beginning, or ending before it, it is nowhere. `month` is the number of a
    month of the reporting period; without it the whole period counts. A value counts once, however many rows
    it has.
    """

    main = "of"
    puts_together = True
    of: InnerExpression
    begin: FieldName = Field(default="ingangsdatum", alias="from")
    until: FieldName = "einddatum"
    month: int | None = Field(default=None, ge=1, le=12)

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A whole number."""
        must_put_together(before, scope)
        dates_of(scope.of_rows, self.begin, self.until)
        source = self.of.shape(scope.of_rows).source
        return Shape(
            kind=ValueKind.NUMBER,
            grain=Grain.GROUP,
            source=source,
            cell_class=CellClass.AGGREGATED,
            element=("count of different values", f"active in {self.month or 'the period'}"),
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number per line."""
        return different_values(self.of.apply(lines.rows), lines, self.active(lines))

    def active(self, lines: Groups) -> Mask:
        """Per row whether its range touches the month."""
        begin, until = (lines.rows.field(name) for name in (self.begin, self.until))
        first, after = days_of_period(lines, self.month)
        begun, ended = days_since_epoch(begin.items), days_since_epoch(until.items)
        open_until = np.where(until.blank, after, ended)
        active = ~begin.blank & (begun < after) & (open_until >= np.maximum(first, np.minimum(begun, after)))
        return np.asarray(active & (first < after), dtype=bool)

    def sentence(self) -> Wording:
        """In words."""
        return Wording(
            "het aantal verschillende waarden van {of} dat actief was in {part} ({begin} tot en met {until})",
            "the number of different values of {of} that were active in {part} ({begin} until {until})",
        ).fill(of=self.of.sentence(), part=part_of_period(self.month), begin=self.begin, until=self.until)

    def inner(self) -> Expression:
        """What is counted."""
        return self.of

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """What is counted, and the range."""
        yield from self.of.fields(scope.of_rows)
        yield from (scope.of_rows.find(name)[0] for name in (self.begin, self.until))
