"""number_form: a number is written as text, with the signs and the width that the municipality names."""

from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from service.domain.formats.faults.expressions import ENDLESS_DECIMALS_BEFORE, SIGNS_ARE_THE_SAME
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import CodeTableOf, Lines, Verb, verb
from service.domain.formats.verbs.exact import per_distinct
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values, text_of_number
from service.domain.wording import Wording


@verb(
    "number_form",
    called=Wording("schrijf het getal als", "write the number as"),
    options={
        "decimal_sign": Wording("decimaalteken", "decimal sign"),
        "thousands": Wording("teken tussen duizendtallen", "sign between thousands"),
        "width": Wording("breedte, met nullen ervoor", "width, with zeros in front"),
        "minus": Wording("minteken staat", "minus sign stands"),
    },
    choices={
        ",": Wording("komma", "comma"),
        ".": Wording("punt", "full stop"),
        "": Wording("geen", "none"),
        " ": Wording("spatie", "space"),
        "front": Wording("vooraan", "in front"),
        "behind": Wording("achteraan", "behind"),
    },
)
class NumberForm(Verb):
    """A number as text: `number_form: { thousands: "." }` gives 1.234,50; `{ width: 8 }` gives 00001234."""

    main = "decimal_sign"
    decimal_sign: Literal[",", "."] = ","
    thousands: Literal["", ".", ",", " "] = ""
    width: int | None = Field(default=None, ge=1, le=20)
    """Leading zeros up to this many characters; a longer number keeps all of its digits."""
    minus: Literal["front", "behind"] = "front"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:  # noqa: ARG002 - the same in every scope
        """Text."""
        shape = must_follow(before, ValueKind.NUMBER)
        if str(shape.denominator).strip("0") != "1":
            raise LanguageError(ENDLESS_DECIMALS_BEFORE.fault())
        if self.thousands == self.decimal_sign:
            raise LanguageError(SIGNS_ARE_THE_SAME.fault())
        form = f"number {self.decimal_sign}{self.thousands}{self.width or ''}{self.minus}"
        return replace(
            shape.with_representation(form),
            kind=ValueKind.TEXT,
            denominator=1,
            cell_class=shape.cell_class.at_least(CellClass.FORMAT),
        )

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """The texts; a blank stays blank."""
        numbers = np.where(before.blank, 0, before.numbers)
        texts = per_distinct(numbers, lambda number: self._written(number, before.digits))
        return Values(ValueKind.TEXT, np.where(before.blank, "", texts), before.blank)

    def _written(self, number: int, digits: int) -> str:
        whole, _, decimals = text_of_number(abs(number), digits).partition(".")
        if self.thousands:
            whole = f"{int(whole):,}".replace(",", self.thousands)
        text = whole + (self.decimal_sign + decimals if decimals else "")
        sign = "-" if number < 0 else ""
        room = (self.width or 0) - len(sign)
        return sign + text.rjust(room, "0") if self.minus == "front" else text.rjust(room, "0") + sign

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values:  # noqa: ARG002 - the value alone decides
        """The numbers that the texts say."""
        signs = str.maketrans("", "", f"{self.thousands}{self.decimal_sign}-")
        digits = per_distinct(after.items, lambda text: text.translate(signs))
        negative = per_distinct(after.items, lambda text: "-" * ("-" in text))
        numbers = np.where(after.blank, "0", digits).astype(np.int64)
        signed = np.where(negative == "-", -numbers, numbers)
        return Values(ValueKind.NUMBER, signed, after.blank, before.denominator)

    def sentence(self) -> Wording:
        """In words."""
        sign = Wording("komma", "comma") if self.decimal_sign == "," else Wording("punt", "point")
        wide = Wording(", voorloopnullen tot {width} tekens", ", leading zeros up to {width} characters")
        told = Wording("als tekst met een {sign}", "as text with a {sign}").fill(sign=sign)
        return told + wide.fill(width=self.width) if self.width else told
