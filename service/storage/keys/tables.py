"""The table of data keys."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


class DataKeyRow(Row):
    """The wrapped data key of one kind of data of a submission, or that it was destroyed."""

    __tablename__ = "data_key"
    __table_args__ = (Index("data_key_alive", "wrapped_by", postgresql_where=text("destroyed_at IS NULL")),)

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    wrapped_by: Mapped[str | None]
    wrapped: Mapped[bytes | None]
    """NULL once it is destroyed; nothing brings it back."""
    made_at: Mapped[datetime]
    destroyed_at: Mapped[datetime | None]
    destroyed_why: Mapped[str | None]
