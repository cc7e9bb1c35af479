"""The tables of what was taken of what a provider sent, and of whether it looks first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


class ReportTakenRow(Row):
    """A report that its municipality downloaded: from then on its provider cannot take it back."""

    __tablename__ = "report_taken"
    __table_args__ = (
        ForeignKeyConstraint(
            ["submission_id", "municipality"],
            ["submission_municipality.submission_id", "submission_municipality.municipality"],
        ),
        Index("taken_of_submission", "submission_id", "municipality"),
    )

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"), primary_key=True)
    submission_id: Mapped[UUID]
    municipality: Mapped[str]
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    taken_at: Mapped[datetime]
    """The first time."""


class ProviderSendingRow(Row):
    """Whether a provider lets a submission go by itself when there is nothing to say about it."""

    __tablename__ = "provider_sending"

    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"), primary_key=True)
    by_itself: Mapped[bool]
    changed_at: Mapped[datetime]
