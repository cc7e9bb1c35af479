"""The keys of requests that may come twice, and what was answered to the first."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, ForeignKey, delete, func, select, update
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import OrganisationId
from service.domain.idempotency import (
    KEPT,
    PATIENCE,
    Answered,
    KeyedRequest,
    KeyOfAnotherRequestError,
    StillBusyError,
)
from service.storage.tables import Row


class IdempotencyKeyRow(Row):
    """One key of one organisation."""

    __tablename__ = "idempotency_key"

    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    key_sha256: Mapped[str] = mapped_column(primary_key=True)
    request_sha256: Mapped[str]
    begun_at: Mapped[datetime]
    status: Mapped[int | None]
    location: Mapped[str | None]
    body: Mapped[Mapping[str, object] | None] = mapped_column(JSONB)


class IdempotencyKeys:
    """Those of one organisation."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def begin(self, request: KeyedRequest) -> Answered | None:
        """What was answered before; None for a new request, which is to be done now.

        Raises KeyOfAnotherRequestError and StillBusyError.
        """
        row = IdempotencyKeyRow
        own = row.organisation_id == self._organisation
        self._connection.execute(delete(row).where(own, row.begun_at < func.now() - KEPT))
        new = insert_or(row).values(
            organisation_id=self._organisation,
            key_sha256=request.key_sha256,
            request_sha256=request.request_sha256,
            begun_at=func.now(),
        )
        if self._connection.scalar(new.on_conflict_do_nothing().returning(row.key_sha256)) is not None:
            return None
        is_over = (row.begun_at < func.now() - PATIENCE).label("is_over")
        known = self._connection.execute(
            select(row.request_sha256, row.status, row.location, row.body, is_over)
            .where(self._is(request))
            .with_for_update()
        ).one()
        if known.request_sha256 != request.request_sha256:
            raise KeyOfAnotherRequestError(request.key_sha256)
        if known.status is not None:
            return Answered(status=known.status, location=known.location or "", body=known.body or {})
        if not known.is_over:
            raise StillBusyError(request.key_sha256)
        self._connection.execute(update(row).where(self._is(request)).values(begun_at=func.now()))
        return None

    def finish(self, request: KeyedRequest, answered: Answered) -> None:
        """From now on this is the answer."""
        said = {"status": answered.status, "location": answered.location, "body": dict(answered.body)}
        self._connection.execute(update(IdempotencyKeyRow).where(self._is(request)).values(**said))

    def forget(self, request: KeyedRequest) -> None:
        """It came to nothing: the same key may be used once more."""
        row = IdempotencyKeyRow
        self._connection.execute(delete(row).where(self._is(request), row.status.is_(None)))

    def _is(self, request: KeyedRequest) -> ColumnElement[bool]:
        row = IdempotencyKeyRow
        return (row.organisation_id == self._organisation) & (row.key_sha256 == request.key_sha256)
