"""Which report took the place of which: written once, so that a published report itself never changes."""

from sqlalchemy import Connection, TextClause, text

from service.domain.access import OrganisationId
from service.domain.reports import GivenWay
from service.domain.submissions.submission import SubmissionId

_TAKE_PLACES = text("""
    INSERT INTO succession (report_id, provider_id, municipality, submission_id, successor_id, superseded_at)
    SELECT report.id, report.provider_id, report.municipality, later.id, next.id, now()
    FROM report JOIN submission ON submission.id = report.submission_id
    JOIN LATERAL (
      SELECT other.id FROM submission AS other
      WHERE other.provider_id = report.provider_id AND other.state = 'ready'
        AND (other.received_at, other.id) > (submission.received_at, submission.id)
        AND other.period_begin <= report.period_begin AND other.period_end >= report.period_end
        AND EXISTS (
          SELECT FROM submission_municipality AS sent
          WHERE sent.submission_id = other.id AND sent.municipality = report.municipality
            AND sent.sent_at IS NOT NULL)
      ORDER BY other.received_at DESC, other.id DESC LIMIT 1) AS later ON true
    LEFT JOIN LATERAL (
      SELECT other.id FROM report AS other
      WHERE other.submission_id = later.id AND other.municipality = report.municipality
        AND other.format = report.format AND other.period_begin = report.period_begin
        AND other.period_end = report.period_end
        AND NOT EXISTS (SELECT FROM succession AS taken WHERE taken.report_id = other.id)
      ORDER BY other.published_at DESC LIMIT 1) AS next ON true
    WHERE report.provider_id = :provider
      AND NOT EXISTS (SELECT FROM succession AS taken WHERE taken.report_id = report.id)
    ON CONFLICT DO NOTHING
    RETURNING report_id, (SELECT submission_id FROM report WHERE report.id = report_id) AS made_of,
      municipality, successor_id
""")

_RELEASED = text("""
    INSERT INTO succession (report_id, provider_id, municipality, submission_id, successor_id, superseded_at)
    SELECT former.id, former.provider_id, former.municipality, former.submission_id, later.id, now()
    FROM report AS former JOIN report AS later
      ON later.submission_id = former.submission_id AND later.municipality = former.municipality
      AND later.format = former.format AND later.period_begin = former.period_begin
      AND later.period_end = former.period_end AND later.id <> former.id
    WHERE former.submission_id = :submission AND later.published_at = now() AND former.published_at < now()
      AND NOT EXISTS (SELECT FROM succession AS taken WHERE taken.report_id = former.id)
    ON CONFLICT DO NOTHING
    RETURNING report_id, submission_id AS made_of, municipality, successor_id
""")


_UNDO = text("""
    DELETE FROM succession
    WHERE provider_id = :provider AND submission_id = :submission AND municipality = :municipality
      AND NOT EXISTS (
        SELECT FROM report WHERE report.id = report_id AND report.submission_id = succession.submission_id)
    RETURNING report_id, (SELECT report.submission_id FROM report WHERE report.id = report_id) AS made_of,
      municipality, successor_id
""")


class Successions:
    """The reports of one provider, and what took their place."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`; its provider is locked (Submissions.lock_all)."""
        self._connection = connection
        self._organisation = organisation

    def record(self) -> tuple[GivenWay, ...]:
        """Let every report that a later submission speaks of give way: to its successor, or to nothing.

        It does so from the moment that its municipality has the later one.

        Returns those that gave way just now.
        """
        return self._given_way(_TAKE_PLACES, {"provider": self._organisation})

    def undo(
        self, submission: SubmissionId, municipality: str
    ) -> tuple[tuple[GivenWay, ...], tuple[GivenWay, ...]]:
        """What a submission took the place of at one municipality holds again, unless another took it too.

        What was released in the submission itself stays in the place of what it was before.

        Returns those that hold again, and those that gave way to another.
        """
        values = {"provider": self._organisation, "submission": submission, "municipality": municipality}
        undone, again = self._given_way(_UNDO, values), self.record()
        gone = {each.report for each in again}
        return tuple(each for each in undone if each.report not in gone), again

    def record_release(self, submission: SubmissionId) -> tuple[GivenWay, ...]:
        """Let former reports of one submission give way to those that this transaction published of it."""
        return self._given_way(_RELEASED, {"submission": submission})

    def _given_way(self, statement: TextClause, values: dict[str, object]) -> tuple[GivenWay, ...]:
        return tuple(
            GivenWay(row.report_id, row.made_of, row.municipality, row.successor_id)
            for row in self._connection.execute(statement, values)
        )
