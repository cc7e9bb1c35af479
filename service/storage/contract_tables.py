"""The tables of contract figures and volumes, and of what messages declare."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


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
