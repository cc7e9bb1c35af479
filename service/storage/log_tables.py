"""The tables of the log: leaves that wait for their place, leaves that have one, and what is signed."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Identity, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class LogQueueRow(Row):
    """A leaf that was written with its act, and has no place in the log yet."""

    __tablename__ = "log_queue"

    id: Mapped[int] = mapped_column(BigInteger, Identity(always=True), primary_key=True)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    submission_id: Mapped[UUID | None]
    report_id: Mapped[UUID | None]
    municipality: Mapped[str | None]
    kind: Mapped[str]
    happened_at: Mapped[datetime]
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    facts: Mapped[JsonObject]


class LogEntryRow(Row):
    """A leaf in its place. The leaf is for everyone, the facts are for who may see what it is about."""

    __tablename__ = "log_entry"
    __table_args__ = (
        Index("log_entry_of_report", "report_id"),
        Index("log_entry_of_submission", "submission_id"),
    )

    leaf_index: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    organisation_id: Mapped[UUID | None] = mapped_column(ForeignKey("organisation.id"))
    submission_id: Mapped[UUID | None]
    report_id: Mapped[UUID | None]
    municipality: Mapped[str | None]
    kind: Mapped[str]
    happened_at: Mapped[datetime]
    leaf: Mapped[bytes] = mapped_column(LargeBinary)
    facts: Mapped[JsonObject]


class LogTileRow(Row):
    """A tile of hashes, as far as it goes."""

    __tablename__ = "log_tile"

    level: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    hashes: Mapped[bytes] = mapped_column(LargeBinary)


class LogCheckpointRow(Row):
    """What the log signed of itself."""

    __tablename__ = "log_checkpoint"

    size: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    note: Mapped[str]
    signed_at: Mapped[datetime]


class LogCosignatureRow(Row):
    """What a witness signed of it."""

    __tablename__ = "log_cosignature"

    size: Mapped[int] = mapped_column(
        ForeignKey("log_checkpoint.size"), primary_key=True, autoincrement=False
    )
    witness: Mapped[str] = mapped_column(primary_key=True)
    """The name of its key."""
    line: Mapped[str]
    signed_at: Mapped[datetime]
