"""The balance of a submission at every level, and the totals as its reports have them; no file is written."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from service.domain.explanation.written_total import WrittenTotal
from service.domain.explanation.written_totals import written_totals
from service.domain.formats.calendar import Assignment
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.earlier import PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.periods import Period
from service.domain.provider_balance import CountedPart
from service.domain.standard.export import Export, RowPlace
from service.domain.translation.control_figures import Amount, ComparedFigure, Key, compare
from service.domain.translation.declared_totals import ReconciledTotal, reconcile
from service.domain.translation.fates import Fates
from service.domain.translation.levels import (
    FormatFates,
    LevelBalance,
    balances_at_every_level,
    municipalities_of,
)
from service.domain.translation.place_balances import fates_over
from service.domain.translation.selection import PRESTATIE, is_asked, signed_cents
from service.domain.translation.translate import Translation
from service.domain.translation.unmade import ReportKey
from service.pipeline.whole_way import (
    Settlement,
    failures_of,
    not_made,
    settle,
    settlement,
    translate_assignment,
    unmade_of,
)


@dataclass(frozen=True, slots=True)
class FormatTotals:
    """The totals of the columns of one format over one period."""

    format: str
    period: Period
    totals: tuple[WrittenTotal, ...]


@dataclass(frozen=True, slots=True)
class EveryBalance:
    """What became of every row and every cent, at every level."""

    levels: tuple[LevelBalance, ...]
    totals: tuple[FormatTotals, ...]
    declared: tuple[ReconciledTotal, ...] = ()
    """Of the declarations among its messages; nothing where there are none."""

    def as_json(self) -> dict[str, object]:
        """E in docs/json.md."""
        return {
            "levels": [each.as_json() for each in self.levels],
            "written": [
                {"format": each.format, "period": each.period.label, **total.as_json()}
                for each in self.totals
                for total in each.totals
            ],
            "declared": [each.as_json() for each in self.declared],
        }


@dataclass(frozen=True, slots=True)
class NamedRows:
    """The rows of prestatie that go by one name in the balance of a submission."""

    places: tuple[RowPlace, ...]
    """Where each was handed in."""
    cents: tuple[int, ...]
    """Of each, signed."""


def rows_by_name(submitted: Submitted, fates: Fates, name: str) -> NamedRows:
    """Which rows went out under this rule, reason or finding; none under a name that no row has."""
    own = np.array([each == name for _, each in fates.names], dtype=bool)
    return _named(submitted, np.flatnonzero(own[fates.numbers]))


def rows_of_report(
    catalogue: Catalogue, submitted: Submitted, name: str, report: ReportKey, made: Collection[ReportKey]
) -> NamedRows:
    """The same among the rows of one report: those of its municipality, by what its format made of them.

    None for a report that is not asked.
    """
    municipality, wanted, period = report
    for each in catalogue.assignments_for(submitted.export):
        if (each.format, each.period) == (wanted, period) and municipality in each.municipalities:
            fates = _format_fates(catalogue, submitted, each, made)[0].fates
            own = np.array([found == name for _, found in fates.names], dtype=bool)[fates.numbers]
            asked = is_asked(submitted.on(period.end), PRESTATIE, {municipality: ""})
            return _named(submitted, np.flatnonzero(own & asked))
    return NamedRows((), ())


def rows_that_count(submitted: Submitted, settled: Settlement, name: str, counted: CountedPart) -> NamedRows:
    """The same among the rows that count over a period, of some municipalities as they were at its end."""
    fates = fates_over(submitted, counted.period, settled.fates, settled.parts)
    codes, numbers = municipalities_of(submitted.on(counted.period.end))
    own = np.array([found == name for _, found in fates.names], dtype=bool)[fates.numbers]
    asked = np.array([code in counted.municipalities for code in codes], dtype=bool)[numbers]
    return _named(submitted, np.flatnonzero(own & asked))


def _named(submitted: Submitted, places: npt.NDArray[np.int64]) -> NamedRows:
    cents = signed_cents(submitted, PRESTATIE)[places]
    return NamedRows(tuple(submitted.export.row_places(PRESTATIE).at(places)), tuple(cents.tolist()))


def balance_export(
    catalogue: Catalogue,
    export: Export,
    earlier: Iterable[PublishedReport] = (),
    made: Collection[ReportKey] | None = None,
) -> EveryBalance:
    """Of an accepted export. `made`: the reports that are there.

    Without it a report that cannot be written is not known: that is only found out by writing it.
    """
    submitted = catalogue.submitted(export, earlier)
    fates: list[FormatFates] = []
    totals: list[FormatTotals] = []
    for each in catalogue.assignments_for(export):
        of_format, translation = _format_fates(catalogue, submitted, each, made)
        fates.append(of_format)
        totals.append(_format_totals(each, translation))
    broken = catalogue.cannot_be_made_of(export)
    whole = settlement(submitted, [each.fates for each in fates], [], [], [], broken).fates
    end = submitted.on(export.period.end) if export.period else submitted
    return EveryBalance(
        balances_at_every_level(end, whole, fates), tuple(totals), reconcile(submitted, whole)
    )


def _format_fates(
    catalogue: Catalogue, submitted: Submitted, assignment: Assignment, made: Collection[ReportKey] | None
) -> tuple[FormatFates, Translation]:
    translation = translate_assignment(catalogue, submitted, assignment)
    unmade = unmade_of(assignment, failures_of(catalogue, assignment, translation, made))
    fates = FormatFates(
        format=assignment.format,
        period=assignment.period,
        fates=not_made(translation.fates, submitted, unmade),
        municipalities=assignment.municipalities,
    )
    return fates, translation


def _format_totals(assignment: Assignment, translation: Translation) -> FormatTotals:
    found = (
        total
        for sheet in translation.sheets
        if sheet.plan.format.is_in_the_file
        for total in written_totals(sheet, assignment.municipalities)
    )
    return FormatTotals(assignment.format, assignment.period, tuple(found))


def hold_against_books(
    catalogue: Catalogue, export: Export, books: Mapping[Key, Amount]
) -> tuple[ComparedFigure, ...]:
    """Per municipality and law what the books say, what was handed in, and what became of that."""
    fates = settle(catalogue, export, catalogue.assignments_for(export)).fates
    return compare(catalogue.submitted(export), fates, books)
