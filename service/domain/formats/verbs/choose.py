"""choose: another value per case, by conditions on fields."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from math import lcm

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from service.domain.formats.conditions import Conditions, check_conditions
from service.domain.formats.faults.expressions import BRANCHES_OF_DIFFERENT_KINDS, all_kinds_words
from service.domain.formats.rows import Mask, Rows
from service.domain.formats.shape import FieldReference, LanguageError, Scope, Shape, put_together
from service.domain.formats.verb import Expression, InnerExpression, Lines, Refused, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import AND, Wording, joined


class Case(BaseModel):
    """One branch: what is filled in where all conditions hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    when: Conditions
    then: InnerExpression


@verb(
    "choose",
    called=Wording("kies per geval", "choose by case"),
    options={
        "cases": Wording("gevallen", "cases"),
        "otherwise": Wording("anders", "otherwise"),
    },
)
class Choose(Verb):
    """The first case whose conditions hold: `choose: [{ when: { wet: JW }, then: { constant: jeugd } }]`.

    Without `otherwise`, a line that is in no case is blank.
    """

    main = "cases"
    cases: tuple[Case, ...] = Field(min_length=1)
    otherwise: InnerExpression | None = None

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The one type that all branches have."""
        must_start(before)
        for case in self.cases:
            check_conditions(case.when, scope)
        for name in chain.from_iterable(case.when for case in self.cases):
            scope.require_key(scope.find(name)[0])
        shapes = [part.shape(scope) for part in self.parts()]
        if len({shape.kind for shape in shapes}) > 1:
            kinds = all_kinds_words(sorted({shape.kind for shape in shapes}))
            raise LanguageError(BRANCHES_OF_DIFFERENT_KINDS.fault(kinds=kinds))
        together = put_together(shapes, ("chosen", self.sentence().en))
        return replace(together, denominator=lcm(*(shape.denominator for shape in shapes)))

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """Every line the value of its own branch."""
        branches = [part.apply(lines) for part in self.parts()]
        denominator = lcm(*(values.denominator for values in branches))
        chosen = Values(branches[0].kind, _blank_items(branches[0]), np.ones(len(lines), bool), denominator)
        for values, mask in zip(branches, self.masks(lines), strict=False):
            items = values.items
            if values.kind is ValueKind.NUMBER:
                items = values.numbers * (denominator // values.denominator)
            chosen = Values(
                chosen.kind,
                np.where(mask, items, chosen.items),
                np.where(mask, values.blank, chosen.blank),
                denominator,
            )
        return chosen

    def masks(self, lines: Lines) -> list[Mask]:
        """Per branch the lines it is for; every line is in at most one."""
        free = np.ones(len(lines), dtype=bool)
        masks = []
        for case in self.cases:
            holds = [condition.mask(lines.field(name)) for name, condition in case.when.items()]
            mask = np.logical_and.reduce([free, *holds])
            masks.append(mask)
            free = free & ~mask
        return [*masks, free]

    def refused_inside(self, rows: Rows) -> Iterator[Refused]:
        """What a branch cannot carry, in the rows that it is for."""
        for part, mask in zip(self.parts(), self.masks(rows), strict=False):
            for refused in part.refused(rows):
                yield replace(refused, mask=refused.mask & mask)

    def parts(self) -> tuple[Expression, ...]:
        """Every branch, `otherwise` last."""
        branches = tuple(case.then for case in self.cases)
        return branches if self.otherwise is None else (*branches, self.otherwise)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields of the conditions and of the branches."""
        yield from super().fields(scope)
        for case in self.cases:
            for name in case.when:
                yield scope.find(name)[0]

    def sentence(self) -> Wording:
        """In words."""
        told = [
            Wording("{then} als {conditions}", "{then} if {conditions}").fill(
                then=case.then.sentence(),
                conditions=joined(AND, (each.sentence(name) for name, each in case.when.items())),
            )
            for case in self.cases
        ]
        last = self.otherwise.sentence() if self.otherwise else Wording("niets", "nothing")
        return joined("; ", [*told, Wording("anders {last}", "otherwise {last}").fill(last=last)])


def _blank_items(values: Values) -> npt.NDArray[np.generic]:
    return np.full(len(values), "", dtype=object) if values.kind is ValueKind.TEXT else values.items
