"""figure: one figure about the organisation, from the table kengetal."""

from collections.abc import Iterator
from typing import Literal

from service.domain.formats.faults.expressions import (
    FIGURE_OF_ANOTHER_LAW,
    SINGLE_CELL_ONLY,
    UNKNOWN_FIGURE,
)
from service.domain.formats.report_facts import ReportFacts
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import FigureName, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "figure",
    called=Wording("kengetal van de aanbieder", "figure of the provider"),
    options={"law": Wording("van één wet", "of one law")},
    choices={
        "JW": Wording("Jeugdwet", "Youth Act (Jeugdwet)"),
        "WMO": Wording("Wmo", "Social Support Act (Wmo)"),
    },
)
class Figure(Verb):
    """A kengetal: this municipality's own value, or else the one of the whole organisation.

    Where it is said per law, a format for both gets the sum; of percentages and ratios it stays empty. With
    `law: JW` it is what a format about that law alone would have.

    It has four decimals, so `round: 0`, or `round` and `number_form`, stands after it.
    """

    main = "of"
    of: FigureName
    law: Literal["JW", "WMO"] | None = None

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number with four decimals."""
        must_start(before)
        if scope.grain is not Grain.REPORT:
            raise LanguageError(SINGLE_CELL_ONLY.fault())
        known = scope.standard.code_lists["kengetal"].codes
        if self.of not in known:
            raise LanguageError(UNKNOWN_FIGURE.fault(figure=self.of, known=", ".join(sorted(known))))
        if self.law is not None and self.law not in scope.laws:
            raise LanguageError(FIGURE_OF_ANOTHER_LAW.fault(law=self.law, known=", ".join(scope.laws)))
        source = FieldReference("kengetal", "waarde")
        return Shape(
            kind=ValueKind.NUMBER,
            grain=scope.grain,
            denominator=DECIMAL_SCALE,
            source=source,
            cell_class=CellClass.RENAMED,
            element=(self.of, *((f"of {self.law}",) if self.law else ())),
        )

    def apply(self, before: Values | None, lines: ReportFacts) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number; blank when the export has no such figure."""
        return lines.figure(self.of, self.law)

    def sentence(self) -> Wording:
        """In words."""
        if self.law:
            return Wording("het kengetal {of} van wet {law}", "the figure {of} of the law {law}").fill(
                of=self.of, law=self.law
            )
        return Wording("het kengetal {of}", "the figure {of}").fill(of=self.of)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:  # noqa: ARG002 - the fields are always the same
        """What it chooses by, and what it gives."""
        for name in ("gemeentecode", "wet", "kengetal", "waarde"):
            yield FieldReference("kengetal", name)
