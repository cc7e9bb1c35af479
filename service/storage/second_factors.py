"""Second factors of accounts, as they are wrapped, and the hashes of their recovery codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Connection, ForeignKey, LargeBinary, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import AccountId
from service.domain.second_factor import hash_of_code
from service.storage.keys.wrapping import Wrapped
from service.storage.tables import Row


class SecondFactorRow(Row):
    """What one account and its app share."""

    __tablename__ = "second_factor"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    wrapped_by: Mapped[str]
    wrapped: Mapped[bytes] = mapped_column(LargeBinary)
    last_step: Mapped[int] = mapped_column(BigInteger)
    made_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]


class RecoveryCodeRow(Row):
    """One code that signs in once."""

    __tablename__ = "recovery_code"

    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), primary_key=True)
    code_sha256: Mapped[str] = mapped_column(primary_key=True)


@dataclass(frozen=True, slots=True)
class KeptFactor:
    """As it is kept."""

    secret: Wrapped
    last_step: int
    is_confirmed: bool


class SecondFactors:
    """Those of whoever signs in."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def of(self, account: AccountId) -> KeptFactor | None:
        """Others that ask about the same account wait for this transaction, so that a code counts once."""
        row = self._connection.execute(
            select(SecondFactorRow).where(SecondFactorRow.account_id == account).with_for_update()
        ).one_or_none()
        if row is None:
            return None
        return KeptFactor(Wrapped(row.wrapped_by, row.wrapped), row.last_step, row.confirmed_at is not None)

    def is_asked(self, account: AccountId) -> bool:
        """Whether a code is asked at signing in."""
        row = SecondFactorRow
        wanted = select(func.count()).where(row.account_id == account, row.confirmed_at.is_not(None))
        return bool(self._connection.execute(wanted).scalar_one())

    def begin(self, account: AccountId, secret: Wrapped) -> None:
        """Keep a secret that no code was given of yet, in the place of one that was not confirmed."""
        row = SecondFactorRow
        fresh = {"wrapped_by": secret.by, "wrapped": secret.content, "made_at": func.now(), "last_step": 0}
        self._connection.execute(
            insert_or(row)
            .values(account_id=account, **fresh)
            .on_conflict_do_update(
                index_elements=["account_id"], set_=fresh, where=row.confirmed_at.is_(None)
            )
        )

    def count(self, account: AccountId, step: int) -> None:
        """The code of this step counted: it is on, and neither this code nor an earlier one counts."""
        changed = update(SecondFactorRow).where(SecondFactorRow.account_id == account)
        confirmed = func.coalesce(SecondFactorRow.confirmed_at, func.now())
        self._connection.execute(changed.values(last_step=step, confirmed_at=confirmed))

    def end(self, account: AccountId) -> None:
        """Nothing is asked any more, and no recovery code is worth anything."""
        for row in (RecoveryCodeRow, SecondFactorRow):
            self._connection.execute(delete(row).where(row.account_id == account))

    def keep_recovery_codes(self, account: AccountId, codes: Iterable[str]) -> None:
        """These, and none before them."""
        self._connection.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.account_id == account))
        kept = [{"account_id": account, "code_sha256": hash_of_code(code)} for code in codes]
        self._connection.execute(insert(RecoveryCodeRow).values(kept))

    def use_recovery_code(self, account: AccountId, code: str) -> bool:
        """Whether it was one of them; it is none any more."""
        row = RecoveryCodeRow
        gone = delete(row).where(row.account_id == account, row.code_sha256 == hash_of_code(code))
        return self._connection.execute(gone).rowcount == 1

    def recovery_codes_left(self, account: AccountId) -> int:
        """How many there are."""
        wanted = select(func.count()).where(RecoveryCodeRow.account_id == account)
        return int(self._connection.execute(wanted).scalar_one())
