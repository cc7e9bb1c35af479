"""truncate: a text that is too long for the municipality's column is cut, or waits."""

from dataclasses import replace
from typing import Literal

import numpy as np
from pydantic import Field

from service.domain.findings import FindingKind, Severity
from service.domain.formats.rows import Mask, Rows
from service.domain.formats.shape import CellClass, Scope, Shape
from service.domain.formats.verb import CodeTableOf, Lines, Refused, Verb, verb
from service.domain.formats.verbs.exact import per_distinct
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

TOO_LONG = FindingKind(
    "text-too-long-for-format",
    Severity.QUARANTINES,
    Wording("tekst te lang voor het formaat", "text too long for the format"),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: de tekst is langer dan de {length} "
        "tekens die formaat {format} "
        "toelaat. De regel wacht; kort de tekst in, of vraag de gemeente om een bredere kolom.",
        "Sheet {sheet}, row {row}, column {column}: the text is longer than the {length} "
        "characters that format "
        "{format} allows. The row waits; shorten the text, or ask the municipality for a wider column.",
    ),
)
CUT = FindingKind(
    "text-cut-for-format",
    Severity.WARNS,
    Wording("tekst ingekort voor het formaat", "text cut for the format"),
    Wording(
        "Blad {sheet}, rij {row}, kolom {column}: de tekst is voor formaat {format} "
        "ingekort tot {length} tekens"
        ". Kort hem zelf in als het einde ertoe doet.",
        "Sheet {sheet}, row {row}, column {column}: the text was cut to {length} "
        "characters for format {format}. "
        "Shorten it yourself if its end matters.",
    ),
)

_LONGER = {
    True: Wording(" (wat langer is wordt ingekort)", " (what is longer is cut)"),
    False: Wording(" (wat langer is wacht)", " (what is longer waits)"),
}


@verb(
    "truncate",
    called=Wording("kort de tekst in", "shorten the text"),
    options={"too_long": Wording("als het te lang is", "when it is too long")},
    choices={"cut": Wording("afkappen en melden", "cut and say so")},
)
class Truncate(Verb):
    """At most this many characters: `truncate: 30`. What is longer is cut, and that is said; or it waits."""

    main = "length"
    may_find = (TOO_LONG, CUT)
    length: int = Field(ge=1, le=32767)
    too_long: Literal["cut", "quarantine", "block"] = "cut"

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text; the same altogether where its field is never longer."""
        shape = must_follow(before, ValueKind.TEXT)
        if self._cuts_nothing(shape, scope):
            return shape
        return replace(
            shape.with_representation(f"at most {self.length} characters"),
            cell_class=shape.cell_class.at_least(CellClass.FORMAT),
            reversible=shape.reversible and self.too_long != "cut",
        )

    def _cuts_nothing(self, shape: Shape, scope: Scope) -> bool:
        if shape.source is None or shape.representation or shape.element:
            return False
        size = scope.standard.tables[shape.source.table].fields[shape.source.name].size
        return size is not None and size <= self.length

    def apply(self, before: Values, lines: Lines) -> Values:  # noqa: ARG002 - the value alone decides
        """The texts, cut."""
        texts = per_distinct(before.items, lambda text: text[: self.length])
        return Values(ValueKind.TEXT, texts, before.blank)

    def undone(self, after: Values, before: Shape, table: CodeTableOf) -> Values | None:  # noqa: ARG002 - the value alone decides
        """The same texts, when what is longer waits."""
        return None if self.too_long == "cut" else after

    def refused(self, before: Values | None, rows: Rows) -> Refused | None:  # noqa: ARG002 - the value alone decides
        """The rows whose text is longer."""
        if before is None:
            return None
        too_long: Mask = per_distinct(before.items, lambda text: "x" * (len(text) > self.length)) == "x"
        kind = CUT if self.too_long == "cut" else TOO_LONG
        facts = {"length": str(self.length)}
        return Refused(
            kind=kind,
            mask=np.asarray(too_long) & ~before.blank,
            values=before,
            facts=facts,
            whole_report=self.too_long == "block",
        )

    def sentence(self) -> Wording:
        """In words."""
        told = Wording("ten hoogste {length} tekens", "at most {length} characters").fill(length=self.length)
        return told + _LONGER[self.too_long == "cut"]
