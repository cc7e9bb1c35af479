"""The tables of channels, and of reports on their way along one."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class ChannelRow(Row):
    """One channel of one organisation."""

    __tablename__ = "channel"
    __table_args__ = (UniqueConstraint("organisation_id", "format"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    login: Mapped[str]
    format: Mapped[str]
    """Empty for all that have none of their own."""
    kind: Mapped[str]
    address: Mapped[JsonObject]
    host_key: Mapped[str]
    wrapped_by: Mapped[str]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    """Of nothing, where there is no secret."""
    state: Mapped[str]
    failures: Mapped[int]
    outcome: Mapped[str]
    tried_at: Mapped[datetime | None]
    next_at: Mapped[datetime]
    job_id: Mapped[UUID | None]
    """Of a provider's: the last job that fetched its files."""
    made_at: Mapped[datetime]


class ConsignmentRow(Row):
    """One report on its way along one channel; it stays when the channel goes."""

    __tablename__ = "consignment"
    __table_args__ = (Index("consignment_of_channel", "channel_id", "state"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    channel_id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    kind: Mapped[str]
    state: Mapped[str]
    name: Mapped[str]
    outcome: Mapped[str]
    job_id: Mapped[UUID | None]
    asked_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
