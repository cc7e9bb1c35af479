"""only: a value counts in the rows that meet a condition; elsewhere it is empty."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from service.domain.formats.always_true import holds_for_every_row
from service.domain.formats.conditions import Conditions, check_conditions
from service.domain.formats.faults.expressions import ONLY_AFTER_PUTTING_TOGETHER
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Lines, Verb, verb
from service.domain.formats.verbs.places import must_follow
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import AND, Wording, joined


@verb(
    "only",
    called=Wording("tel alleen mee als", "count only if"),
    options={"where": Wording("voorwaarden", "conditions")},
)
class Only(Verb):
    """A value counts only where all conditions hold: `only: { status: toegekend }`."""

    main = "where"
    where: Conditions

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The same type; the same altogether where every row meets the conditions."""
        shape = must_follow(before, *ValueKind)
        check_conditions(self.where, scope)
        _require_keys(self.where, scope)
        if holds_for_every_row(self.where, scope):
            return shape
        return replace(
            shape,
            element=(*shape.element, f"only where {self._conditions().en}"),
            cell_class=shape.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values, lines: Lines) -> Values:
        """The values, empty where a condition does not hold."""
        holds = [condition.mask(lines.field(name), lines) for name, condition in self.where.items()]
        keep = np.logical_and.reduce([~before.blank, *holds])
        return Values(before.kind, before.items, ~keep, before.denominator)

    def sentence(self) -> Wording:
        """In words."""
        return Wording("alleen als {conditions}", "only if {conditions}").fill(conditions=self._conditions())

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields of the conditions."""
        for name in self.where:
            yield scope.find(name)[0]

    def _conditions(self) -> Wording:
        return joined(AND, (condition.sentence(name) for name, condition in self.where.items()))


def _require_keys(where: Conditions, scope: Scope) -> None:
    """Raise LanguageError where rows are put together already and the field is no key any more."""
    for name in where:
        reference = scope.find(name)[0]
        if scope.grain is Grain.GROUP and reference not in scope.keys:
            raise LanguageError(ONLY_AFTER_PUTTING_TOGETHER.fault(field=str(reference)))
