"""btw: an amount with or without value added tax."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import numpy as np

from service.domain.formats.faults.expressions import NO_MONEY_FOR_TAX, NOT_A_PERCENTAGE
from service.domain.formats.shape import CellClass, FieldReference, LanguageError, Scope, Shape, kind_of
from service.domain.formats.verb import FieldName, Lines, Verb, verb
from service.domain.formats.verbs.exact import rounded_quotient
from service.domain.formats.verbs.places import must_be_row, must_follow
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_CENTS_IN_A_EURO = 100
_HUNDRED_PER_CENT = 100 * DECIMAL_SCALE

_WORDS = {
    "added": Wording("met btw erbij", "with btw added"),
    "removed": Wording("met de btw eraf", "without btw"),
}


@verb(
    "btw",
    called=Wording("btw erbij of eraf", "VAT added or removed"),
    options={"tax": Wording("btw", "VAT")},
    choices={
        "added": Wording("erbij", "added"),
        "removed": Wording("eraf", "removed"),
    },
)
class Btw(Verb):
    """An amount of a row with btw added (`btw: added`) or taken out (`btw: removed`), to the cent, half up.

    The percentage stands in `by`; where it is empty the amount is exempt and stays what it is. Each row is
    rounded by itself, as on an invoice, so that a total is the sum of what is shown.
    """

    main = "tax"
    tax: Literal["added", "removed"]
    by: FieldName = "btw_percentage"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """An amount of money."""
        shape = must_follow(before, ValueKind.NUMBER)
        must_be_row(scope)
        if shape.denominator != _CENTS_IN_A_EURO:
            raise LanguageError(NO_MONEY_FOR_TAX.fault())
        if kind_of(scope.find(self.by)[1]) is not ValueKind.NUMBER:
            raise LanguageError(NOT_A_PERCENTAGE.fault(field=self.by))
        return replace(
            shape.with_representation(f"btw {self.tax}"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The amounts, in cents."""
        percentage = lines.field(self.by)
        rate = np.where(percentage.blank, 0, percentage.numbers) + _HUNDRED_PER_CENT
        if self.tax == "added":
            cents = rounded_quotient(before.numbers * rate, _HUNDRED_PER_CENT)
        else:
            cents = rounded_quotient(before.numbers * _HUNDRED_PER_CENT, rate)
        return Values(ValueKind.NUMBER, cents, before.blank, before.denominator)

    def sentence(self) -> Wording:
        """In words."""
        return _WORDS[self.tax]

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The field with the percentage."""
        yield scope.find(self.by)[0]
