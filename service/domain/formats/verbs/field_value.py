"""field: the value of a field, as it stands in the export."""

from collections.abc import Iterator

from service.domain.formats.shape import CellClass, FieldReference, Scope, Shape, kind_of
from service.domain.formats.verb import FieldName, Lines, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.standard.export import DECIMAL_SCALE
from service.domain.standard.model import FieldType
from service.domain.translation.content import Values
from service.domain.wording import Wording

_DENOMINATORS = {FieldType.MONEY: 100, FieldType.DECIMAL: DECIMAL_SCALE}


@verb("field", called=Wording("neem een veld over", "take a field over"))
class FieldValue(Verb):
    """The value of a field, as it stands in the export. In a sheet with `per`, the field is one of those."""

    main = "of"
    of: FieldName

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of the field."""
        must_start(before)
        reference, field = scope.find(self.of)
        scope.require_key(reference)
        denominator = _DENOMINATORS.get(field.type, 1)
        return Shape(
            kind=kind_of(field),
            grain=scope.grain,
            denominator=denominator,
            source=reference,
            cell_class=CellClass.SAME,
            individual=(reference,),
        )

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """Its values."""
        return lines.field(self.of)

    def sentence(self) -> Wording:
        """In words."""
        return Wording("het veld {of}", "the field {of}").fill(of=self.of)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The field itself."""
        yield scope.find(self.of)[0]
