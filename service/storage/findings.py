"""Findings of a submission: grouped for a page, or all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, text

from service.domain.findings import Severity
from service.domain.standard.grouping import FaultKey
from service.domain.submissions.submission import FindingExample, StoredFindingGroup, SubmissionId

_GROUPED = text("""
    WITH finding AS (
      SELECT one.* FROM submission_content,
        ROWS FROM (jsonb_to_recordset(findings) AS (code text, severity text, "table" text, sheet text,
          "row" integer, "column" text, field text, "text" jsonb, "count" integer, line text, repair jsonb,
          identity text))
        WITH ORDINALITY
        AS one(code, severity, of_table, sheet, at_row, at_column, field, words, amount, line, repair,
          identity, position)
      WHERE submission_id = :submission)
    SELECT finding.code, severity, of_table, field, answer.text IS NOT NULL AS is_answered,
      sum(amount)::integer AS amount,
      (array_agg(jsonb_build_object('sheet', sheet, 'row', at_row, 'column', at_column, 'text', words,
        'line', coalesce(line, ''), 'repair', repair,
        'identity', coalesce(finding.identity, ''), 'answer', coalesce(answer.text, ''))
        ORDER BY position))[1:10] AS places
    FROM finding LEFT JOIN answer
      ON answer.code = finding.code AND answer.identity = finding.identity
    GROUP BY finding.code, severity, of_table, field, is_answered
    ORDER BY array_position(ARRAY['blocks', 'quarantines', 'warns'], severity),
      amount DESC, finding.code, of_table, field
""")

_COUNTED = text("""
    SELECT code, "table" AS of_table, field, sum("count")::integer AS amount,
      bool_or(severity = 'blocks' AND ("row" IS NULL OR coalesce("column", '') = '')) AS is_structural
    FROM submission_content, jsonb_to_recordset(findings) AS (code text, severity text, "table" text,
      "row" integer, "column" text, field text, "count" integer)
    WHERE submission_id = :submission GROUP BY code, "table", field
""")

_HAS_PLACES = text("""
    SELECT jsonb_path_exists(findings, '$[*].row ? (@ != null)') FROM submission_content
    WHERE submission_id = :submission
""")

_OF_CODE = text("""
    SELECT one FROM submission_content, jsonb_array_elements(findings) WITH ORDINALITY AS each(one, position)
    WHERE submission_id = :submission AND one ->> 'code' = :code ORDER BY position
""")

_ALL = text("SELECT findings FROM submission_content WHERE submission_id = :submission")


@dataclass(frozen=True, slots=True)
class FaultCounts:
    """How many rows have which sort of fault."""

    rows: Mapping[FaultKey, int]
    is_structural: bool
    """Whether a fault of a sheet or column as a whole kept its cells from being looked at."""


def has_places(connection: Connection, submission: SubmissionId) -> bool:
    """Whether any finding is about a row, so that there is something to mark."""
    return bool(connection.execute(_HAS_PLACES, {"submission": submission}).scalar_one_or_none())


def fault_counts(connection: Connection, submission: SubmissionId) -> FaultCounts:
    """Count without fetching a single finding: there may be hundreds of thousands."""
    found = connection.execute(_COUNTED, {"submission": submission}).all()
    return FaultCounts(
        {(row.code, row.of_table, row.field): row.amount for row in found},
        any(row.is_structural for row in found),
    )


def grouped_findings(connection: Connection, submission: SubmissionId) -> tuple[StoredFindingGroup, ...]:
    """One group per code, table and field, with the first ten places of each; worst first."""
    return tuple(
        StoredFindingGroup(
            code=row.code,
            severity=Severity(row.severity),
            table=row.of_table,
            field=row.field,
            count=row.amount,
            is_answered=row.is_answered,
            places=tuple(FindingExample(**place) for place in row.places),
        )
        for row in connection.execute(_GROUPED, {"submission": submission})
    )


def all_findings(
    connection: Connection, submission: SubmissionId, code: str = ""
) -> tuple[Mapping[str, object], ...]:
    """Every finding, or those of one code, in the shape of Finding.as_json, in the order of the file."""
    if code:
        return tuple(connection.execute(_OF_CODE, {"submission": submission, "code": code}).scalars())
    kept = connection.execute(_ALL, {"submission": submission}).scalar_one_or_none()
    return tuple(kept or ())
