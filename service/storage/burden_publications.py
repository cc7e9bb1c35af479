"""Pages about burden that a bureau made public."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, insert, select, update

from service.domain.access import OrganisationId
from service.storage.residual_tables import BurdenPublicationRow


@dataclass(frozen=True, slots=True)
class BurdenPublication:
    """One page as it was made public."""

    address: str
    period: str
    content: Mapping[str, Any]
    published_at: datetime


class BurdenPublications:
    """What a bureau, or anyone at all, may see of what was published."""

    def __init__(self, connection: Connection, bureau: OrganisationId | None = None) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._bureau = bureau

    def add(self, address: str, period: str, content: Mapping[str, object]) -> None:
        """Keep a page; nothing of it changes any more."""
        self._connection.execute(
            insert(BurdenPublicationRow).values(
                address=address,
                bureau_id=self._bureau,
                period=period,
                content=dict(content),
                published_at=func.now(),
            )
        )

    def withdraw(self, address: str) -> None:
        """Take a page off; nothing when it is another's."""
        one = update(BurdenPublicationRow).where(BurdenPublicationRow.address == address)
        self._connection.execute(one.values(withdrawn_at=func.now()))

    def standing(self) -> tuple[BurdenPublication, ...]:
        """What was not taken off, the latest first."""
        wanted = _pages().order_by(BurdenPublicationRow.published_at.desc())
        return tuple(BurdenPublication(*row) for row in self._connection.execute(wanted))

    def get(self, address: str) -> BurdenPublication | None:
        """One page, None when there is none at this address."""
        found = self._connection.execute(_pages().where(BurdenPublicationRow.address == address))
        row = found.one_or_none()
        return None if row is None else BurdenPublication(*row)


def _pages() -> Select[*tuple[Any, ...]]:
    row = BurdenPublicationRow
    wanted: Select[*tuple[Any, ...]] = select(row.address, row.period, row.content, row.published_at)
    return wanted.where(row.withdrawn_at.is_(None))
