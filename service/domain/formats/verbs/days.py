"""days: how many days of the reporting period a range covers."""

from collections.abc import Iterator

import numpy as np
from pydantic import Field

from service.domain.formats.shape import CellClass, FieldReference, Scope, Shape
from service.domain.formats.verb import FieldName, Lines, Verb, verb
from service.domain.formats.verbs.exact import days_since_epoch
from service.domain.formats.verbs.places import dates_of, must_be_lines, must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb("days", called=Wording("tel de dagen in de periode", "count the days in the period"))
class Days(Verb):
    """Days within the reporting period, both ends included: `days: { from: begindatum, until: einddatum }`.

    A range without an end goes on; one without a beginning is blank; outside the period there are none.
    """

    main = ""
    begin: FieldName = Field(default="begindatum", alias="from")
    until: FieldName = "einddatum"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A whole number."""
        must_start(before)
        must_be_lines(scope)
        source, _ = dates_of(scope, self.begin, self.until)
        return Shape(
            kind=ValueKind.NUMBER,
            grain=scope.grain,
            source=source,
            element=(f"days until {self.until} in the period",),
            cell_class=CellClass.DERIVED,
            reversible=False,
            individual=(source,),
        )

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The numbers of days."""
        begin, until = lines.field(self.begin), lines.field(self.until)
        first_day, last_day = (
            int(np.datetime64(day, "D").astype(np.int64)) for day in (lines.begin, lines.day)
        )
        first = np.maximum(np.where(begin.blank, first_day, days_since_epoch(begin.items)), first_day)
        last = np.minimum(np.where(until.blank, last_day, days_since_epoch(until.items)), last_day)
        return Values(ValueKind.NUMBER, np.maximum(last - first + 1, 0).astype(np.int64), begin.blank)

    def sentence(self) -> Wording:
        """In words."""
        return Wording(
            "het aantal dagen in de periode van {begin} tot en met {until}",
            "the number of days in the period from {begin} until {until}",
        ).fill(begin=self.begin, until=self.until)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields with the days."""
        yield from (scope.find(name)[0] for name in (self.begin, self.until))
