"""Who acts for an organisation: its people, who is invited, and which bureau for a time."""

from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, delete, func, insert, select, text, update
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import aliased

from service.domain.access import AccountId, Organisation, OrganisationId, OrganisationKind, Role, Viewer
from service.domain.colleagues import (
    DAYS_INVITED,
    MOST_OPEN,
    Delegation,
    DelegationId,
    Invitation,
    InvitationId,
    NotAnInvitationError,
    OpenInvitation,
    Person,
    Scope,
    Span,
)
from service.domain.notices.choices import MOST_REFUSALS
from service.storage.calendar_feeds import hash_of
from service.storage.colleague_tables import RUNNING, DelegationRow, InvitationRow
from service.storage.notice_tables import NoticeChoiceRow
from service.storage.tables import AccountRow, OrganisationRow, SessionRow

_ENTER = text("SELECT set_config('app.organisation', :organisation, true)")
_OPEN = (InvitationRow.used_at.is_(None), InvitationRow.expires_at > func.now())


class Colleagues:
    """Those of one organisation."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def every(self) -> tuple[Person, ...]:
        """Who signs in for it, by name."""
        seen = func.max(func.coalesce(SessionRow.last_used_at, SessionRow.created_at))
        wanted = (
            select(
                AccountRow.id,
                AccountRow.login,
                AccountRow.role,
                seen.label("seen"),
                func.coalesce(func.max(NoticeChoiceRow.refusals), 0).label("refusals"),
            )
            .outerjoin(SessionRow, SessionRow.account_id == AccountRow.id)
            .outerjoin(NoticeChoiceRow, NoticeChoiceRow.account_id == AccountRow.id)
            .where(AccountRow.organisation_id == self._organisation, AccountRow.ended_at.is_(None))
            .group_by(AccountRow.id)
            .order_by(AccountRow.login)
        )
        return tuple(
            Person(
                account=AccountId(row.id),
                login=row.login,
                role=Role(row.role),
                last_seen_at=row.seen,
                gets_no_email=row.refusals >= MOST_REFUSALS,
            )
            for row in self._connection.execute(wanted)
        )

    def lock_administrators(self) -> tuple[AccountId, ...]:
        """Who they are; until the transaction ends nobody else changes that."""
        row = AccountRow
        wanted = select(row.id).where(
            row.organisation_id == self._organisation,
            row.role == Role.ADMINISTRATOR.value,
            row.ended_at.is_(None),
        )
        found = self._connection.execute(wanted.order_by(row.id).with_for_update()).scalars()
        return tuple(AccountId(each) for each in found)

    def change_role(self, account: AccountId, role: Role) -> bool:
        """Whether there is such a person."""
        return self._change(account, role=role.value)

    def end(self, account: AccountId) -> bool:
        """Nobody signs in with it any more, and its tokens open nothing; whether there is such a person."""
        return self._change(account, ended_at=func.now())

    def _change(self, account: AccountId, **values: object) -> bool:
        row = AccountRow
        own = (row.id == account, row.organisation_id == self._organisation, row.ended_at.is_(None))
        return self._connection.execute(update(row).where(*own).values(**values)).rowcount > 0

    def invited(self) -> tuple[Invitation, ...]:
        """Those that can still be taken up, the latest first."""
        row = InvitationRow
        wanted = select(row.id, row.role, row.login, row.expires_at).where(
            row.organisation_id == self._organisation, *_OPEN
        )
        return tuple(
            Invitation(
                id=InvitationId(each.id),
                role=Role(each.role),
                invited_by=each.login,
                expires_at=each.expires_at,
            )
            for each in self._connection.execute(wanted.order_by(row.made_at.desc()))
        )

    def invite(self, viewer: Viewer, role: Role, secret: str) -> InvitationId:
        """Whoever brings `secret` in time makes an account. Raises NotAnInvitationError for one too many."""
        if len(self.invited()) >= MOST_OPEN:
            raise NotAnInvitationError(f"at most {MOST_OPEN} are open")
        invitation = InvitationId(uuid4())
        self._connection.execute(
            insert(InvitationRow).values(
                id=invitation,
                organisation_id=self._organisation,
                token_sha256=hash_of(secret),
                role=role.value,
                login=viewer.login,
                made_at=func.now(),
                expires_at=func.now() + timedelta(days=DAYS_INVITED),
            )
        )
        return invitation

    def withdraw(self, invitation: InvitationId) -> bool:
        """Nobody can take it up any more; whether it was there and open."""
        row = InvitationRow
        gone = delete(row).where(row.id == invitation, row.organisation_id == self._organisation)
        return self._connection.execute(gone.where(row.used_at.is_(None))).rowcount > 0


class Delegations:
    """Those that one organisation gave or was given."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def every(self) -> tuple[Delegation, ...]:
        """Those that are not over, the first to end first."""
        giver, taker, row = aliased(OrganisationRow), aliased(OrganisationRow), DelegationRow
        wanted = (
            select(*row.__table__.columns, giver.name.label("giver"), taker.name.label("taker"))
            .join(giver, giver.id == row.municipality_id)
            .join(taker, taker.id == row.delegate_id)
            .where(row.ends_at > func.now())
            .order_by(row.ends_at)
        )
        return tuple(
            Delegation(
                id=DelegationId(each.id),
                municipality=each.giver,
                bureau=each.taker,
                scope=Scope(each.scope),
                begins_at=each.begins_at,
                ends_at=each.ends_at,
                made_by=each.login,
            )
            for each in self._connection.execute(wanted)
        )

    def bureau(self, code: str) -> OrganisationId | None:
        """The bureau of this short name."""
        row = OrganisationRow
        wanted = select(row.id).where(row.kind == OrganisationKind.BUREAU.value, row.code == code)
        found = self._connection.execute(wanted).scalar_one_or_none()
        return None if found is None else OrganisationId(found)

    def give(self, viewer: Viewer, bureau: OrganisationId, scope: Scope, days: Span) -> DelegationId:
        """Between these moments its people act for this municipality."""
        delegation = DelegationId(uuid4())
        self._connection.execute(
            insert(DelegationRow).values(
                id=delegation,
                municipality_id=self._organisation,
                delegate_id=bureau,
                scope=scope.value,
                begins_at=days.begins_at,
                ends_at=days.ends_at,
                login=viewer.login,
                made_at=func.now(),
            )
        )
        return delegation

    def end(self, delegation: DelegationId) -> bool:
        """From now on they act for it no more; whether it was there and not over."""
        row = DelegationRow
        own = (row.id == delegation, row.municipality_id == self._organisation, row.ends_at > func.now())
        return self._connection.execute(update(row).where(*own).values(ends_at=func.now())).rowcount > 0

    def given_by(self, delegation: DelegationId) -> OrganisationId | None:
        """The municipality for which one may act now; None when it was not given, or does not hold."""
        row = DelegationRow
        wanted = select(row.municipality_id).where(
            row.id == delegation, row.delegate_id == self._organisation, RUNNING
        )
        found: UUID | None = self._connection.execute(wanted).scalar_one_or_none()
        return None if found is None else OrganisationId(found)


class InvitedRoom:
    """Sees one invitation, by its secret, and lets one account be made for it."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`, which knows the secret."""
        self._connection = connection

    def lock(self) -> OpenInvitation | None:
        """What it is for; None when it is unknown, used or over."""
        row = InvitationRow
        wanted = select(row.id, row.organisation_id, row.role).where(*_OPEN).with_for_update()
        found = self._connection.execute(wanted).one_or_none()
        if found is None:
            return None
        self._connection.execute(_ENTER, {"organisation": str(found.organisation_id)})
        its = OrganisationRow
        named = select(its.kind, its.code, its.name).where(its.id == found.organisation_id)
        kind, code, name = self._connection.execute(named).one()
        organisation = Organisation(OrganisationId(found.organisation_id), OrganisationKind(kind), code, name)
        return OpenInvitation(InvitationId(found.id), organisation, Role(found.role))

    def take_up(self, invitation: OpenInvitation, login: str, password_hash: str) -> AccountId | None:
        """The new account; None when its login is somebody's already. The invitation is used up."""
        account = AccountId(uuid4())
        made = insert_or(AccountRow).values(
            id=account,
            login=login,
            password_hash=password_hash,
            organisation_id=invitation.organisation.id,
            language="nl",
            role=invitation.role.value,
        )
        new = made.on_conflict_do_nothing().returning(AccountRow.id)
        if self._connection.execute(new).scalar_one_or_none() is None:
            return None
        used = update(InvitationRow).where(InvitationRow.id == invitation.id)
        self._connection.execute(used.values(used_at=func.now()))
        return account
