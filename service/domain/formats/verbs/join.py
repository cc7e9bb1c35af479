"""join: several texts become one."""

import numpy as np
import numpy.typing as npt
from pydantic import Field

from service.domain.formats.faults.expressions import NO_TEXT_TO_JOIN, kind_words
from service.domain.formats.shape import LanguageError, Scope, Shape, put_together
from service.domain.formats.verb import Expression, InnerExpression, Lines, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import AND, Wording, joined


@verb(
    "join",
    called=Wording("teksten achter elkaar", "texts one after another"),
    options={
        "texts": Wording("teksten", "texts"),
        "separator": Wording("teken ertussen", "sign in between"),
    },
)
class Join(Verb):
    """Texts in one: `join: { texts: [productcode, eenheid], separator: "-" }`. Blanks are skipped."""

    main = "texts"
    texts: tuple[InnerExpression, ...] = Field(min_length=2)
    separator: str = " "

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """Text."""
        must_start(before)
        shapes = [part.shape(scope) for part in self.texts]
        for shape in shapes:
            if shape.kind is not ValueKind.TEXT:
                raise LanguageError(NO_TEXT_TO_JOIN.fault(kind=kind_words(shape.kind)))
        return put_together(shapes, ("joined", self.sentence().en))

    def apply(self, before: Values | None, lines: Lines) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One text per line; blank where every part is."""
        joined: npt.NDArray[np.generic] = np.full(len(lines), "", dtype=object)
        blank = np.ones(len(lines), dtype=bool)
        for part in self.texts:
            values = part.apply(lines)
            longer = np.where(blank, values.items, np.add(np.add(joined, self.separator), values.items))
            joined = np.where(values.blank, joined, longer)
            blank &= values.blank
        return Values(ValueKind.TEXT, joined, blank)

    def parts(self) -> tuple[Expression, ...]:
        """What is joined."""
        return self.texts

    def sentence(self) -> Wording:
        """In words."""
        return Wording(
            "{texts}, achter elkaar met “{separator}” ertussen", "{texts}, joined by “{separator}”"
        ).fill(texts=joined(AND, (part.sentence() for part in self.texts)), separator=self.separator)
