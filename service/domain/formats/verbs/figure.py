"""figure: one figure about the organisation, from the table kengetal."""

from collections.abc import Iterator

from service.domain.findings import Language
from service.domain.formats.report_facts import ReportFacts
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import FigureName, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.translation.content import ValueKind, Values


@verb("figure")
class Figure(Verb):
    """A kengetal: this municipality's own value, or else the one of the whole organisation.

    It has four decimals, so `round: 0`, or `round` and `number_form`, stands after it.
    """

    main = "of"
    of: FigureName

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number with four decimals."""
        must_start(before)
        if scope.grain is not Grain.REPORT:
            raise LanguageError("This verb fills a single cell; use it under `cells`.")
        known = scope.standard.code_lists["kengetal"].codes
        if self.of not in known:
            raise LanguageError(
                f"There is no kengetal {self.of!r}. Write one of: {', '.join(sorted(known))}."
            )
        source = FieldReference("kengetal", "waarde")
        return Shape(
            ValueKind.NUMBER, scope.grain, DECIMAL_SCALE, source, CellClass.RENAMED, element=(self.of,)
        )

    def apply(self, before: Values | None, lines: ReportFacts) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One number; blank when the export has no such figure."""
        return lines.figure(self.of)

    def sentence(self, language: Language) -> str:
        """In words."""
        return f"het kengetal {self.of}" if language == "nl" else f"the figure {self.of}"

    def fields(self, scope: Scope) -> Iterator[FieldReference]:  # noqa: ARG002 - the fields are always the same
        """What it chooses by, and what it gives."""
        for name in ("gemeentecode", "wet", "kengetal", "waarde"):
            yield FieldReference("kengetal", name)
