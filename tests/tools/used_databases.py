"""A database that serves test after test: emptied in between, and given up when a test changed its shape.

To make one, connect to it for the first time and drop it costs 0.11 s of processor time; to empty it 0.005 s.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from psycopg import sql

from tests.tools.kept_connections import KEPT, Connected, superuser


class ADatabase(Protocol):
    """What is asked of a database that is used again."""

    @property
    def name(self) -> str: ...

    @property
    def superuser_url(self) -> str: ...


_MOST_TIMES = 25
_END_OTHERS = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL (%s)
"""
_TABLES = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> 'alembic_version'
    AND pg_relation_size(oid) > 0
    ORDER BY relname
"""
"""Those that ever had a row."""
_START_NUMBERS_AGAIN = "SELECT setval(seqrelid::regclass, seqstart, false) FROM pg_sequence"
_CATALOGUES = (
    "alembic_version",
    "pg_attrdef",
    "pg_attribute",
    "pg_class",
    "pg_constraint",
    "pg_db_role_setting",
    "pg_default_acl",
    "pg_index",
    "pg_namespace",
    "pg_policy",
    "pg_proc",
    "pg_trigger",
)
"""Where the shape stands, and its version.

Each row says in xmin which transaction wrote it: a change shows as a higher one, or as fewer rows.
"""
_SHAPE = " UNION ALL ".join(
    f"SELECT '{each}', count(*), max(xmin::text::bigint) FROM {each}"  # noqa: S608 - names of this file
    for each in _CATALOGUES
)

D = TypeVar("D", bound=ADatabase)
Shape = list[tuple[object, ...]]


@dataclass
class Lent(Generic[D]):
    """A database, and what tells whether it may serve another test."""

    database: D
    shape: Shape
    """As it was when it was new."""
    times: int = 0
    """How many tests it served: rows that are gone make its tables longer."""


@dataclass
class UsedDatabases(Generic[D]):
    """Those that nobody has now."""

    make: Callable[[], AbstractContextManager[D]]
    """A new database, until the end of the block."""
    made: ExitStack = field(default_factory=ExitStack)
    free: list[Lent[D]] = field(default_factory=list)

    def take(self) -> Lent[D]:
        """One that is empty."""
        if self.free:
            return self.free.pop()
        database = self.made.enter_context(self.make())
        with superuser(database.superuser_url) as connection:
            return Lent(database, _shape(connection))

    def give_back(self, lent: Lent[D]) -> None:
        """End what is still connected, and keep it for another test if it is as it was."""
        lent.times += 1
        name = lent.database.name
        with superuser(lent.database.superuser_url) as connection:
            connection.execute(_END_OTHERS, [KEPT.numbers(name)])
            if lent.times < _MOST_TIMES and _shape(connection) == lent.shape:
                _empty(connection)
                self.free.append(lent)
                return
        KEPT.close(name)


def _shape(connection: Connected) -> Shape:
    return connection.execute(_SHAPE.encode()).fetchall()


def _empty(connection: Connected) -> None:
    """Without triggers: the tables of acts refuse to lose a row. All at once: a sixth of the time."""
    connection.execute("SET session_replication_role = replica")
    tables = (sql.Identifier(str(table)) for (table,) in connection.execute(_TABLES).fetchall())
    deletes = [sql.SQL("DELETE FROM {}").format(table) for table in tables]
    connection.execute(sql.SQL("; ").join([*deletes, sql.SQL(_START_NUMBERS_AGAIN)]), prepare=False)
