"""sign_by: an amount gets its sign from debit or credit."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from service.domain.formats.shape import CellClass, FieldReference, Scope, Shape
from service.domain.formats.verb import CodeTableOf, FieldName, Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "sign_by",
    called=Wording("minteken bij credit", "minus sign for credit"),
    options={"field": Wording("veld dat debet of credit zegt", "field that says debit or credit")},
)
class SignBy(Verb):
    """Minus for C, plus for D. Amounts in the standard carry no sign (iJw 3.2, IngediendBedrag)."""

    main = "field"
    field: FieldName

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The same number, signed."""
        shape = must_follow(before, ValueKind.NUMBER)
        scope.require_key(scope.find(self.field)[0])
        return replace(
            shape.with_representation("signed"), cell_class=shape.cell_class.at_least(CellClass.DERIVED)
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The numbers, negated where the field says C."""
        is_credit = lines.field(self.field).per_text(lambda texts: np.asarray(texts == "C", dtype=bool))
        signed = np.where(is_credit, -before.numbers, before.numbers)
        return Values(ValueKind.NUMBER, signed, before.blank, before.denominator)

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values:  # noqa: ARG002 - the value alone decides
        """The amounts without their sign, which is how the standard has them."""
        return Values(ValueKind.NUMBER, np.abs(after.numbers), after.blank, before.denominator)

    def sentence(self) -> Wording:
        """In words."""
        return Wording("credit als min volgens {field}", "credit as a minus by {field}").fill(
            field=self.field
        )

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The field with D or C."""
        yield scope.find(self.field)[0]
