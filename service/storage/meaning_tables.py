"""The tables of codes that nobody knows yet, and of what was proposed and approved that they mean."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


class WaitingCodeRow(Row):
    """Rows of one municipality in one submission that wait for one code; it holds no client."""

    __tablename__ = "waiting_code"
    __table_args__ = (Index("waiting_code_of_municipality", "municipality"),)

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    format: Mapped[str]
    code_table: Mapped[str]
    code: Mapped[str]
    hidden: Mapped[str]
    rows: Mapped[int] = mapped_column(BigInteger)
    cents: Mapped[int] = mapped_column(BigInteger)


class CodeMeaningRow(Row):
    """What somebody proposed that a code means; approved by another it is part of the catalogue."""

    __tablename__ = "code_meaning"
    __table_args__ = (
        Index(
            "code_meaning_proposed_once",
            "format",
            "code_table",
            "code",
            unique=True,
            postgresql_where=text("state = 'proposed'"),
        ),
        Index("code_meaning_by_time", "decided_at", postgresql_where=text("state = 'approved'")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str]
    owner: Mapped[str]
    format: Mapped[str]
    code_table: Mapped[str]
    code: Mapped[str]
    becomes: Mapped[str]
    law: Mapped[str]
    valid_from: Mapped[date]
    valid_until: Mapped[date]
    state: Mapped[str]
    proposed_by: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    proposer: Mapped[str]
    proposed_at: Mapped[datetime]
    remark: Mapped[str] = mapped_column(server_default=text("''"))
    decided_by: Mapped[UUID | None] = mapped_column(ForeignKey("account.id"))
    decider: Mapped[str] = mapped_column(server_default=text("''"))
    decided_at: Mapped[datetime | None]
