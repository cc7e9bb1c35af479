"""report: a fact about the report itself: its period or its municipality."""

from typing import Literal

from service.domain.formats.faults.expressions import SINGLE_CELL_ONLY
from service.domain.formats.report_facts import ReportFacts
from service.domain.formats.shape import CellClass, Grain, LanguageError, Scope, Shape
from service.domain.formats.verb import Verb, verb
from service.domain.formats.verbs.places import must_start
from service.domain.translation.content import ValueKind, Values
from service.domain.wording import Wording

_DAYS = ("period_begin", "period_end")
_WORDS = {
    "period": Wording("de rapportageperiode in woorden", "the reporting period in words"),
    "period_begin": Wording(
        "de eerste dag van de rapportageperiode", "the first day of the reporting period"
    ),
    "period_end": Wording("de laatste dag van de rapportageperiode", "the last day of the reporting period"),
    "municipality_code": Wording("de gemeentecode", "the code of the municipality"),
    "municipality_name": Wording("de naam van de gemeente", "the name of the municipality"),
}


@verb(
    "report",
    called=Wording("gegeven over de rapportage zelf", "fact about the report itself"),
    options={"fact": Wording("welk gegeven", "which fact")},
    choices={
        "period": Wording("periode in woorden", "period in words"),
        "municipality_code": Wording("gemeentecode", "municipality code"),
        "municipality_name": Wording("naam van de gemeente", "name of the municipality"),
    },
)
class ReportFact(Verb):
    """A fact about the report itself, for a single cell; `period` is `1e kwartaal 2026` or `januari 2026`."""

    main = "fact"
    fact: Literal["period", "period_begin", "period_end", "municipality_code", "municipality_name"]

    def shape(self, before: Shape | None, scope: Scope) -> Shape:
        """A date for the first and last day, text for all else."""
        must_start(before)
        if scope.grain is not Grain.REPORT:
            raise LanguageError(SINGLE_CELL_ONLY.fault())
        kind = ValueKind.DATE if self.fact in _DAYS else ValueKind.TEXT
        return Shape(kind=kind, grain=scope.grain, element=(self.fact,), cell_class=CellClass.RENAMED)

    def apply(self, before: Values | None, lines: ReportFacts) -> Values:  # noqa: ARG002 - nothing stands before a source
        """One value."""
        return lines.fact(self.fact)

    def sentence(self) -> Wording:
        """In words."""
        return _WORDS[self.fact]
