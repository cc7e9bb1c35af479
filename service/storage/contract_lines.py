"""Keep the lines of one submission beside contracts or messages, in the place of those from before."""

from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, delete, insert

from service.domain.submissions.submission import SubmissionId
from service.storage.contract_tables import ContractFigureRow, ContractVolumeRow, DeclaredTotalRow


def keep_lines(
    connection: Connection,
    row: type[ContractFigureRow] | type[ContractVolumeRow] | type[DeclaredTotalRow],
    submission: SubmissionId,
    lines: Iterable[Mapping[str, object]],
) -> None:
    """`lines`: the values of each, but for the submission."""
    connection.execute(delete(row).where(row.submission_id == submission))
    kept = [{"submission_id": submission, **line} for line in lines]
    if kept:
        connection.execute(insert(row), kept)
