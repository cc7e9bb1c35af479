"""The tables of what people are told, what they chose, and the emails that come of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ARRAY, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class NoticeRow(Row):
    """Something that an organisation is told."""

    __tablename__ = "notice"
    __table_args__ = (
        UniqueConstraint("organisation_id", "kind", "key"),
        Index("notice_by_time", "organisation_id", "created_at"),
        Index("notice_to_hand_out", "created_at", postgresql_where=text("handed_out_at IS NULL")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    told_by: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    kind: Mapped[str]
    key: Mapped[str]
    facts: Mapped[JsonObject]
    created_at: Mapped[datetime]
    handed_out_at: Mapped[datetime | None]
    """None as long as nobody looked who wants an email about it."""


class NoticeChoiceRow(Row):
    """Which emails a person wants, where and how often."""

    __tablename__ = "notice_choice"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    email: Mapped[str]
    pace: Mapped[str]
    unwanted: Mapped[list[str]] = mapped_column(ARRAY(Text))
    changed_at: Mapped[datetime]
    refusals: Mapped[int]
    """How often in a row the server of this address refused; none since it was chosen or an email arrived."""
    refused_at: Mapped[datetime | None]


class NoticeCopyRow(Row):
    """A notice for one person who wants an email about it; the email has the id of its job."""

    __tablename__ = "notice_copy"
    __table_args__ = (
        Index("copy_to_write", "account_id", postgresql_where=text("email_id IS NULL")),
        Index("copy_of_email", "email_id"),
    )

    notice_id: Mapped[UUID] = mapped_column(ForeignKey("notice.id"), primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[datetime]
    email_id: Mapped[UUID | None]
    sent_at: Mapped[datetime | None]
