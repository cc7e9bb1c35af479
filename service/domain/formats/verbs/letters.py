"""letters: a text in capitals or in small letters."""

from dataclasses import replace
from typing import Literal

import numpy as np

from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.exact import per_distinct
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "letters",
    called=Wording("letters", "letters"),
    options={"case": Wording("in", "in")},
    choices={
        "capitals": Wording("hoofdletters", "capitals"),
        "small": Wording("kleine letters", "small letters"),
    },
)
class Letters(Verb):
    """A text in one kind of letters: `letters: capitals` gives WOONPLAATS."""

    main = "case"
    case: Literal["capitals", "small"]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """Text of which nobody knows how it was written."""
        shape = must_follow(before, ValueKind.TEXT)
        return replace(
            shape.with_representation(f"letters {self.case}"),
            cell_class=shape.cell_class.at_least(CellClass.FORMAT),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """The texts; a blank stays blank."""
        texts = per_distinct(before.items, str.upper if self.case == "capitals" else str.lower)
        return Values(ValueKind.TEXT, np.where(before.blank, "", texts), before.blank)

    def sentence(self) -> Wording:
        """In words."""
        if self.case == "capitals":
            return Wording("in hoofdletters", "in capitals")
        return Wording("in kleine letters", "in small letters")
