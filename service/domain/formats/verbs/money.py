"""money: an amount in euro with two decimals, or in whole cents."""

from dataclasses import replace
from typing import Literal

from service.domain.formats.faults.expressions import NO_MONEY_TO_SHOW
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import CodeTableOf, Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_CENTS_IN_A_EURO = 100

_WORDS = {"euro": Wording("in euro", "in euro"), "cents": Wording("in hele centen", "in whole cents")}


@verb(
    "money",
    called=Wording("bedrag in euro of centen", "amount in euro or cents"),
    choices={"cents": Wording("centen", "cents")},
)
class Money(Verb):
    """An amount in euro with two decimals (`money: euro`), or in whole cents (`money: cents`)."""

    main = "unit"
    adds_up = True
    unit: Literal["euro", "cents"]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """A number over 100 or over 1; either can be read back."""
        shape = must_follow(before, ValueKind.NUMBER)
        if shape.denominator != _CENTS_IN_A_EURO:
            raise LanguageError(NO_MONEY_TO_SHOW.fault())
        if self.unit == "euro":
            return shape
        return replace(
            shape.with_representation("cents"),
            denominator=1,
            cell_class=shape.cell_class.at_least(CellClass.FORMAT),
        )

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """The same cents, over 100 or over 1."""
        denominator = _CENTS_IN_A_EURO if self.unit == "euro" else 1
        return Values(ValueKind.NUMBER, before.items, before.blank, denominator)

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values:  # noqa: ARG002 - the value alone decides
        """The same cents, over 100."""
        return Values(ValueKind.NUMBER, after.items, after.blank, before.denominator)

    def sentence(self) -> Wording:
        """In words."""
        return _WORDS[self.unit]
