"""Passkeys of accounts: the public half of what a device keeps."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import (
    BigInteger,
    Connection,
    ForeignKey,
    Index,
    LargeBinary,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import AccountId, Viewer
from service.domain.passkeys import DeviceKey, Passkey, PasskeyId
from service.storage.accounts import viewer_of, viewers
from service.storage.tables import AccountRow, Row


class PasskeyRow(Row):
    """One device of one account."""

    __tablename__ = "passkey"
    __table_args__ = (Index("passkey_by_account", "account_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"))
    credential: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    public_key: Mapped[bytes] = mapped_column(LargeBinary)
    uses: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    made_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class Passkeys:
    """Finds, keeps and forgets them."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def of(self, account: AccountId) -> tuple[Passkey, ...]:
        """The oldest first."""
        row = PasskeyRow
        wanted = select(row.id, row.name, row.made_at, row.last_used_at).where(row.account_id == account)
        return tuple(
            Passkey(
                id=PasskeyId(each.id), name=each.name, made_at=each.made_at, last_used_at=each.last_used_at
            )
            for each in self._connection.execute(wanted.order_by(row.made_at))
        )

    def credentials(self, account: AccountId) -> tuple[bytes, ...]:
        """Those that its devices have already."""
        wanted = select(PasskeyRow.credential).where(PasskeyRow.account_id == account)
        return tuple(self._connection.execute(wanted).scalars())

    def keep(self, account: AccountId, key: DeviceKey, name: str) -> None:
        """From now on who has this device signs in as this account."""
        self._connection.execute(
            insert(PasskeyRow).values(
                id=uuid4(),
                account_id=account,
                credential=key.credential,
                public_key=key.public_key,
                uses=key.uses,
                name=name,
                made_at=func.now(),
            )
        )

    def holder(self, credential: bytes, origin: str) -> tuple[Viewer, DeviceKey] | None:
        """Whose device it is; None for one that nobody added. It is locked until the transaction ends."""
        row = PasskeyRow
        wanted = (
            viewers()
            .add_columns(row.public_key, row.uses)
            .join(row, row.account_id == AccountRow.id)
            .where(row.credential == credential)
            .with_for_update(of=row)
        )
        found = self._connection.execute(wanted).one_or_none()
        if found is None:
            return None
        return viewer_of(found, origin), DeviceKey(credential, found.public_key, found.uses)

    def used(self, credential: bytes, uses: int) -> None:
        """What its device counts now."""
        row = PasskeyRow
        changed = update(row).where(row.credential == credential)
        self._connection.execute(changed.values(uses=uses, last_used_at=func.now()))

    def forget(self, account: AccountId, passkey: PasskeyId) -> bool:
        """Nobody signs in by it any more; whether it was there and theirs."""
        row = PasskeyRow
        gone = delete(row).where(row.id == passkey, row.account_id == account)
        return self._connection.execute(gone).rowcount > 0
