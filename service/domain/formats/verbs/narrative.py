"""narrative: the story behind the figures, from the table toelichting."""

from collections.abc import Iterator

from service.domain.formats.faults.expressions import SINGLE_CELL_ONLY
from service.domain.formats.report_facts import ReportFacts
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

ANSWERS = "antwoorden"
"""The subject under which stands what the provider answered to warnings about the rows of the report."""


@verb("narrative", called=Wording("toelichting bij een onderwerp", "explanation of a subject"))
class Narrative(Verb):
    """The texts about one subject: this municipality's own, or else the ones for every municipality.

    `narrative: antwoorden` gives what the provider answered to warnings about rows of this report.
    """

    main = "about"
    about: str

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text; more texts are joined by a blank line, which cannot be undone."""
        must_start(before)
        if scope.grain is not Grain.REPORT:
            raise LanguageError(SINGLE_CELL_ONLY.fault())
        return Shape(
            kind=ValueKind.TEXT,
            grain=scope.grain,
            source=FieldReference("toelichting", "tekst"),
            element=(f"about {self.about}",),
            cell_class=CellClass.RENAMED,
            reversible=False,
        )

    def apply(self, before: Values | None, lines: ReportFacts) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One text."""
        return lines.narrative(self.about)

    def sentence(self) -> Wording:
        """In words."""
        if self.about == ANSWERS:
            return Wording(
                "wat de aanbieder op aandachtspunten antwoordde", "what the provider answered to warnings"
            )
        return Wording("de toelichting over {about}", "the narrative about {about}").fill(about=self.about)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:  # noqa: ARG002 - the fields are always the same
        """What it chooses by, and what it gives."""
        for name in ("gemeentecode", "wet", "onderwerp", "tekst"):
            yield FieldReference("toelichting", name)
