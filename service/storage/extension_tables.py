"""The table of extensions: more time for a report, given by its municipality."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


class ExtensionRow(Row):
    """The extension that stands for one report of one provider."""

    __tablename__ = "extension"

    municipality: Mapped[str] = mapped_column(primary_key=True)
    provider_code: Mapped[str] = mapped_column(primary_key=True)
    format: Mapped[str] = mapped_column(primary_key=True)
    period_begin: Mapped[date] = mapped_column(primary_key=True)
    period_end: Mapped[date] = mapped_column(primary_key=True)
    until: Mapped[date]
    reason: Mapped[str]
    granted_by: Mapped[str]
    granted_at: Mapped[datetime]
