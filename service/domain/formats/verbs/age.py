"""age: how many years old someone is on a day."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from service.domain.formats.rows import Mask
from service.domain.formats.shape import CellClass, FieldReference, Scope, Shape
from service.domain.formats.verb import FieldOrDay, Lines, Verb, verb
from service.domain.formats.verbs.exact import Integers
from service.domain.formats.verbs.places import dates_of, must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording, same

_DAYS_OF_THE_REPORT = ("period_begin", "period_end")

_WORDS = {
    "period_begin": Wording("de eerste dag van de periode", "the first day of the period"),
    "period_end": Wording("de laatste dag van de periode", "the last day of the period"),
}


@verb(
    "age",
    called=Wording("leeftijd op een dag", "age on a day"),
    options={"on": Wording("op", "on")},
)
class Age(Verb):
    """Whole years on a day: `age: period_end`, `age: period_begin`, or on a date field: `age: begindatum`.

    Born on 29 February, someone is a year older on 1 March of a year without that day. Blank before birth.
    """

    main = "on"
    on: FieldOrDay

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A whole number."""
        shape = must_follow(before, ValueKind.DATE)
        if self.on not in _DAYS_OF_THE_REPORT:
            dates_of(scope, self.on)
        return replace(
            shape,
            kind=ValueKind.NUMBER,
            denominator=1,
            element=(*shape.element, f"age on {self.on}"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The years."""
        born, (day, no_day) = before.items.astype("datetime64[D]"), self._day(lines)
        years = day.astype("datetime64[Y]").astype(np.int64) - born.astype("datetime64[Y]").astype(np.int64)
        in_year = _month_and_day(day) < _month_and_day(born)
        blank = before.blank | no_day | (day < born)
        return Values(ValueKind.NUMBER, np.where(blank, 0, years - in_year).astype(np.int64), blank)

    def _day(self, lines: Lines) -> tuple[npt.NDArray[np.generic], Mask]:
        if self.on in _DAYS_OF_THE_REPORT:
            day = lines.begin if self.on == "period_begin" else lines.day
            return np.full(len(lines), np.datetime64(day, "D")), np.zeros(len(lines), dtype=bool)
        values = lines.field(self.on)
        return values.items.astype("datetime64[D]"), values.blank

    def sentence(self) -> Wording:
        """In words."""
        day = _WORDS.get(self.on, same(self.on))
        return Wording("leeftijd in jaren op {day}", "age in years on {day}").fill(day=day)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The field with the day."""
        if self.on not in _DAYS_OF_THE_REPORT:
            yield scope.find(self.on)[0]


def _month_and_day(days: npt.NDArray[np.generic]) -> Integers:
    months = days.astype("datetime64[M]")
    in_year = months.astype(np.int64) % 12
    found: Integers = in_year * 32 + (days - months.astype("datetime64[D]")).astype(np.int64)
    return found
