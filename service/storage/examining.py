"""The database as a doctor sees it: its role, its tables, its clock and its dead rows; changes nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, TextClause, text
from sqlalchemy.exc import ProgrammingError

from service.domain.failures import TerminalError
from service.storage.connections import DatabaseUnavailableError, engine_of_owner, transaction
from service.storage.tables import Row

_FEWEST_DEAD = 50_000
"""Below this many PostgreSQL itself does not hurry either."""
_ROLE = text(
    "SELECT rolname, rolsuper OR rolbypassrls AS is_powerful,"
    " EXISTS (SELECT FROM pg_class WHERE relowner = pg_roles.oid) AS owns FROM pg_roles"
    " WHERE rolname = current_user"
)
_TABLES = (
    " FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
    " AND relname <> 'alembic_version'"
)
_UNREADABLE = text(f"SELECT relname {_TABLES} AND NOT has_any_column_privilege(oid, 'SELECT') ORDER BY 1")
_UNGUARDED = text(f"SELECT relname {_TABLES} AND NOT (relrowsecurity AND relforcerowsecurity) ORDER BY 1")
_COLUMNS = text(
    "SELECT relname, attname FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid"
    " WHERE relnamespace = 'public'::regnamespace AND attnum > 0 AND NOT attisdropped"
)
_DEAD = text(
    "SELECT relname, n_dead_tup FROM pg_stat_user_tables"
    " WHERE n_dead_tup > greatest(:fewest, n_live_tup) ORDER BY n_dead_tup DESC"
)
_VERSION = text("SELECT version_num FROM alembic_version")


class NotPossibleError(TerminalError):
    """The database refused a question of the doctor."""


@dataclass(frozen=True, slots=True)
class DatabaseRole:
    """As whom the application signs in."""

    name: str
    is_powerful: bool
    """Whether row-level security does not hold for it."""
    owns: bool
    """Whether it owns anything."""


class ExaminedDatabase:
    """Asks as the application's role, whatever that may do; of the version also as the owner."""

    def __init__(self, url: str, owner_url: str | None) -> None:
        """Reaches nothing before it is asked."""
        self._engine = engine_of_owner(url)
        self._owner = engine_of_owner(owner_url) if owner_url else None

    def greet(self) -> None:
        """Raises DatabaseUnavailableError."""
        with _asking(self._engine):
            return

    def role(self) -> DatabaseRole:
        """Who we are there."""
        with _asking(self._engine) as connection:
            return DatabaseRole(*connection.execute(_ROLE).one())

    def unreadable(self) -> tuple[str, ...]:
        """Tables of which the application may read nothing."""
        return self._names(_UNREADABLE)

    def unguarded(self) -> tuple[str, ...]:
        """Tables that do not hold row-level security, also for who owns them."""
        return self._names(_UNGUARDED)

    def lacking(self) -> tuple[str, ...]:
        """Tables and columns of this program that are not there."""
        with _asking(self._engine) as connection:
            there = {f"{table}.{column}" for table, column in connection.execute(_COLUMNS)}
        wanted = {f"{name}.{each.name}" for name, table in Row.metadata.tables.items() for each in table.c}
        return tuple(sorted(wanted - there))

    def version(self) -> str:
        """The last migration that was done; empty when nobody of us may know."""
        for engine in filter(None, (self._owner, self._engine)):
            try:
                with _asking(engine) as connection:
                    return str(connection.execute(_VERSION).scalar_one_or_none() or "")
            except (NotPossibleError, DatabaseUnavailableError):
                continue
        return ""

    def now(self) -> datetime:
        """Its clock, this moment."""
        with _asking(self._engine) as connection:
            now: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
            return now

    def dead(self) -> dict[str, int]:
        """Tables with more dead rows than rows, and how many."""
        with _asking(self._engine) as connection:
            found = connection.execute(_DEAD, {"fewest": _FEWEST_DEAD}).all()
            return {row.relname: row.n_dead_tup for row in found}

    def close(self) -> None:
        """Give all connections back."""
        for engine in filter(None, (self._owner, self._engine)):
            engine.dispose()

    def _names(self, statement: TextClause) -> tuple[str, ...]:
        with _asking(self._engine) as connection:
            return tuple(connection.execute(statement).scalars())


def newest_version() -> str:
    """The last migration of this program."""
    names = (path.stem for path in (Path(__file__).parent / "migrations" / "versions").glob("[0-9]*.py"))
    return max(names).partition("_")[0]


@contextmanager
def _asking(engine: Engine) -> Iterator[Connection]:
    try:
        with transaction(engine) as connection:
            yield connection
    except ProgrammingError as error:
        raise NotPossibleError(type(error.orig).__name__) from error
