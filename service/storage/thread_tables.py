"""The tables of threads: a question at a report, what was said in it, and the texts apart."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


class ThreadRow(Row):
    """A question at a report, and whether its municipality closed it."""

    __tablename__ = "thread"
    __table_args__ = (
        Index("thread_of_report", "report_id"),
        Index("thread_of_pair", "provider_id", "municipality"),
        Index("thread_open_of_provider", "provider_id", postgresql_where=text("closed_at IS NULL")),
        Index("thread_open_of_municipality", "municipality", postgresql_where=text("closed_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id"))
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    cell: Mapped[str]
    block: Mapped[str]
    column_name: Mapped[str]
    closed_at: Mapped[datetime | None]


class ThreadMessageRow(Row):
    """That something was said, and by which side; a bureau sees this row."""

    __tablename__ = "thread_message"

    thread_id: Mapped[UUID] = mapped_column(ForeignKey("thread.id"), primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    side: Mapped[str]
    said_at: Mapped[datetime]


class ThreadTextRow(Row):
    """What was said, and by whom; a bureau never sees this row."""

    __tablename__ = "thread_text"
    __table_args__ = (
        ForeignKeyConstraint(["thread_id", "number"], ["thread_message.thread_id", "thread_message.number"]),
    )

    thread_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    author: Mapped[str]
    text: Mapped[str]
    salt: Mapped[str]
