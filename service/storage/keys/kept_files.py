"""Which files a submission has, and what becomes of its rows when they are moved or destroyed."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import Connection, Select, func, not_, null, select, text, update

from service.domain.contracts.figures import FEWEST_CLIENTS
from service.domain.keeping import KeptKind
from service.domain.submissions.submission import SubmissionId
from service.storage.correction_tables import AnnotatedCopyRow, ReportFiguresRow
from service.storage.tables import ReportFileRow, ReportRow, SubmissionContentRow

_IS_SMALL = not_(ReportFiguresRow.is_aggregate) | (
    func.coalesce(ReportFiguresRow.clients, 0) < FEWEST_CLIENTS
)
"""About single persons, or about few."""
_COLUMNS = (
    (KeptKind.UPLOAD, SubmissionContentRow.blob),
    (KeptKind.UPLOAD, SubmissionContentRow.tables_blob),
    (KeptKind.REPORT, ReportFileRow.blob),
    (KeptKind.REPORT, ReportFileRow.lines_blob),
    (KeptKind.COPY, AnnotatedCopyRow.blob),
)
_FILES = text("""
  SELECT kind, blob FROM (
  SELECT 'upload' AS kind, blob FROM submission_content WHERE submission_id = :submission
  UNION SELECT 'upload', tables_blob FROM submission_content WHERE submission_id = :submission
  UNION SELECT 'copy', blob FROM annotated_copy WHERE submission_id = :submission
  UNION SELECT 'report', blob FROM report_file JOIN report ON report.id = report_id
    WHERE submission_id = :submission
  UNION SELECT 'report', lines_blob FROM report_file JOIN report ON report.id = report_id
    WHERE submission_id = :submission) AS kept WHERE blob IS NOT NULL ORDER BY 1, 2""")
_TABLES = text(
    "SELECT DISTINCT tables_sha256 FROM report WHERE submission_id = :submission AND tables_sha256 <> ''"
)
_IS_USED = text("""
  SELECT EXISTS (SELECT FROM submission_content WHERE :key IN (blob, tables_blob))
    OR EXISTS (SELECT FROM report_file WHERE :key IN (blob, lines_blob))
    OR EXISTS (SELECT FROM annotated_copy WHERE blob = :key)""")
_WITHOUT_PLACES = text("""
  UPDATE submission_content SET findings = coalesce((
    SELECT jsonb_agg(jsonb_build_object('code', code, 'severity', severity, 'table', of_table, 'sheet', '',
      'row', NULL, 'column', '', 'field', field, 'count', amount, 'text', jsonb_build_object(
        'nl', 'Waar dit stond, is vernietigd volgens de bewaartermijn.',
        'en', 'Where this stood was destroyed when its term was over.')))
    FROM (SELECT code, severity, "table" AS of_table, field, sum("count")::integer AS amount
      FROM jsonb_to_recordset(findings)
        AS (code text, severity text, "table" text, field text, "count" integer)
      GROUP BY 1, 2, 3, 4) AS counted), '[]')
  WHERE submission_id = :submission""")


class KeptFiles:
    """The files of one organisation's submissions, in the transaction of its work."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def of(self, submission: SubmissionId) -> tuple[tuple[KeptKind, str], ...]:
        """Every file that a row of the submission names, with what it is of."""
        found = self._connection.execute(_FILES, {"submission": submission})
        return tuple((KeptKind(kind), key) for kind, key in found)

    def tables_of_reports(self, submission: SubmissionId) -> tuple[str, ...]:
        """The hashes of the tables that reports were made of; of earlier ones no row names the file."""
        return tuple(self._connection.execute(_TABLES, {"submission": submission}).scalars())

    def move(self, submission: SubmissionId, moved: Mapping[tuple[KeptKind, str], str]) -> None:
        """Let the rows of a submission name other places."""
        for (kind, old), new in moved.items():
            for of_kind, column in _COLUMNS:
                if of_kind is kind:
                    table = column.class_
                    own = (
                        ReportFileRow.report_id.in_(_reports_of(submission))
                        if table is ReportFileRow
                        else table.submission_id == submission
                    )
                    self._connection.execute(
                        update(table).where(own, column == old).values({column.key: new})
                    )

    def is_used(self, key: str) -> bool:
        """Whether any row of this organisation still names it."""
        return bool(self._connection.execute(_IS_USED, {"key": key}).scalar_one())

    def forget_rows(self, submission: SubmissionId, kind: KeptKind) -> None:
        """Keep only counts where the rows themselves are destroyed: of findings, and of figures nothing.

        What columns add up to is kept of reports about enough people, as balances are.
        """
        if kind is KeptKind.UPLOAD:
            self._connection.execute(_WITHOUT_PLACES, {"submission": submission})
        elif kind is KeptKind.REPORT:
            own = ReportFiguresRow.report_id.in_(_reports_of(submission))
            self._connection.execute(update(ReportFiguresRow).where(own).values(figures=[]))
            self._connection.execute(update(ReportFiguresRow).where(own, _IS_SMALL).values(totals=null()))


def _reports_of(submission: SubmissionId) -> Select[UUID]:
    return select(ReportRow.id).where(ReportRow.submission_id == submission)
