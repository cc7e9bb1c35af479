"""Wrong tries to sign in, by login, by place and by both; known by a hash, never by the login itself."""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256

from sqlalchemy import Connection, Interval, case, delete, func, select, type_coerce, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.sign_in_brake import FORGOTTEN_AFTER, Counted, TooManyTriesError, WrongTries
from service.storage.tables import SignInBrakeRow


class SignInBrake:
    """Counts a try as wrong before it is looked at, so that many at once are counted too."""

    def __init__(self, connection: Connection) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection

    def begin(self, login: str, origin: str) -> None:
        """Count a try, before it is looked at. Raises TooManyTriesError for who has to wait."""
        wait = self._wait(login, origin)
        if wait:
            raise TooManyTriesError(wait)
        self._count(login, origin)

    def _wait(self, login: str, origin: str) -> timedelta:
        """How long this login from this place has to wait; nothing when it may try now.

        Others that ask about the same login or place wait for this transaction: what is there already is
        written as it is, which holds it, also when another takes it away meanwhile.
        """
        keys = _keys(login, origin)
        every = [{"key": key, "wrong": 0, "last_at": func.now()} for key in sorted(keys.values())]
        hold = insert_or(SignInBrakeRow).values(every)
        self._connection.execute(
            hold.on_conflict_do_update(index_elements=["key"], set_={"wrong": SignInBrakeRow.wrong})
        )
        ago = type_coerce(func.now() - SignInBrakeRow.last_at, Interval)
        found = self._connection.execute(
            select(SignInBrakeRow.key, SignInBrakeRow.wrong, ago).where(SignInBrakeRow.key.in_(keys.values()))
        )
        known = {key: WrongTries(wrong, ago) for key, wrong, ago in found}
        return max(known[key].wait(counted) for counted, key in keys.items())

    def _count(self, login: str, origin: str) -> None:
        """One more, which is taken back by `succeeded`; what is long ago counts no more."""
        is_forgotten = SignInBrakeRow.last_at < func.now() - FORGOTTEN_AFTER
        long_ago = select(SignInBrakeRow.key).where(
            is_forgotten, SignInBrakeRow.key.not_in(_keys(login, origin).values())
        )
        unused = long_ago.with_for_update(skip_locked=True).scalar_subquery()
        self._connection.execute(delete(SignInBrakeRow).where(SignInBrakeRow.key.in_(unused)))
        self._connection.execute(
            update(SignInBrakeRow)
            .where(SignInBrakeRow.key.in_(_keys(login, origin).values()))
            .values(wrong=case((is_forgotten, 0), else_=SignInBrakeRow.wrong) + 1, last_at=func.now())
        )

    def succeeded(self, login: str, origin: str) -> None:
        """The try that was counted was right: it counts no more, nor what went before it from here."""
        keys = _keys(login, origin)
        self._hold(keys)
        shared = [keys[Counted.PLACE], keys[Counted.LOGIN]]
        self._connection.execute(
            update(SignInBrakeRow)
            .where(SignInBrakeRow.key.in_(shared), SignInBrakeRow.wrong > 0)
            .values(wrong=SignInBrakeRow.wrong - 1)
        )
        self._connection.execute(
            delete(SignInBrakeRow).where(SignInBrakeRow.key == keys[Counted.LOGIN_FROM_PLACE])
        )

    def _hold(self, keys: Mapping[Counted, str]) -> None:
        """Always in one order: two that hold what the other waits for would both wait for ever."""
        row = SignInBrakeRow
        wanted = select(row.key).where(row.key.in_(keys.values())).order_by(row.key)
        self._connection.execute(wanted.with_for_update()).all()


def _keys(login: str, origin: str) -> Mapping[Counted, str]:
    """Equal texts that differ in capitals are one login to who guesses."""
    name = login.casefold()
    return {
        Counted.LOGIN_FROM_PLACE: _hash(f"both\n{origin}\n{name}"),
        Counted.PLACE: _hash(f"place\n{origin}"),
        Counted.LOGIN: _hash(f"login\n{name}"),
    }


def _hash(text: str) -> str:
    return sha256(text.encode()).hexdigest()
