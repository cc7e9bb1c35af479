"""The table of samples of replayed reports."""

from datetime import date, datetime

from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class ReplaySampleRow(Row):
    """What came of one night."""

    __tablename__ = "replay_sample"

    day: Mapped[date] = mapped_column(primary_key=True)
    finished_at: Mapped[datetime]
    counts: Mapped[JsonObject]
    """By outcome."""
    different: Mapped[list[str]] = mapped_column(JSONB)
    """The ids of reports that came out otherwise."""
