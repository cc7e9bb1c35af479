"""Access tokens of programs; each is known by its hash alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import (
    Connection,
    ForeignKey,
    Index,
    Text,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.dialects.postgresql import insert as insert_or
from sqlalchemy.orm import Mapped, mapped_column

from service.domain.access import OrganisationId, Viewer
from service.domain.access_tokens import AccessToken, AccessTokenId, KeyHolder, NewToken, Program, Scope
from service.storage.accounts import viewer_of, viewers
from service.storage.calendar_feeds import hash_of
from service.storage.tables import AccountRow, Row

_MINUTE = timedelta(minutes=1)


class AccessTokenRow(Row):
    """A token of one account."""

    __tablename__ = "access_token"
    __table_args__ = (
        Index("access_token_by_program", "issued_to", postgresql_where=text("issued_to IS NOT NULL")),
    )

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
    public_key: Mapped[str | None]
    """In PEM, of a program that signs who it is; nobody has its secret then."""
    issued_to: Mapped[UUID | None] = mapped_column(ForeignKey("access_token.id", ondelete="CASCADE"))
    """The program that got it for some minutes; None for one that somebody made."""


class UsedAssertionRow(Row):
    """What a program signed and nobody may bring once more."""

    __tablename__ = "used_assertion"

    program_id: Mapped[UUID] = mapped_column(
        ForeignKey("access_token.id", ondelete="CASCADE"), primary_key=True
    )
    jti_sha256: Mapped[str] = mapped_column(primary_key=True)
    expires_at: Mapped[datetime]


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
                token.public_key.is_not(None).label("has_key"),
            )
            .where(token.organisation_id == self._organisation, token.issued_to.is_(None))
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
                has_key=row.has_key,
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
            public_key=new.public_key or None,
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
            .where(
                token.secret_sha256 == hash_of(secret),
                token.expires_at > func.now(),
                token.public_key.is_(None),
            )
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

    def program(self, program: AccessTokenId) -> KeyHolder | None:
        """A program that signs who it is; None when it is unknown, revoked, over, or its person is."""
        token = AccessTokenRow
        wanted = (
            viewers()
            .add_columns(token.public_key, token.scopes)
            .join(token, token.account_id == AccountRow.id)
            .where(token.id == program, token.public_key.is_not(None), token.expires_at > func.now())
        )
        row = self._connection.execute(wanted).one_or_none()
        return None if row is None else KeyHolder(row.public_key, frozenset(map(Scope, row.scopes)))

    def use_assertion(self, program: AccessTokenId, jti: str, expires_at: float) -> bool:
        """Whether this is the first time; those that are over by themselves are forgotten."""
        row = UsedAssertionRow
        self._connection.execute(delete(row).where(row.expires_at < func.now() - _MINUTE))
        new = insert_or(row).values(
            program_id=program,
            jti_sha256=hash_of(jti),
            expires_at=datetime.fromtimestamp(expires_at, UTC),
        )
        made = self._connection.execute(new.on_conflict_do_nothing().returning(row.program_id))
        return made.scalar_one_or_none() is not None

    def issue(self, program: AccessTokenId, secret: str, scopes: frozenset[Scope], lasts: timedelta) -> None:
        """For so long whoever brings `secret` is this program, as far as these scopes go."""
        token = AccessTokenRow
        of_program = select(
            literal(uuid4()),
            *(token.account_id, token.organisation_id, token.login, token.name),
            literal(hash_of(secret)),
            cast(sorted(each.value for each in scopes), ARRAY(Text)),
            *(func.now(), func.now() + lasts, token.id),
        ).where(token.id == program)
        columns = ["id", "account_id", "organisation_id", "login", "name", "secret_sha256", "scopes"]
        columns += ["made_at", "expires_at", "issued_to"]
        self._connection.execute(
            delete(token).where(token.issued_to == program, token.expires_at < func.now())
        )
        self._connection.execute(insert(token).from_select(columns, of_program))
        used = update(token).where(token.id == program)
        self._connection.execute(used.values(last_used_at=func.now()))
