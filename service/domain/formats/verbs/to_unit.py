"""to_unit: a volume becomes a time in one unit, whatever unit it was delivered in."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np

from service.domain.formats.code_tables import translate_items
from service.domain.formats.shape import CellClass, FieldReference, Scope, Shape
from service.domain.formats.verb import FieldName, Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.unit_words import UNIT_WORDS
from service.domain.wording import Wording

_MINUTES = {"01": 1, "04": 60, "16": 240, "14": 1440}
"""Minutes in a unit of WJ756: minuut, uur, dagdeel (4 uur), etmaal. Other units hold no time."""

_TARGETS = {"minuut": 1, "uur": 60, "dagdeel": 240, "dag": 480, "etmaal": 1440, "week": 10080}
"""Minutes in a unit that a municipality may ask; a `dag` is two dagdelen, a `week` seven etmalen."""


@verb("to_unit", called=Wording("omrekenen naar een eenheid", "convert to a unit"))
class ToUnit(Verb):
    """A volume becomes a time in one unit; empty where the unit holds no time (stuks, euro's).

    Exact: hours from minutes are sixtieths until a `round` after it says otherwise, so that rounding falls
    on the total and not on the parts (SAP-I 2.5.1.3). The standard has no day and no week (WJ756): a `dag` is
    two dagdelen of four hours, a `week` seven etmalen; days in residential care are etmalen, or `days`.
    """

    main = "unit"
    adds_up = True
    unit: Literal["minuut", "uur", "dagdeel", "dag", "etmaal", "week"]
    by: FieldName = "eenheid"
    """The field that holds the unit in which the volume was delivered."""

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number over the minutes of the unit; what holds no time cannot be read back."""
        shape = must_follow(before, ValueKind.NUMBER)
        scope.require_key(scope.find(self.by)[0])
        return replace(
            shape.with_representation(f"unit {self.unit}"),
            denominator=shape.denominator * self._minutes,
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The numerators times the minutes of their own unit."""
        known = {code: str(minutes) for code, minutes in _MINUTES.items()}
        minutes, timeless = translate_items(lines.field(self.by).items, known)
        factors = np.where(timeless, "0", minutes).astype(np.int64)
        return Values(
            ValueKind.NUMBER,
            before.numbers * factors,
            before.blank | timeless,
            before.denominator * self._minutes,
        )

    @property
    def _minutes(self) -> int:
        return _TARGETS[self.unit]

    def sentence(self) -> Wording:
        """In words."""
        told = Wording("omgerekend naar {unit}", "converted to {unit}")
        return told.fill(unit=UNIT_WORDS[self.unit])

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The field with the unit."""
        yield scope.find(self.by)[0]
