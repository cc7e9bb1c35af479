"""Accounts and signed-in sessions; a session is known by the hash of its token, never by the token."""

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Row, Select, delete, func, insert, select, update

from service.domain.access import (
    BY_PASSWORD,
    AccountId,
    Organisation,
    OrganisationId,
    OrganisationKind,
    Role,
    Viewer,
)
from service.domain.colleagues import Scope
from service.domain.sessions import Session, SessionId
from service.domain.wording import Language
from service.storage.calendar_feeds import CalendarFeedRow, hash_of
from service.storage.colleague_tables import RUNNING, DelegationRow
from service.storage.notice_tables import NoticeChoiceRow
from service.storage.tables import AccountRow, OrganisationRow, SessionRow

_Wanted = Select[*tuple[Any, ...]]
_Found = Row[*tuple[Any, ...]]
_MINUTE = timedelta(minutes=1)
_last_used = func.coalesce(SessionRow.last_used_at, SessionRow.created_at)
"""When a session was last used."""


@dataclass(frozen=True, slots=True)
class KnownAccount:
    """An account with what is needed to check a password."""

    viewer: Viewer
    password_hash: str


class Accounts:
    """Looks accounts up by login name."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def with_login(self, login: str, origin: str) -> KnownAccount | None:
        """The account with this login name, if there is one."""
        return self._known(viewers().where(AccountRow.login == login), origin)

    def with_id(self, account: AccountId, origin: str) -> KnownAccount | None:
        """The account that has this id, as long as it is not ended."""
        return self._known(viewers().where(AccountRow.id == account), origin)

    def lock(self, account: AccountId, origin: str) -> KnownAccount | None:
        """The same; nobody else changes it until the end of the transaction."""
        wanted = viewers().where(AccountRow.id == account).with_for_update(of=AccountRow)
        return self._known(wanted, origin)

    def email_of(self, account: AccountId) -> str:
        """The address to which it wants notices; empty without one."""
        wanted = select(NoticeChoiceRow.email).where(NoticeChoiceRow.account_id == account)
        return self._connection.execute(wanted).scalar_one_or_none() or ""

    def _known(self, wanted: _Wanted, origin: str) -> KnownAccount | None:
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else KnownAccount(viewer_of(row, origin), row.password_hash)

    def with_calendar(self, secret: str, origin: str) -> Viewer | None:
        """Whose deadlines are read by this secret; None for one that is unknown or revoked."""
        feed = CalendarFeedRow
        own = (feed.account_id == AccountRow.id) & (feed.organisation_id == AccountRow.organisation_id)
        wanted = viewers().join(feed, own).where(feed.secret_sha256 == hash_of(secret))
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else viewer_of(row, origin)

    def change_password(self, account: AccountId, password_hash: str) -> None:
        """From now on this is the password of the account."""
        changed = update(AccountRow).where(AccountRow.id == account)
        self._connection.execute(changed.values(password_hash=password_hash))


class Sessions:
    """Opens, recognises and ends sessions."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def open(
        self,
        viewer: Viewer,
        token: str,
        lasts: timedelta,
        *,
        assurance: str = BY_PASSWORD,
        is_vouched: bool = False,
    ) -> None:
        """From now until `lasts` from now, whoever holds `token` is this person, at this level of assurance.

        `is_vouched`: whether a provider outside says so.
        """
        self._connection.execute(
            insert(SessionRow).values(
                token_sha256=hash_of(token),
                account_id=viewer.account,
                opened_at_address=viewer.origin,
                created_at=func.now(),
                expires_at=func.now() + lasts,
                assurance=assurance,
                is_vouched=is_vouched,
            )
        )
        self._connection.execute(delete(SessionRow).where(SessionRow.expires_at < func.now()))

    def viewer(self, token: str, origin: str, idle: timedelta) -> Viewer | None:
        """Who holds this token; None when it is unknown, ended, expired or unused for longer than `idle`."""
        session = SessionRow
        wanted = (
            viewers()
            .add_columns((_last_used < func.now() - _MINUTE).label("is_to_be_told"), session.acting_for)
            .add_columns(session.assurance.label("assurance"), session.is_vouched.label("is_vouched"))
            .join(session, session.account_id == AccountRow.id)
            .where(session.token_sha256 == hash_of(token), *_goes_on(idle))
        )
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            return None
        if row.is_to_be_told:
            used_now = update(session).where(session.token_sha256 == hash_of(token))
            self._connection.execute(used_now.values(last_used_at=func.now()))
        viewer = replace(viewer_of(row, origin), assurance=row.assurance, is_vouched=row.is_vouched)
        return self._in_whose_place(viewer, row.acting_for)

    def act_for(self, token: str, municipality: OrganisationId | None) -> None:
        """From now on who holds this token acts for that municipality; None for the own organisation."""
        changed = update(SessionRow).where(SessionRow.token_sha256 == hash_of(token))
        self._connection.execute(changed.values(acting_for=municipality))

    def _in_whose_place(self, viewer: Viewer, acting_for: UUID | None) -> Viewer:
        """Who acts for another, as long as that other allows it; else for the own organisation."""
        if acting_for is None:
            return viewer
        row = OrganisationRow
        wanted = (
            select(row.id, row.kind, row.code, row.name, DelegationRow.scope)
            .join(DelegationRow, DelegationRow.municipality_id == row.id)
            .where(row.id == acting_for, DelegationRow.delegate_id == viewer.organisation.id, RUNNING)
            .order_by(DelegationRow.scope)  # to act stands before to read
            .limit(1)
        )
        found = self._connection.execute(wanted).one_or_none()
        if found is None:
            return viewer
        municipality = Organisation(
            OrganisationId(found.id), OrganisationKind(found.kind), found.code, found.name
        )
        return replace(
            viewer,
            organisation=municipality,
            role=Role.MEMBER,
            on_behalf_by=viewer.organisation,
            looks_only=found.scope == Scope.READ.value,
        )

    def of(self, account: AccountId, token: str, idle: timedelta) -> tuple[Session, ...]:
        """Those that go on, the one of `token` first, then the one that was used last."""
        row = SessionRow
        is_here = row.token_sha256 == hash_of(token)
        wanted = (
            select(row, _last_used.label("used"), is_here.label("is_here"))
            .where(row.account_id == account, *_goes_on(idle))
            .order_by(is_here.desc(), _last_used.desc(), row.id)
        )
        return tuple(
            Session(
                id=SessionId(each.id),
                opened_at=each.created_at,
                opened_at_address=each.opened_at_address,
                last_used_at=each.used,
                level=each.assurance,
                is_vouched=each.is_vouched,
                is_here=each.is_here,
            )
            for each in self._connection.execute(wanted)
        )

    def end_one(self, account: AccountId, session: SessionId) -> bool:
        """Whether it was there, and of this account."""
        one = delete(SessionRow).where(SessionRow.account_id == account, SessionRow.id == session)
        return self._connection.execute(one).rowcount == 1

    def end_others(self, account: AccountId, token: str) -> int:
        """Of this account only the session with this token goes on; how many ended."""
        others = delete(SessionRow).where(
            SessionRow.account_id == account, SessionRow.token_sha256 != hash_of(token)
        )
        return self._connection.execute(others).rowcount

    def end(self, token: str) -> None:
        """Nobody is recognised by this token any more."""
        self._connection.execute(delete(SessionRow).where(SessionRow.token_sha256 == hash_of(token)))


def _goes_on(idle: timedelta) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Of a session: it is not expired, and was not unused for longer than `idle`."""
    return SessionRow.expires_at > func.now(), _last_used > func.now() - idle


def viewers() -> _Wanted:
    """Every account that did not end with its organisation, to be joined with what somebody brings along."""
    known = select(
        AccountRow.id.label("account"),
        AccountRow.login,
        AccountRow.password_hash,
        AccountRow.language,
        AccountRow.role,
        OrganisationRow.id,
        OrganisationRow.kind,
        OrganisationRow.code,
        OrganisationRow.name,
    ).join(OrganisationRow, OrganisationRow.id == AccountRow.organisation_id)
    return known.where(AccountRow.ended_at.is_(None))


def viewer_of(row: _Found, origin: str) -> Viewer:
    """The person of one row of `viewers`."""
    organisation = Organisation(OrganisationId(row.id), OrganisationKind(row.kind), row.code, row.name)
    return Viewer(
        account=AccountId(row.account),
        login=row.login,
        language=language_of(row.language),
        organisation=organisation,
        origin=origin,
        role=Role(row.role),
    )


def language_of(kept: str) -> Language:
    """The language of an account, as it is kept."""
    return "en" if kept == "en" else "nl"
