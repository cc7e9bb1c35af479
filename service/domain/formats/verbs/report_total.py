"""total: in a single cell, the total of a number over the rows of a sheet."""

from collections.abc import Iterator
from dataclasses import replace

from service.domain.formats.faults.expressions import NO_NUMBER_TO_ADD_UP, WAITS_IN_A_CELL, kind_words
from service.domain.formats.report_facts import ReportFacts
from service.domain.formats.shape import CellClass, FieldReference, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Expression, InnerExpression, Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording


@verb(
    "total",
    called=Wording("totaal van een kolom", "total of a column"),
    options={"over": Wording("over kolom", "over column")},
)
class ReportTotal(Verb):
    """A total in a single cell: `total: { over: Productie, of: { field: bedrag, sign_by: debet_credit } }`.

    It is over the rows that the sheet `over` reports, whatever lines they are put together in; without `of`
    it is how many rows there are (`total: Productie`). Empty values add nothing. What puts rows together
    itself is taken over all of them: `total: { over: Productie, of: { count_distinct: clientnummer } }`.
    """

    main = "over"
    puts_together = True
    over: str
    of: InnerExpression | None = None

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A number with the denominator of what is added up."""
        must_start(before)
        rows = scope.of_list(self.over)
        if self.of is None:
            return Shape(
                kind=ValueKind.NUMBER,
                grain=Grain.REPORT,
                cell_class=CellClass.AGGREGATED,
                element=(f"total of {rows.tables[0]}",),
                reversible=False,
            )
        if self.of.can_hold:
            raise LanguageError(WAITS_IN_A_CELL.fault())
        if self.of.gathers:
            together = replace(rows, grain=Grain.GROUP, keys=(), made_keys=())
            return replace(self.of.shape(together), grain=Grain.REPORT)
        inner = self.of.shape(rows)
        if inner.kind is not ValueKind.NUMBER:
            raise LanguageError(NO_NUMBER_TO_ADD_UP.fault(kind=kind_words(inner.kind)))
        return replace(
            inner,
            grain=Grain.REPORT,
            cell_class=CellClass.AGGREGATED,
            element=(*inner.element, "total"),
            reversible=False,
            individual=(),
        )

    def apply(self, before: Values | None, lines: ReportFacts) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One exact number."""
        return lines.total(self.over, self.of)

    def sentence(self) -> Wording:
        """In words."""
        if self.of is None:
            return Wording("het aantal rijen op {over}", "the rows on {over}").fill(over=self.over)
        if self.of.gathers:
            told = Wording("{of} over alle rijen op {over}", "{of} over all rows on {over}")
            return told.fill(of=self.of.sentence(), over=self.over)
        return Wording(
            "het totaal van {of} over de rijen op {over}", "the total of {of} over the rows on {over}"
        ).fill(of=self.of.sentence(), over=self.over)

    def inner(self) -> Expression | None:
        """What is added up."""
        return self.of

    def fields(self, scope: Scope) -> Iterator[FieldReference]:
        """The fields of the rows."""
        if self.of is not None:
            yield from self.of.fields(scope.of_list(self.over))
