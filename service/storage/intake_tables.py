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
