"""Findings of a submission: grouped for a page, or all of them."""

from collections.abc import Mapping

from sqlalchemy import Connection, text

from service.domain.findings import Severity
from service.domain.submissions import FindingExample, FindingGroup, SubmissionId

_GROUPED = text("""
    WITH finding AS (
      SELECT one.* FROM submission_content,
        ROWS FROM (jsonb_to_recordset(findings) AS (code text, severity text, "table" text, sheet text,
          "row" integer, "column" text, field text, "text" jsonb, "count" integer))
        WITH ORDINALITY
        AS one(code, severity, of_table, sheet, at_row, at_column, field, words, amount, position)
      WHERE submission_id = :submission)
    SELECT code, severity, of_table, field, sum(amount)::integer AS amount,
      (array_agg(jsonb_build_array(sheet, at_row, at_column, words) ORDER BY position))[1:10] AS places
    FROM finding GROUP BY code, severity, of_table, field
    ORDER BY array_position(ARRAY['blocks', 'quarantines', 'warns'], severity),
      amount DESC, code, of_table, field
""")

_ALL = text("SELECT findings FROM submission_content WHERE submission_id = :submission")


def grouped_findings(connection: Connection, submission: SubmissionId) -> tuple[FindingGroup, ...]:
    """One group per code, table and field, with the first ten places of each; worst first."""
    return tuple(
        FindingGroup(
            row.code,
            Severity(row.severity),
            row.of_table,
            row.field,
            row.amount,
            tuple(FindingExample(*place) for place in row.places),
        )
        for row in connection.execute(_GROUPED, {"submission": submission})
    )


def all_findings(connection: Connection, submission: SubmissionId) -> tuple[Mapping[str, object], ...]:
    """Every finding in the shape of Finding.as_json, in the order of the file."""
    kept = connection.execute(_ALL, {"submission": submission}).scalar_one_or_none()
    return tuple(kept or ())
