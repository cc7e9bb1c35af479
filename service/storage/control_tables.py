"""The table of control figures."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class ControlComparisonRow(Row):
    """What the books of a provider say beside what it handed in; sums alone, nothing of a person."""

    __tablename__ = "control_comparison"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    compared_at: Mapped[datetime]
    figures: Mapped[list[JsonObject]]
