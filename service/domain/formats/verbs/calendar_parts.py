"""What month, quarter, week and year share: a date becomes the first day of what it lies in."""

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar

import numpy as np
import numpy.typing as npt

from service.domain.formats.faults.bands import NO_DATE_FOR_A_PART
from service.domain.formats.faults.expressions import kind_words
from service.domain.formats.shape import CellClass, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Lines, Verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

Days = npt.NDArray[np.datetime64]
ANY_DAY = np.datetime64("2000-01-01", "D")


class PartOfDate(Verb):
    """The first day of the part of the calendar in which a date lies; blank stays blank."""

    main = "of"
    of: InnerExpression
    told: ClassVar[Wording]

    @abstractmethod
    def first_days(self, days: Days) -> Days:
        """Per day the first day of its part."""

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A date; another element than the date itself."""
        must_start(before)
        inner = self.of.shape(scope)
        if inner.kind is not ValueKind.DATE:
            raise LanguageError(NO_DATE_FOR_A_PART.fault(kind=kind_words(inner.kind)))
        return replace(
            inner,
            element=(*inner.element, self.name),
            cell_class=inner.cell_class.at_least(CellClass.DERIVED),
            reversible=False,
        )

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """The first days."""
        found = self.of.apply(lines)
        days = np.where(found.blank, ANY_DAY, found.items.astype("datetime64[D]"))
        return Values(ValueKind.DATE, self.first_days(days).astype("datetime64[D]"), found.blank)

    def parts(self) -> tuple[Expression, ...]:
        """The date."""
        return (self.of,)

    def sentence(self) -> Wording:
        """In words."""
        return self.told.fill(of=self.of.sentence())
