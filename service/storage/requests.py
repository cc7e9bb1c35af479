"""Versions of requests: what was set, and which of them asks what."""

from collections.abc import Collection, Iterable

from sqlalchemy import ColumnElement, Connection, insert, select, text

from service.domain.proof.named_request import NamedRequest
from service.domain.proof.requests import KnownVersion, SetRequest
from service.storage.request_tables import RequestVersionRow

_ALONE = text("SELECT pg_advisory_xact_lock(20260076)")


class RequestVersions:
    """Those that one may see; nothing of them ever changes."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def set_alone(self) -> None:
        """Until this transaction ends nobody else sets a version: numbers follow each other."""
        self._connection.execute(_ALONE)

    def known(self, ids: Collection[str] | None = None) -> tuple[KnownVersion, ...]:
        """Every version of these requests, or of all, in order of number."""
        row = RequestVersionRow
        wanted = select(row.request, row.number, row.sha256, row.content_sha256).order_by(
            row.request, row.number
        )
        if ids is not None:
            wanted = wanted.where(row.request.in_(ids))
        return tuple(
            KnownVersion(NamedRequest(each.request, each.number, each.sha256), each.content_sha256)
            for each in self._connection.execute(wanted)
        )

    def add(self, versions: Iterable[SetRequest]) -> int:
        """Keep them; gives how many."""
        rows = [
            {
                "request": each.id,
                "number": each.number,
                "municipality": each.municipality,
                "sha256": each.named.sha256,
                "content_sha256": each.content_sha256,
                "content": each.content,
                "set_at": each.set_at,
                "set_by": each.set_by,
            }
            for each in versions
        ]
        if rows:
            self._connection.execute(insert(RequestVersionRow), rows)
        return len(rows)

    def of(self, hashes: Collection[str]) -> tuple[SetRequest, ...]:
        """Those with these hashes."""
        return self._found([RequestVersionRow.sha256.in_(hashes)])

    def every(self) -> tuple[SetRequest, ...]:
        """Every version of every request, in order of number."""
        return self._found([])

    def _found(self, where: Iterable[ColumnElement[bool]]) -> tuple[SetRequest, ...]:
        table = RequestVersionRow.__table__
        wanted = select(*table.c).where(*where).order_by(table.c.request, table.c.number)
        return tuple(
            SetRequest(
                id=row.request,
                number=row.number,
                content=row.content,
                set_at=row.set_at,
                set_by=row.set_by,
            )
            for row in self._connection.execute(wanted)
        )
