"""Which codes rows wait for: kept with the submission of a provider, added up for who asks its format."""

from collections.abc import Sequence

from sqlalchemy import Connection, delete, func, insert, select

from service.domain.access import OrganisationId
from service.domain.formats.unknown_codes import UnknownCode
from service.domain.submissions.submission import SubmissionId
from service.domain.translation.waiting_codes import HiddenCode, WaitingCode
from service.storage.meaning_tables import WaitingCodeRow
from service.storage.tables import SubmissionRow


def keep_waiting_codes(
    connection: Connection, provider: OrganisationId, submission: SubmissionId, codes: Sequence[WaitingCode]
) -> None:
    """From now on these are what rows of the submission wait for, in place of what was kept before."""
    connection.execute(delete(WaitingCodeRow).where(WaitingCodeRow.submission_id == submission))
    if codes:
        rows = [
            {
                "submission_id": submission,
                "number": number,
                "provider_id": provider,
                "municipality": code.municipality,
                "format": code.format,
                "code_table": code.code_table,
                "code": code.code,
                "hidden": code.hidden.value,
                "rows": code.rows,
                "cents": code.cents,
            }
            for number, code in enumerate(codes, start=1)
        ]
        connection.execute(insert(WaitingCodeRow), rows)


class WaitingCodes:
    """What waits of the municipalities that one organisation speaks for, over all providers together."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def unknown(self) -> tuple[UnknownCode, ...]:
        """Per format, code table and code what waits in submissions that hold today, the most euros first."""
        row = WaitingCodeRow
        keys = (row.format, row.code_table, row.code, row.hidden)
        cents = func.sum(row.cents)
        wanted = (
            select(
                *keys,
                func.sum(row.rows).label("rows"),
                cents.label("cents"),
                func.count(row.provider_id.distinct()).label("providers"),
            )
            .join(SubmissionRow, SubmissionRow.id == row.submission_id)
            .where(SubmissionRow.superseded_by.is_(None))
            .group_by(*keys)
            .order_by(row.format, row.code_table, func.abs(cents).desc(), row.code)
        )
        return tuple(
            UnknownCode(
                format=found.format,
                code_table=found.code_table,
                code=found.code,
                hidden=HiddenCode(found.hidden),
                rows=int(found.rows),
                cents=int(found.cents),
                providers=found.providers,
            )
            for found in self._connection.execute(wanted)
        )
