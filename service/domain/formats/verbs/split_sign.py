"""split_sign: a signed amount as iJw writes it, in two: the amount without its sign, and D or C."""

from dataclasses import replace
from typing import Literal

import numpy as np

from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_WORDS = {
    "amount": Wording("zonder teken", "without its sign"),
    "letter": Wording("als D of C", "as D or C"),
}


@verb(
    "split_sign",
    called=Wording("bedrag en teken los van elkaar", "amount and sign apart"),
    options={"part": Wording("welk deel", "which part")},
    choices={
        "amount": Wording("het bedrag", "the amount"),
        "letter": Wording("de letter D of C", "the letter D or C"),
    },
)
class SplitSign(Verb):
    """The amount without its sign (`split_sign: amount`), or D or C (`split_sign: letter`).

    What `sign_by` puts together, taken apart again; nothing is D (iJw 3.2, CS325).
    """

    main = "part"
    part: Literal["amount", "letter"]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """A number without a sign, or text; neither can be read back without the other."""
        shape = must_follow(before, ValueKind.NUMBER)
        is_letter = self.part == "letter"
        return replace(
            shape if is_letter else shape.with_representation(WITHOUT_SIGN),
            kind=ValueKind.TEXT if is_letter else ValueKind.NUMBER,
            denominator=1 if is_letter else shape.denominator,
            element=(*shape.element, "sign") if is_letter else shape.element,
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """The absolute values, or the letters."""
        if self.part == "amount":
            return Values(before.kind, np.abs(before.numbers), before.blank, before.denominator)
        letters = np.where(before.numbers < 0, "C", "D").astype(object)
        return Values(ValueKind.TEXT, np.where(before.blank, "", letters), before.blank)

    def sentence(self) -> Wording:
        """In words."""
        return _WORDS[self.part]


WITHOUT_SIGN = "without sign"
