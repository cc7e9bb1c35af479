"""The tables of contract figures and volumes, of what messages declare, and of balances by municipality."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import JsonObject, Row


class ContractFigureRow(Row):
    """How one submission stands beside one contract; counts alone, nothing of a person."""

    __tablename__ = "contract_figure"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str] = mapped_column(primary_key=True)
    law: Mapped[str] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    rows: Mapped[int] = mapped_column(BigInteger)
    """This and what follows as `ContractFigures` says."""
    cents: Mapped[int] = mapped_column(BigInteger)
    clients: Mapped[int] = mapped_column(BigInteger)
    waiting: Mapped[int] = mapped_column(BigInteger)
    budgeted: Mapped[int] = mapped_column(BigInteger)
    budget_cents: Mapped[int] = mapped_column(BigInteger)
    of_budget_cents: Mapped[int] = mapped_column(BigInteger)
    over_budget: Mapped[int] = mapped_column(BigInteger)
    over_budget_cents: Mapped[int] = mapped_column(BigInteger)
    over_volume: Mapped[int] = mapped_column(BigInteger)
    agreed: Mapped[int] = mapped_column(BigInteger)
    off_tariff: Mapped[int] = mapped_column(BigInteger)
    off_tariff_cents: Mapped[int] = mapped_column(BigInteger)
    earlier_cents: Mapped[int] = mapped_column(BigInteger)
    sent_at: Mapped[datetime | None]
    """As the line of its municipality says; a trigger keeps it."""


class ContractVolumeRow(Row):
    """What one submission holds of one contract in one unit; sums alone, nothing of a person."""

    __tablename__ = "contract_volume"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str] = mapped_column(primary_key=True)
    law: Mapped[str] = mapped_column(primary_key=True)
    category: Mapped[str] = mapped_column(primary_key=True)
    unit: Mapped[str] = mapped_column(primary_key=True)
    volume: Mapped[int] = mapped_column(BigInteger)
    cents: Mapped[int] = mapped_column(BigInteger)
    clients: Mapped[int] = mapped_column(BigInteger)
    sent_at: Mapped[datetime | None]
    """As the line of its municipality says; a trigger keeps it."""


class DeclaredTotalRow(Row):
    """What one declaration says that it adds up to, and its rows; sums alone, nothing of a person."""

    __tablename__ = "declared_total"

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str] = mapped_column(primary_key=True)
    law: Mapped[str] = mapped_column(primary_key=True)
    declaration: Mapped[str] = mapped_column(primary_key=True)
    declared: Mapped[int] = mapped_column(BigInteger)
    """This and what follows in cents, as `ReconciledTotal` says."""
    granted: Mapped[int | None] = mapped_column(BigInteger)
    read_cents: Mapped[int] = mapped_column(BigInteger)
    read_granted: Mapped[int] = mapped_column(BigInteger)
    reported: Mapped[int] = mapped_column(BigInteger)
    clients: Mapped[int] = mapped_column(BigInteger)
    sent_at: Mapped[datetime | None]
    """As the line of its municipality says; a trigger keeps it."""


class MunicipalityBalanceRow(Row):
    """What became of the prestaties of one municipality over one period; sums alone, nothing of a person."""

    __tablename__ = "municipality_balance"
    __table_args__ = (Index("municipality_balance_of_provider", "provider_id", "period_begin", "period_end"),)

    submission_id: Mapped[UUID] = mapped_column(ForeignKey("submission.id"), primary_key=True)
    provider_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    municipality: Mapped[str] = mapped_column(primary_key=True)
    """Gemeentecode; empty for rows that have none."""
    period_begin: Mapped[date] = mapped_column(primary_key=True)
    period_end: Mapped[date] = mapped_column(primary_key=True)
    balance: Mapped[JsonObject] = mapped_column(JSONB)
    sent_at: Mapped[datetime | None]
    """As the line of its municipality says; a trigger keeps it."""
