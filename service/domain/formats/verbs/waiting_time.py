"""waiting_time: how long someone waited, by the definition of the municipality."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from service.domain.formats.faults.expressions import ONLY_WEEKS_OF_DAYS
from service.domain.formats.shape import CellClass, FieldReference, LanguageError, Scope, Shape
from service.domain.formats.verb import FieldName, Lines, Verb, verb
from service.domain.formats.verbs.places import dates_of, must_be_lines, must_follow, must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_DAYS_IN_A_WEEK = 7

_UNITS = {
    "days": Wording("dagen", "days"),
    "weeks": Wording("weken", "weeks"),
    "working_days": Wording("werkdagen", "working days"),
}
_STILL_WAITING = Wording(
    ", en wie nog wacht tot het einde van de periode",
    ", and for who still waits until the end of the period",
)


@verb(
    "waiting_time",
    called=Wording("wachttijd", "waiting time"),
    options={"still_waiting": Wording("wie nog wacht", "who still waits")},
    choices={
        "days": Wording("dagen", "days"),
        "weeks": Wording("weken", "weeks"),
        "working_days": Wording("werkdagen", "working days"),
        "blank": Wording("blijft leeg", "stays blank"),
        "until_period_end": Wording(
            "telt tot het einde van de periode", "counts until the end of the period"
        ),
    },
)
class WaitingTime(Verb):
    """A wait in `weeks`, `days` or `working_days`; weeks are exact sevenths until a `round` after it.

    After a number of days it converts them (`{ field: wachttijd_dagen, waiting_time: weeks }`). With `from`
    it counts itself: from referral, allocation or intake until the start of help. Help that began before has
    not waited: 0. Who has not started (`until` empty) is blank, or waits on with
    `still_waiting: until_period_end`.
    """

    main = "unit"
    unit: Literal["days", "weeks", "working_days"]
    begin: FieldName = Field(default="", alias="from")
    until: FieldName = "begindatum"
    still_waiting: Literal["blank", "until_period_end"] = "blank"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number; over seven for weeks."""
        if self.begin:
            must_start(before)
            must_be_lines(scope)
            source = dates_of(scope, self.begin, self.until)[0]
            shape = Shape(
                kind=ValueKind.NUMBER,
                grain=scope.grain,
                source=source,
                element=(f"days from {self.begin} until {self.until}", self.still_waiting),
                cell_class=CellClass.DERIVED,
                reversible=False,
                individual=(source,),
            )
        else:
            shape = must_follow(before, ValueKind.NUMBER)
            if self.unit != "weeks":
                raise LanguageError(ONLY_WEEKS_OF_DAYS.fault())
        return replace(
            shape.with_representation(self.unit),
            denominator=shape.denominator * self._divisor,
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The waits."""
        days = self._counted(lines) if self.begin else before
        return replace(days, denominator=days.denominator * self._divisor)

    @property
    def _divisor(self) -> int:
        return _DAYS_IN_A_WEEK if self.unit == "weeks" else 1

    def _counted(self, lines: Lines) -> Values:
        begin, until = lines.field(self.begin), lines.field(self.until)
        end, blank = until.items.astype("datetime64[D]"), until.blank
        if self.still_waiting == "until_period_end":
            end, blank = np.where(blank, np.datetime64(lines.day, "D"), end), np.zeros(len(lines), dtype=bool)
        blank = blank | begin.blank
        start = np.where(blank, np.datetime64(lines.day, "D"), begin.items.astype("datetime64[D]"))
        end = np.maximum(np.where(blank, start, end), start)
        if self.unit == "working_days":
            waits = np.busday_count(start, end).astype(np.int64)
        else:
            waits = (end - start).astype(np.int64)
        return Values(ValueKind.NUMBER, waits, blank)

    def sentence(self) -> Wording:
        """In words."""
        unit = _UNITS[self.unit]
        if not self.begin:
            return Wording("omgerekend van dagen naar {unit}", "converted from days to {unit}").fill(
                unit=unit
            )
        told = Wording(
            "de wachttijd in {unit} van {begin} tot {until}", "the wait in {unit} from {begin} until {until}"
        ).fill(unit=unit, begin=self.begin, until=self.until)
        return told if self.still_waiting == "blank" else told + _STILL_WAITING

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields with the days."""
        if self.begin:
            yield from (scope.find(name)[0] for name in (self.begin, self.until))
