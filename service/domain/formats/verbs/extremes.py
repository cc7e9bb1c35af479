"""What min, max, earliest, latest, median and percentile share: one value of the rows of a line, by size."""

from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

import numpy as np

from service.domain.formats.faults.expressions import (
    OTHER_KIND_INSIDE,
    PARTS_ARE_PUT_TOGETHER,
    kind_words,
)
from service.domain.formats.rows import Groups, Positions, group, ranks, take
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, FieldName, InnerExpression, Verb
from service.domain.formats.verbs.places import must_put_together
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


class OfSortedRows(Verb):
    """A verb that looks at the values of the rows of a line in order of size; empty ones do not count."""

    main = "of"
    puts_together = True
    of: InnerExpression
    kinds: ClassVar[tuple[ValueKind, ...]]
    told: ClassVar[Wording]

    def inner_shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what is looked at, proven to be of one of the kinds."""
        must_put_together(before, scope, self.of)
        inner = self.of.shape(scope.of_rows)
        if inner.kind not in self.kinds:
            raise LanguageError(
                OTHER_KIND_INSIDE.fault(expected=kind_words(*self.kinds), kind=kind_words(inner.kind))
            )
        return inner

    def sentence(self) -> Wording:
        """In words."""
        return self.told.fill(of=self.of.sentence())

    def inner(self) -> Expression:
        """What is looked at."""
        return self.of


class Extreme(OfSortedRows):
    """The smallest or the largest value: of the rows, or of what they come to `per` client or the like."""

    per: FieldName | None = None
    is_largest: ClassVar[bool]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what is looked at; it is the value of one row, or of the rows of one part."""
        inner = self.inner_shape(before, scope) if self.per is None else self._shape_of_parts(before, scope)
        told = self.name if self.per is None else f"{self.name} per {self.per}"
        return replace(
            inner,
            grain=Grain.GROUP,
            element=(*inner.element, told),
            cell_class=inner.cell_class.at_least(CellClass.AGGREGATED),
            reversible=False,
        )

    def _shape_of_parts(self, before: Shape | None, scope: Scope) -> Shape:
        """The type of what each part comes to."""
        must_put_together(before, scope)
        if scope.many or not self.of.gathers:
            raise LanguageError(PARTS_ARE_PUT_TOGETHER.fault(verb=self.name))
        part = replace(scope.of_rows, grain=Grain.GROUP)
        self._key(scope)
        inner = self.of.shape(part)
        if inner.kind not in self.kinds:
            expected = kind_words(*self.kinds)
            raise LanguageError(OTHER_KIND_INSIDE.fault(expected=expected, kind=kind_words(inner.kind)))
        return replace(inner, individual=())

    def _key(self, scope: Scope) -> FieldReference:
        return scope.of_rows.find(self.per or "")[0]

    def apply(self, before: Values | None, lines: Groups) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One value per line; blank where no row has one."""
        if self.per is not None:
            return self._of_parts(lines)
        values = self.of.apply(lines.rows)
        return self._chosen(values, lines.numbers, len(lines))

    def _of_parts(self, lines: Groups) -> Values:
        parts = self.parts_of(lines)
        return self._chosen(self.values_of(parts), lines.numbers[parts.first], len(lines))

    def parts_of(self, lines: Groups) -> Groups:
        """The rows of each line by client or the like."""
        keys = ranks(lines.rows.field(self.per or ""))
        return group(lines.rows, [(lines.numbers, len(lines)), keys])

    def values_of(self, parts: Groups) -> Values:
        """What each part comes to; blank for rows that are of no client or the like."""
        found = self.of.apply(parts)
        nobody = parts.rows.field(self.per or "").blank[parts.first]
        return found.at(slice(None), found.blank | nobody)

    def _chosen(self, values: Values, numbers: Positions, lines: int) -> Values:
        order, counts, starts = sorted_filled(values, numbers, lines)
        places = starts + np.maximum(counts - 1, 0) if self.is_largest else starts
        chosen = order[np.minimum(places, max(len(order) - 1, 0))] if len(order) else places
        found = take(values, chosen)
        return found.at(slice(None), counts == 0)

    def sentence(self) -> Wording:
        """In words."""
        if self.per is None:
            return super().sentence()
        told = Wording("{what}, over {per} geteld", "{what}, counted per {per}")
        return told.fill(what=super().sentence(), per=self.per)

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """What is looked at, and what the parts are of."""
        if self.per is None:
            yield from super().fields(scope)
            return
        yield from self.of.fields(replace(scope.of_rows, grain=Grain.GROUP))
        yield self._key(scope)


def sorted_filled(values: Values, numbers: Positions, lines: int) -> tuple[Positions, Positions, Positions]:
    """What has a value, by line and then by size; and per line how many, and where they begin.

    `numbers`: of which line each value is.
    """
    filled = np.flatnonzero(~values.blank)
    order = filled[np.lexsort((values.items[filled].astype(np.int64), numbers[filled]))]
    counts = np.bincount(numbers[filled], minlength=lines).astype(np.int64)
    return order.astype(np.int64), counts, (np.cumsum(counts) - counts).astype(np.int64)
