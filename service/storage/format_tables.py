"""The tables of formats: drafts, their revisions, what was published of them, and runs."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class FormatDraftRow(Row):
    """A version of a format that is being written, or waits for a second person."""

    __tablename__ = "format_draft"
    __table_args__ = (Index("format_draft_of_organisation", "organisation_id", "changed_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    owner: Mapped[str]
    name: Mapped[str]
    version: Mapped[str]
    state: Mapped[str]
    asked: Mapped[JsonObject]
    based_on: Mapped[str]
    notes: Mapped[list[str]] = mapped_column(JSONB, server_default=text("'[]'"))
    workbook_name: Mapped[str | None]
    workbook: Mapped[bytes | None]
    submitted_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    submitter: Mapped[str] = mapped_column(server_default=text("''"))
    remark: Mapped[str] = mapped_column(server_default=text("''"))
    changed_at: Mapped[datetime]


class FormatRevisionRow(Row):
    """One saved state of a draft; only ever added."""

    __tablename__ = "format_revision"

    draft_id: Mapped[UUID] = mapped_column(ForeignKey("format_draft.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    login: Mapped[str]
    saved_at: Mapped[datetime]


class FormatPublicationRow(Row):
    """A version that two people published: whole, known to everyone, and never changed."""

    __tablename__ = "format_publication"
    __table_args__ = (
        UniqueConstraint("name", "version"),
        Index("format_publication_by_time", "published_at"),
    )

    sha256: Mapped[str] = mapped_column(primary_key=True)
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("format_draft.id"), unique=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    owner: Mapped[str]
    name: Mapped[str]
    version: Mapped[str]
    resolved: Mapped[str]
    text: Mapped[str]
    workbook_name: Mapped[str | None]
    workbook: Mapped[bytes | None]
    asked: Mapped[JsonObject]
    written_by: Mapped[list[str]] = mapped_column(JSONB)
    approved_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    approver: Mapped[str]
    published_at: Mapped[datetime]


class FormatRunRow(Row):
    """A draft run over one submission, for one organisation and for a short while."""

    __tablename__ = "format_run"
    __table_args__ = (UniqueConstraint("draft_id", "revision", "kind", "submission_id", "organisation_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    draft_id: Mapped[UUID] = mapped_column(ForeignKey("format_draft.id"))
    revision: Mapped[int]
    kind: Mapped[str]
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    state: Mapped[str]
    result: Mapped[JsonObject] = mapped_column(server_default=text("'{}'"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
