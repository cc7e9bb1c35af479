"""The tables of who is invited, and of which bureau acts for a municipality."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, and_, func
from sqlalchemy.orm import Mapped, mapped_column

from service.storage.tables import Row


class InvitationRow(Row):
    """Somebody may make an account, once."""

    __tablename__ = "invitation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    token_sha256: Mapped[str] = mapped_column(unique=True)
    role: Mapped[str]
    login: Mapped[str]
    """Of who invited."""
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class DelegationRow(Row):
    """A bureau acts for a municipality."""

    __tablename__ = "delegation"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    municipality_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    delegate_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    scope: Mapped[str]
    begins_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    """Put forward to now when it is ended before."""
    login: Mapped[str]
    made_at: Mapped[datetime]


RUNNING = and_(DelegationRow.begins_at <= func.now(), DelegationRow.ends_at > func.now())
"""Of a delegation: whether it holds at this moment."""
