"""choose: another value per case, by conditions on fields or on a value that is worked out."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from math import lcm

import numpy as np
import numpy.typing as npt
from pydantic import BaseModel, ConfigDict, Field

from service.domain.formats.always_true import holds_for_every_row
from service.domain.formats.conditions import Condition, Conditions, check_conditions, check_kind
from service.domain.formats.faults.conditions import NO_VALUE_TO_CHOOSE_BY
from service.domain.formats.faults.expressions import BRANCHES_OF_DIFFERENT_KINDS, all_kinds_words
from service.domain.formats.rows import Mask, Rows
from service.domain.formats.shape import FieldReference, LanguageError, Scope, Shape, put_together
from service.domain.formats.verb import Expression, InnerExpression, Lines, Refused, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import AND, Wording, joined, same

OF = "of"
"""What a condition names instead of a field to ask something of the value that `choose` is about."""


class Case(BaseModel):
    """One branch: what is filled in where all conditions hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)

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

    With `of` a case can also ask something of a value that is worked out: `choose: { of: { sum: volume },
    cases: [{ when: { of: { above: 100 } }, then: { constant: veel } }] }`. Without `otherwise`, a line that
    is in no case is blank.
    """

    main = "cases"
    cases: tuple[Case, ...] = Field(min_length=1)
    otherwise: InnerExpression | None = None
    of: InnerExpression | None = None

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The one type that all branches have; that of the first branch where every row is in it."""
        must_start(before)
        self._check_conditions(scope)
        chosen_by = self._chosen_by(scope)
        shapes = [part.shape(scope) for part in self._branches()]
        if len({shape.kind for shape in shapes}) > 1:
            kinds = all_kinds_words(sorted({shape.kind for shape in shapes}))
            raise LanguageError(BRANCHES_OF_DIFFERENT_KINDS.fault(kinds=kinds))
        first = self.cases[0]
        if OF not in first.when and holds_for_every_row(first.when, scope):
            return shapes[0]
        together = put_together([*shapes, *chosen_by], ("chosen", self.sentence().en))
        return replace(together, denominator=lcm(*(shape.denominator for shape in shapes)))

    def _check_conditions(self, scope: Scope) -> None:
        for case in self.cases:
            check_conditions(_of_fields(case), scope)
        for name in chain.from_iterable(_of_fields(case) for case in self.cases):
            scope.require_key(scope.find(name)[0])

    def _chosen_by(self, scope: Scope) -> list[Shape]:
        """The shape of `of`, when there is one, of which no value is shown.

        Raises LanguageError when a case asks of it what its kind cannot be asked, or when there is none.
        """
        asked = [case.when[OF] for case in self.cases if OF in case.when]
        if self.of is None:
            if asked:
                raise LanguageError(NO_VALUE_TO_CHOOSE_BY.fault())
            return []
        shape = self.of.shape(scope)
        for condition in asked:
            check_kind(condition, shape.kind, Wording("Deze waarde", "This value"))
        return [replace(shape, individual=(), representation=())]

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """Every line the value of its own branch."""
        branches = [part.apply(lines) for part in self._branches()]
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
        value = self.of.apply(lines) if self.of is not None else None
        for case in self.cases:
            holds = [
                condition.mask(value if name == OF and value is not None else lines.field(name), lines)
                for name, condition in case.when.items()
            ]
            mask = np.logical_and.reduce([free, *holds])
            masks.append(mask)
            free = free & ~mask
        return [*masks, free]

    def refused_inside(self, rows: Rows) -> Iterator[Refused]:
        """What a branch cannot carry, in the rows that it is for; and what the value it chooses by cannot."""
        if self.of is not None:
            yield from self.of.refused(rows)
            if (
                self.of.gathers and not rows.many
            ):  # then which branch a row goes to is not known before rows are put together
                for part in self._branches():
                    yield from part.refused(rows)
                return
        for part, mask in zip(self._branches(), self.masks(rows), strict=False):
            for refused in part.refused(rows):
                yield replace(refused, mask=refused.mask & mask)

    def parts(self) -> tuple[Expression, ...]:
        """Every branch, `otherwise` last, after what it chooses by."""
        return self._branches() if self.of is None else (self.of, *self._branches())

    def _branches(self) -> tuple[Expression, ...]:
        branches = tuple(case.then for case in self.cases)
        return branches if self.otherwise is None else (*branches, self.otherwise)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields of the conditions and of the branches."""
        yield from super().fields(scope)
        for case in self.cases:
            for name in _of_fields(case):
                yield scope.find(name)[0]

    def sentence(self) -> Wording:
        """In words."""
        told = [
            Wording("{then} als {conditions}", "{then} if {conditions}").fill(
                then=case.then.sentence(),
                conditions=joined(
                    AND, (each.sentence(self._called(name)) for name, each in case.when.items())
                ),
            )
            for case in self.cases
        ]
        last = self.otherwise.sentence() if self.otherwise else Wording("niets", "nothing")
        return joined("; ", [*told, Wording("anders {last}", "otherwise {last}").fill(last=last)])

    def _called(self, name: str) -> Wording:
        """What a condition is about, in words."""
        return self.of.sentence() if name == OF and self.of is not None else same(name)


def _of_fields(case: Case) -> dict[str, Condition]:
    """The conditions on fields, without those on the value that is worked out."""
    return {name: condition for name, condition in case.when.items() if name != OF}


def _blank_items(values: Values) -> npt.NDArray[np.generic]:
    return np.full(len(values), "", dtype=object) if values.kind is ValueKind.TEXT else values.items
