"""The tables of what comes after: copies to repair in, which report took whose place, what was released."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class ReportFiguresRow(Row):
    """The figures of a report, to hold those of its successor against; a bureau sees aggregates only."""

    __tablename__ = "report_figures"

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    is_aggregate: Mapped[bool]
    figures: Mapped[list[list[str]]] = mapped_column(JSONB)
    """Name and value, in the order of the report; an object of jsonb has no order."""
    totals: Mapped[list[list[object]] | None] = mapped_column(JSONB)
    """`kept_totals`; NULL for a report from before they were kept, and where too little is left to tell."""
    clients: Mapped[int | None] = mapped_column(BigInteger)
    """How many different ones its municipality has in what it was made of."""


class SuccessionRow(Row):
    """A report that no longer holds, since when, and the report that took its place when there is one."""

    __tablename__ = "succession"
    __table_args__ = (Index("succession_to", "successor_id"),)

    report_id: Mapped[UUID] = mapped_column(ForeignKey("report.id", ondelete="CASCADE"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"))
    successor_id: Mapped[UUID | None] = mapped_column(ForeignKey("report.id"))
    superseded_at: Mapped[datetime]


class AnnotatedCopyRow(Row):
    """A provider's own workbook with its findings marked, or only the wrong rows of it."""

    __tablename__ = "annotated_copy"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    language: Mapped[str] = mapped_column(primary_key=True)
    form: Mapped[str]
    filename: Mapped[str]
    sha256: Mapped[str]
    bytes: Mapped[int] = mapped_column(BigInteger)
    blob: Mapped[str]
    findings: Mapped[int] = mapped_column(BigInteger)
    marked: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]


class WaitingSubmissionRow(Row):
    """A current submission with rows that wait, and the catalogue under which they do."""

    __tablename__ = "waiting_submission"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    catalogue_sha256: Mapped[str]


class ReleaseRow(Row):
    """Rows that waited and were translated after all, under a later catalogue."""

    __tablename__ = "release"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    catalogue_sha256: Mapped[str] = mapped_column(primary_key=True)
    released: Mapped[list[JsonObject]]
    reports: Mapped[int] = mapped_column(BigInteger)
    released_at: Mapped[datetime]
