"""narrative: the story behind the figures, from the table toelichting."""

from collections.abc import Iterator

from service.domain.findings import Language
from service.domain.formats.report_facts import ReportFacts
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values


@verb("narrative")
class Narrative(Verb):
    """The texts about one subject: this municipality's own, or else the ones for every municipality."""

    main = "about"
    about: str

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text; more texts are joined by a blank line, which cannot be undone."""
        must_start(before)
        if scope.grain is not Grain.REPORT:
            raise LanguageError("This verb fills a single cell; use it under `cells`.")
        return Shape(
            ValueKind.TEXT,
            scope.grain,
            source=FieldReference("toelichting", "tekst"),
            element=(f"about {self.about}",),
            cell_class=CellClass.RENAMED,
            reversible=False,
        )

    def apply(self, before: Values | None, lines: ReportFacts) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One text."""
        return lines.narrative(self.about)

    def sentence(self, language: Language) -> str:
        """In words."""
        if language == "nl":
            return f"de toelichting over {self.about}"
        return f"the narrative about {self.about}"

    def fields(self, scope: Scope) -> Iterator[FieldReference]:  # noqa: ARG002 - the fields are always the same
        """What it chooses by, and what it gives."""
        for name in ("gemeentecode", "wet", "onderwerp", "tekst"):
            yield FieldReference("toelichting", name)
