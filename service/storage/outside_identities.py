"""Who is known here by what a provider outside vouches for, and by which numbers organisations are."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice
from uuid import UUID, uuid4

from sqlalchemy import Connection, ForeignKey, and_, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import AccountId, OrganisationId, OrganisationKind, Role
from service.domain.identity import Scheme, Vouched
from service.storage.passwords import NO_PASSWORD
from service.storage.tables import AccountRow, OrganisationRow, Row

_KIND_OF_CODE = {
    Scheme.AGB: OrganisationKind.PROVIDER,
    Scheme.GEMEENTECODE: OrganisationKind.MUNICIPALITY,
}
_MOST_NAMES = 100
"""How many people of one name are told apart by a number."""


class OutsideIdentityRow(Row):
    """One person, as one provider calls it."""

    __tablename__ = "outside_identity"

    issuer: Mapped[str] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id"), unique=True)
    made_at: Mapped[datetime]


class OrganisationNumberRow(Row):
    """One number by which an organisation is known outside."""

    __tablename__ = "organisation_number"

    scheme: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """An account that belongs to somebody whom a provider vouches for."""

    login: str
    organisation: OrganisationId
    is_ended: bool


class OutsideIdentities:
    """Finds and makes accounts of people whom a provider vouches for."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def known(self, vouched: Vouched) -> KnownPerson | None:
        """The account of this person; None for somebody who comes the first time."""
        account, identity = AccountRow, OutsideIdentityRow
        wanted = (
            select(account.login, account.organisation_id, account.ended_at)
            .join(identity, identity.account_id == account.id)
            .where(identity.issuer == vouched.issuer, identity.subject == vouched.subject)
        )
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            return None
        return KnownPerson(row.login, OrganisationId(row.organisation_id), row.ended_at is not None)

    def organisations(self, identifiers: Iterable[tuple[Scheme, str]]) -> tuple[OrganisationId, ...]:
        """Those that are known by any of these numbers, each once."""
        given = tuple(identifiers)
        if not given:
            return ()
        number, row = OrganisationNumberRow, OrganisationRow
        by_code = [
            and_(row.kind == _KIND_OF_CODE[scheme].value, row.code == value)
            for scheme, value in given
            if scheme in _KIND_OF_CODE
        ]
        by_number = [and_(number.scheme == scheme.value, number.value == value) for scheme, value in given]
        numbered = select(number.organisation_id).where(or_(*by_number))
        wanted = select(row.id).where(or_(row.id.in_(numbered), *by_code)).order_by(row.id)
        return tuple(OrganisationId(each) for each in self._connection.execute(wanted).scalars())

    def make(self, vouched: Vouched, organisation: OrganisationId, login: str) -> str:
        """An account without a password, under this name; with a number behind it when somebody has it."""
        for name in islice((login if place == 1 else f"{login}-{place}" for place in count(1)), _MOST_NAMES):
            new = insert_or(AccountRow).values(
                id=uuid4(),
                login=name,
                password_hash=NO_PASSWORD,
                organisation_id=organisation,
                language="nl",
                role=(vouched.role or Role.MEMBER).value,
            )
            made = self._connection.execute(
                new.on_conflict_do_nothing(index_elements=["login"]).returning(AccountRow.id)
            ).scalar_one_or_none()
            if made is not None:
                self._keep(vouched, AccountId(made))
                return name
        raise LookupError(f"{_MOST_NAMES} people are called the same")

    def set_role(self, login: str, role: Role) -> None:
        """What the provider says goes before what stood here."""
        changed = update(AccountRow).where(AccountRow.login == login, AccountRow.role != role.value)
        self._connection.execute(changed.values(role=role.value))

    def _keep(self, vouched: Vouched, account: AccountId) -> None:
        self._connection.execute(
            insert(OutsideIdentityRow).values(
                issuer=vouched.issuer, subject=vouched.subject, account_id=account, made_at=func.now()
            )
        )
