"""The tables of what a provider tells and chooses about measuring."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import JSONB
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


class BaselineFormatRow(Row):
    """A format that a provider wants to time whole, and for how many municipalities it makes it."""

    __tablename__ = "baseline_format"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    format: Mapped[str] = mapped_column(primary_key=True)
    municipalities: Mapped[int]
    chosen_at: Mapped[datetime]


class BaselineClockRow(Row):
    """One time that a format was, or is being, timed whole."""

    __tablename__ = "baseline_clock"
    __table_args__ = (
        Index("baseline_clock_of_provider", "provider_id", "started_at"),
        Index(
            "baseline_clock_running",
            "provider_id",
            "format",
            unique=True,
            postgresql_where=text("stopped_at IS NULL"),
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    format: Mapped[str]
    municipalities: Mapped[int]
    started_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    paused_seconds: Mapped[int] = mapped_column(BigInteger, server_default=text("0"))
    stopped_at: Mapped[datetime | None]


class SharedHoldOutRow(Row):
    """Whether a provider lets its reports of the sample count for others."""

    __tablename__ = "shared_hold_out"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    is_shared: Mapped[bool]
    changed_at: Mapped[datetime]


class PooledReportRow(Row):
    """A report of the sample that counts for others: what making it takes, and nothing of what is in it."""

    __tablename__ = "pooled_report"
    __table_args__ = (Index("pooled_report_of_family", "family", "provider_id"),)

    report_id: Mapped[UUID] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    family: Mapped[str]
    operations: Mapped[dict[str, float]] = mapped_column(JSONB)
    minutes: Mapped[int]
