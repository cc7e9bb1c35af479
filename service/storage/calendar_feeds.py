"""The secret addresses by which calendars read deadlines; each is known by its hash alone."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import Connection, ForeignKey, delete, func, select
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import AccountId, OrganisationId
from service.storage.tables import Row


class CalendarFeedRow(Row):
    """The one address of one account."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    made_at: Mapped[datetime]


class CalendarFeeds:
    """Those of the people of one organisation."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def made_at(self, account: AccountId) -> datetime | None:
        """Since when this account has an address; None without one."""
        row = CalendarFeedRow
        wanted = select(row.made_at).where(
            row.account_id == account, row.organisation_id == self._organisation
        )
        return self._connection.execute(wanted).scalar_one_or_none()

    def make(self, account: AccountId, secret: str) -> None:
        """From now on this one, and not the one before it."""
        said = {"secret_sha256": hash_of(secret), "made_at": func.now()}
        new = insert_or(CalendarFeedRow).values(
            account_id=account, organisation_id=self._organisation, **said
        )
        self._connection.execute(new.on_conflict_do_update(index_elements=["account_id"], set_=said))

    def revoke(self, account: AccountId) -> None:
        """Nobody reads anything by it any more."""
        row = CalendarFeedRow
        own = (row.account_id == account, row.organisation_id == self._organisation)
        self._connection.execute(delete(row).where(*own))


def hash_of(secret: str) -> str:
    """What is kept of it; it is long and random, so that a plain hash is enough."""
    return sha256(secret.encode()).hexdigest()
