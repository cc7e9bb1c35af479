"""The balance of a submission at every level, and the totals as its reports have them; no file is written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from service.domain.explanation.written_totals import WrittenTotal, written_totals
from service.domain.formats.catalogue import Catalogue
from service.domain.formats.earlier import PublishedReport
from service.domain.formats.rows import Submitted
from service.domain.periods import Period
from service.domain.standard.export import Export, RowPlace
from service.domain.translation.control_figures import Amount, ComparedFigure, Key, compare
from service.domain.translation.fates import Fates
from service.domain.translation.levels import FormatFates, LevelBalance, balances_at_every_level
from service.domain.translation.selection import PRESTATIE, signed_cents
from service.pipeline.whole_way import not_made, settle, settlement, translate_assignment, unmade_of


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

    def as_json(self) -> dict[str, object]:
        """E in docs/json.md."""
        return {
            "levels": [each.as_json() for each in self.levels],
            "written": [
                {"format": each.format, "period": each.period.label, **total.as_json()}
                for each in self.totals
                for total in each.totals
            ],
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
    places = np.flatnonzero(own[fates.numbers])
    cents = signed_cents(submitted, PRESTATIE)[places]
    return NamedRows(tuple(submitted.export.row_places(PRESTATIE).at(places)), tuple(cents.tolist()))


def balance_export(
    catalogue: Catalogue, export: Export, earlier: Iterable[PublishedReport] = ()
) -> EveryBalance:
    """Of an accepted export. A report that cannot be written is only found out by writing it."""
    submitted = catalogue.submitted(export, earlier)
    fates: list[FormatFates] = []
    totals: list[FormatTotals] = []
    for each in catalogue.assignments_for(export):
        translation = translate_assignment(catalogue, submitted, each)
        unmade = unmade_of(each, translation.failures)
        fates.append(
            FormatFates(
                format=each.format,
                period=each.period,
                fates=not_made(translation.fates, submitted, unmade),
                municipalities=each.municipalities,
            )
        )
        found = [
            total
            for sheet in translation.sheets
            if sheet.plan.format.is_in_the_file
            for total in written_totals(sheet, each.municipalities)
        ]
        totals.append(FormatTotals(each.format, each.period, tuple(found)))
    broken = catalogue.cannot_be_made_of(export)
    whole = settlement(submitted, [each.fates for each in fates], [], [], [], broken).fates
    end = submitted.on(export.period.end) if export.period else submitted
    return EveryBalance(balances_at_every_level(end, whole, fates), tuple(totals))


def hold_against_books(
    catalogue: Catalogue, export: Export, books: Mapping[Key, Amount]
) -> tuple[ComparedFigure, ...]:
    """Per municipality and law what the books say, what was handed in, and what became of that."""
    fates = settle(catalogue, export, catalogue.assignments_for(export)).fates
    return compare(catalogue.submitted(export), fates, books)
