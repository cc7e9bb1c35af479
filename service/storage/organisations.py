"""Organisations, which municipalities a bureau works for, and registering them."""

from datetime import date
from uuid import uuid4

from sqlalchemy import Connection, and_, func, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import (
    AccountId,
    Organisation,
    OrganisationId,
    OrganisationKind,
    Role,
    SignInTakenError,
)
from service.domain.colleagues import Participant
from service.domain.identity import NumberTakenError, Scheme
from service.domain.wording import Language
from service.storage.outside_identities import OrganisationNumberRow
from service.storage.second_factors import SecondFactors
from service.storage.tables import AccountRow, ActRow, BureauMunicipalityRow, OrganisationRow


class Organisations:
    """The organisations that this transaction may know."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def get(self, organisation: OrganisationId) -> Organisation | None:
        """One organisation, None when it does not exist or may not be known."""
        wanted = select(OrganisationRow.id, OrganisationRow.kind, OrganisationRow.code, OrganisationRow.name)
        row = self._connection.execute(wanted.where(OrganisationRow.id == organisation)).one_or_none()
        if row is None:
            return None
        return Organisation(OrganisationId(row.id), OrganisationKind(row.kind), row.code, row.name)

    def members(self) -> frozenset[str]:
        """The gemeentecodes for which the bureau of this transaction works today; none for anybody else."""
        member = BureauMunicipalityRow
        today = func.current_date()
        wanted = select(member.municipality).where(
            member.valid_from <= today, func.coalesce(member.valid_until, today) >= today
        )
        return frozenset(self._connection.execute(wanted).scalars())


class Registry:
    """Registers who takes part; only the role that owns the tables can."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def register_organisation(self, kind: OrganisationKind, code: str, name: str) -> OrganisationId:
        """The id of the organisation of this kind with this code, made when there was none; sets its name."""
        new = insert_or(OrganisationRow).values(id=uuid4(), kind=kind.value, code=code, name=name)
        upsert = new.on_conflict_do_update(index_elements=["kind", "code"], set_={"name": name})
        found = self._connection.execute(upsert.returning(OrganisationRow.id)).scalar_one()
        self._record("organisation_registered", str(found))
        return OrganisationId(found)

    def every(self) -> tuple[Participant, ...]:
        """By kind and code, with how many people sign in for each."""
        row, person = OrganisationRow, AccountRow
        is_administrator = person.role == Role.ADMINISTRATOR.value
        counts = (func.count(person.id), func.count(person.id).filter(is_administrator))
        own = and_(person.organisation_id == row.id, person.ended_at.is_(None))
        wanted = (
            select(row.id, row.kind, row.code, row.name, *counts)
            .outerjoin(person, own)
            .group_by(row.id)
            .order_by(row.kind, row.code)
        )
        found = self._connection.execute(wanted)
        return tuple(
            Participant(Organisation(OrganisationId(each), OrganisationKind(kind), code, name), *counted)
            for each, kind, code, name, *counted in found
        )

    def register_membership(self, bureau: OrganisationId, municipality: str, valid_from: date) -> None:
        """From `valid_from` on the bureau works for this gemeentecode; nothing when it was known."""
        new = insert_or(BureauMunicipalityRow).values(
            bureau_id=bureau, municipality=municipality, valid_from=valid_from
        )
        self._connection.execute(new.on_conflict_do_nothing())

    def register_number(self, organisation: OrganisationId, scheme: Scheme, number: str) -> None:
        """From now on people of this organisation are known by it too; nothing when they were.

        Raises NumberTakenError when it is of another organisation.
        """
        row = OrganisationNumberRow
        new = insert_or(row).values(scheme=scheme.value, value=number, organisation_id=organisation)
        made = self._connection.execute(
            new.on_conflict_do_nothing().returning(row.scheme)
        ).scalar_one_or_none()
        holder = select(row.organisation_id).where(row.scheme == scheme.value, row.value == number)
        if made is None and self._connection.execute(holder).scalar_one() != organisation:
            raise NumberTakenError(scheme)
        self._record("number_registered", str(organisation))

    def register_account(
        self, organisation: OrganisationId, login: str, password_hash: str, language: Language
    ) -> AccountId:
        """The id of the account with this login, made when there was none; sets its password.

        Raises SignInTakenError when it is of another organisation, and then changes nothing.
        """
        values = {"password_hash": password_hash, "language": language}
        new = insert_or(AccountRow).values(id=uuid4(), login=login, organisation_id=organisation, **values)
        upsert = new.on_conflict_do_update(
            index_elements=["login"], set_=values, where=AccountRow.organisation_id == organisation
        )
        found = self._connection.execute(upsert.returning(AccountRow.id)).scalar_one_or_none()
        if found is None:
            raise self._taken(login)
        SecondFactors(self._connection).end(AccountId(found))  # a new password is for who lost the app too
        self._record("account_registered", str(found))
        return AccountId(found)

    def _taken(self, login: str) -> SignInTakenError:
        holder = select(OrganisationRow.kind, OrganisationRow.code).join(
            AccountRow, AccountRow.organisation_id == OrganisationRow.id
        )
        kind, code = self._connection.execute(holder.where(AccountRow.login == login)).one()
        return SignInTakenError(login, OrganisationKind(kind), code)

    def _record(self, action: str, what: str) -> None:
        self._connection.execute(
            insert(ActRow)
            .inline()
            .values(
                actor="registry",
                origin="command line",
                action=action,
                object=what,
                result="done",
                happened_at=func.now(),
                payload={},
            )
        )
