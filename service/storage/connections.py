"""The way to PostgreSQL: an engine, and transactions that say so when the server is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DataError, InterfaceError, OperationalError

from service.domain.failures import OutsideServiceAwayError, TerminalError

_PURPOSE = text("SELECT set_config('app.purpose', :purpose, true)")


class DatabaseUnavailableError(OutsideServiceAwayError):
    """PostgreSQL was not there, or went away; only when that was during a commit can it have happened."""


class RoleTooPowerfulError(TerminalError):
    """The application's role would see every row of everybody: nothing is done as that role."""


class CannotBeStoredError(TerminalError):
    """A value that the database has no place for, such as a text with a NUL or a number without end."""


def engine_for(url: str) -> Engine:
    """An engine as the application's role, that notices when the server was restarted.

    Raises RoleTooPowerfulError at its first connection when row-level security would not hold for that role.
    """
    engine = engine_of_owner(url)
    event.listen(engine, "connect", _refuse_a_powerful_role)
    return engine


def engine_of_owner(url: str) -> Engine:
    """The same as the role that owns the tables, whatever else that role may do."""
    return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=5)


def _refuse_a_powerful_role(connection: DBAPIConnection, _record: object) -> None:
    cursor = connection.cursor()
    cursor.execute("SELECT rolname FROM pg_roles WHERE rolname = current_user AND (rolsuper OR rolbypassrls)")
    found = cursor.fetchone()
    cursor.close()
    connection.rollback()
    if found is not None:
        raise RoleTooPowerfulError(
            f"EENMAAL_DATABASE_URL signs in as {found[0]}, a superuser or a role that bypasses row-level "
            "security: everybody would see everything. Give the application a role of its own, as "
            "docker/make-roles.sh does."
        )


@contextmanager
def transaction(engine: Engine, purpose: LiteralString = "") -> Iterator[Connection]:
    """One transaction, for a purpose of no organisation or for none. Raises DatabaseUnavailableError."""
    try:
        with engine.begin() as connection:
            if purpose:
                connection.execute(_PURPOSE, {"purpose": purpose})
            yield connection
    except (OperationalError, InterfaceError) as error:
        raise DatabaseUnavailableError(type(error.orig).__name__) from error
    except DataError as error:
        raise CannotBeStoredError(type(error.orig).__name__) from error
