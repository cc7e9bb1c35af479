"""Access tokens of programs; each is known by its hash alone."""

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import Connection, ForeignKey, Text, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import OrganisationId, Viewer
from service.domain.access_tokens import AccessToken, AccessTokenId, NewToken, Program, Scope
from service.storage.accounts import viewer_of, viewers
from service.storage.calendar_feeds import hash_of
from service.storage.tables import AccountRow, Row

_MINUTE = timedelta(minutes=1)


class AccessTokenRow(Row):
    """A token of one account."""

    __tablename__ = "access_token"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("account.id", ondelete="CASCADE"))
    organisation_id: Mapped[UUID] = mapped_column(ForeignKey("organisation.id"))
    login: Mapped[str]
    name: Mapped[str]
    secret_sha256: Mapped[str] = mapped_column(unique=True)
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    last_used_at: Mapped[datetime | None]


class AccessTokens:
    """Those of the people of one organisation."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def every(self) -> tuple[AccessToken, ...]:
        """Also those that have expired; the latest first."""
        token = AccessTokenRow
        wanted = (
            select(
                *(token.id, token.name, token.scopes, token.login),
                *(token.made_at, token.expires_at, token.last_used_at),
            )
            .where(token.organisation_id == self._organisation)
            .order_by(token.made_at.desc())
        )
        return tuple(
            AccessToken(
                id=AccessTokenId(row.id),
                name=row.name,
                scopes=frozenset(map(Scope, row.scopes)),
                made_by=row.login,
                made_at=row.made_at,
                expires_at=row.expires_at,
                last_used_at=row.last_used_at,
            )
            for row in self._connection.execute(wanted)
        )

    def make(self, viewer: Viewer, new: NewToken, secret: str) -> AccessTokenId:
        """From now on whoever brings `secret` is this person, as far as its scopes go."""
        made = insert(AccessTokenRow).values(
            id=uuid4(),
            account_id=viewer.account,
            login=viewer.login,
            organisation_id=self._organisation,
            name=new.name,
            secret_sha256=hash_of(secret),
            scopes=sorted(each.value for each in new.scopes),
            made_at=func.now(),
            expires_at=func.now() + timedelta(days=new.days),
        )
        return AccessTokenId(self._connection.execute(made.returning(AccessTokenRow.id)).scalar_one())

    def revoke(self, token: AccessTokenId) -> bool:
        """Nobody is recognised by it any more; whether it was there."""
        row = AccessTokenRow
        gone = delete(row).where(row.id == token, row.organisation_id == self._organisation)
        return self._connection.execute(gone).rowcount > 0


class TokenHolders:
    """Recognises programs, while they sign in."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def holder(self, secret: str, origin: str) -> Program | None:
        """Who brings this token; None when it is unknown, revoked or expired."""
        token = AccessTokenRow
        wanted = (
            viewers()
            .add_columns(token.id.label("token"), token.scopes)
            .join(token, token.account_id == AccountRow.id)
            .where(token.secret_sha256 == hash_of(secret), token.expires_at > func.now())
        )
        row = self._connection.execute(wanted).one_or_none()
        if row is None:
            return None
        self._connection.execute(
            update(token)
            .where(
                token.id == row.token,
                token.last_used_at.is_(None) | (token.last_used_at < func.now() - _MINUTE),
            )
            .values(last_used_at=func.now())
        )
        return Program(viewer_of(row, origin), frozenset(map(Scope, row.scopes)))
