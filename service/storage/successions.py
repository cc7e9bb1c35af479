"""Which report took the place of which: written once, so that a published report itself never changes."""

from sqlalchemy import Connection, text

from service.domain.access import OrganisationId
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
    RETURNING report_id, municipality, submission_id, successor_id
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
    RETURNING report_id
""")


_UNDO = text("""
    DELETE FROM succession
    WHERE provider_id = :provider AND submission_id = :submission AND municipality = :municipality
""")


class Successions:
    """The reports of one provider, and what took their place."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`; its provider is locked (Submissions.lock_all)."""
        self._connection = connection
        self._organisation = organisation

    def record(self) -> tuple[tuple[str, str | None], ...]:
        """Let every report that a later submission speaks of give way: to its successor, or to nothing.

        It does so from the moment that its municipality has the later one.

        Returns, of those that gave way just now, the municipality and the successor when there is one.
        """
        found = self._connection.execute(_TAKE_PLACES, {"provider": self._organisation})
        return tuple((row.municipality, str(row.successor_id) if row.successor_id else None) for row in found)

    def undo(self, submission: SubmissionId, municipality: str) -> None:
        """What a submission took the place of at one municipality holds again, unless another took it too."""
        values = {"provider": self._organisation, "submission": submission, "municipality": municipality}
        self._connection.execute(_UNDO, values)
        self.record()

    def record_release(self, submission: SubmissionId) -> int:
        """Let former reports of one submission give way to those that this transaction published of it."""
        return len(self._connection.execute(_RELEASED, {"submission": submission}).all())
