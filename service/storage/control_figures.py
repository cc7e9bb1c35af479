"""Comparisons with the books of a provider, for that provider alone."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.books_over import Comparison
from service.domain.periods import Period
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.control_figures import ComparedFigure
from service.storage.control_tables import ControlComparisonRow
from service.storage.tables import SubmissionRow


class ControlFigures:
    """The last comparison of each submission."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def keep(self, submission: SubmissionId, figures: Iterable[ComparedFigure]) -> None:
        """In the place of an earlier comparison."""
        said = {"compared_at": func.now(), "figures": [each.as_json() for each in figures]}
        new = insert_or(ControlComparisonRow).values(
            submission_id=submission, provider_id=self._organisation, **said
        )
        self._connection.execute(new.on_conflict_do_update(index_elements=["submission_id"], set_=said))

    def over(self, period: Period, submissions: Iterable[SubmissionId]) -> Mapping[SubmissionId, Comparison]:
        """Of those of these submissions whose days are exactly this period, in one statement."""
        row, own = ControlComparisonRow, SubmissionRow
        wanted = (
            select(row.submission_id, row.compared_at, row.figures)
            .join(own, own.id == row.submission_id)
            .where(row.submission_id.in_(list(submissions)))
            .where(own.period_begin == period.begin, own.period_end == period.end)
        )
        return {
            SubmissionId(submission): Comparison(at, tuple(ComparedFigure.parse(each) for each in figures))
            for submission, at, figures in self._connection.execute(wanted)
        }

    def of(self, submission: SubmissionId) -> tuple[ComparedFigure, ...]:
        """Nothing when there was none."""
        row = ControlComparisonRow
        found = self._connection.execute(
            select(row.figures).where(row.submission_id == submission)
        ).scalar_one_or_none()
        return tuple(ComparedFigure.parse(each) for each in found or ())
