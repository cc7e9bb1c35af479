"""Show what the columns of a report add up to: in its rows, in its file, and why these differ."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from service.domain.access import OrganisationKind, Viewer
from service.domain.explanation.written_total import WrittenTotal
from service.domain.reports import ReportId, ReportSummary
from service.use_cases.reports.explain import ExplainReport


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownTotal:
    """One column, as far as who looks may know it."""

    block: str
    column: str
    written: Fraction
    exact: Fraction | None
    """None where it would tell a small number that was left out."""
    differences: Mapping[str, Fraction]
    """By cause; empty too where `exact` is None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTotals:
    """The totals of one report."""

    report: ReportSummary
    totals: tuple[ShownTotal, ...] = ()
    is_remade: bool = True
    """Whether it could be made again exactly as it was published; without that there is nothing to show."""
    is_hidden: bool = False
    """Whether it is about single persons, or about too few clients, for who looks."""


@dataclass(frozen=True, slots=True)
class ShowTotals:
    """The report is made again for it; its rows are shown to nobody here.

    A provider sees all of its own. A municipality sees what its file adds up to and why that is not what the
    rows hold, but no small number that its format leaves out. A bureau the same, of aggregate reports about
    five clients or more.
    """

    explain: ExplainReport

    def __call__(self, viewer: Viewer, report: ReportId) -> ReportTotals:
        """Once its municipality looked into it, it has it.

        Raises NotFoundError, and KeyDestroyedError to its provider.
        """
        found = self.explain(viewer, report)
        replayed = found.for_others.report if found.for_others else found.replayed
        if replayed is None:
            return ReportTotals(report=found.report, is_remade=found.is_hidden, is_hidden=found.is_hidden)
        is_own = viewer.organisation.kind is OrganisationKind.PROVIDER
        return ReportTotals(
            report=found.report,
            totals=tuple(_shown(each, is_own=is_own) for each in replayed.totals()),
        )


def _shown(total: WrittenTotal, *, is_own: bool) -> ShownTotal:
    shows = is_own or not total.leaves_out
    return ShownTotal(
        block=total.block,
        column=total.column,
        written=total.written,
        exact=total.exact if shows else None,
        differences=total.differences if shows else {},
    )
