"""Keep the lines of one submission beside contracts, messages or reports, in the place of those before."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert

from service.domain.submissions.submission import SubmissionId
from service.storage.contract_tables import (
    ContractFigureRow,
    ContractVolumeRow,
    DeclaredTotalRow,
    MunicipalityBalanceRow,
)

WIDER = """
    wider AS MATERIALIZED (
      SELECT narrow.id AS within, wide.id FROM counting AS narrow JOIN counting AS wide
        ON wide.provider_id = narrow.provider_id AND wide.id <> narrow.id
        AND wide.period_begin <= narrow.period_begin AND wide.period_end >= narrow.period_end
        AND (wide.period_begin, wide.period_end) <> (narrow.period_begin, narrow.period_end))"""
"""Of submissions that are `counting`: each that is within the days of another, and that other."""
HOLDING = """(
        SELECT report.submission_id, report.municipality
        FROM report LEFT JOIN succession ON succession.report_id = report.id
        WHERE report.period_begin = :begin AND report.period_end = :end AND report.sent_at IS NOT NULL
          AND succession.report_id IS NULL)"""
"""Submission and gemeentecode of what was sent over exactly these days and holds."""


def keep_lines(
    connection: Connection,
    row: type[ContractFigureRow | ContractVolumeRow | DeclaredTotalRow | MunicipalityBalanceRow],
    submission: SubmissionId,
    lines: Iterable[Mapping[str, object]],
) -> None:
    """`lines`: the values of each, but for the submission."""
    connection.execute(delete(row).where(row.submission_id == submission))
    kept = [{"submission_id": submission, **line} for line in lines]
    if kept:
        connection.execute(insert(row), kept)
