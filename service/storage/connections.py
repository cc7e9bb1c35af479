"""The way to PostgreSQL: an engine, and transactions that say so when the server is away."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import LiteralString

from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.exc import InterfaceError, OperationalError

from service.domain.failures import OutsideServiceAwayError

_PURPOSE = text("SELECT set_config('app.purpose', :purpose, true)")


class DatabaseUnavailableError(OutsideServiceAwayError):
    """PostgreSQL was not there, or went away; only when that was during a commit can it have happened."""


def engine_for(url: str) -> Engine:
    """An engine that notices when the server was restarted."""
    return create_engine(url, pool_pre_ping=True, pool_size=5, max_overflow=5)


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
