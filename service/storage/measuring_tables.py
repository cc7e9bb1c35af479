"""The tables of what a provider tells and chooses about measuring."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


class MadeTodayRow(Row):
    """How a provider makes a format without the service."""

    __tablename__ = "made_today"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    format: Mapped[str] = mapped_column(primary_key=True)
    way: Mapped[str]
    told_at: Mapped[datetime]


class TimedReviewsRow(Row):
    """Whether the service times how long a provider looks before it sends."""

    __tablename__ = "timed_reviews"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    is_timed: Mapped[bool]
    changed_at: Mapped[datetime]
