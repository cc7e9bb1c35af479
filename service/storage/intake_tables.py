"""The tables of what a provider says about its own files: how they are read."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class ProviderReadingRow(Row):
    """What a provider said about reading its files."""

    __tablename__ = "provider_reading"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    reading: Mapped[JsonObject]
    """`Reading.as_json`."""
    changed_at: Mapped[datetime]


class AnswerRow(Row):
    """What a provider answered to a warning; kept by what the warning is about, over uploads."""

    __tablename__ = "answer"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    code: Mapped[str] = mapped_column(primary_key=True)
    identity: Mapped[str] = mapped_column(primary_key=True)
    """See domain/standard/row_identity."""
    text: Mapped[str]
    login: Mapped[str]
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    """The one at which it was answered last."""
    answered_at: Mapped[datetime]
