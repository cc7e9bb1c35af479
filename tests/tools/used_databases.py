"""A database that serves test after test: put back as it was, and given up when a test changed its shape.

To make one, connect to it for the first time and drop it costs 0.11 s of processor time; to empty it 0.005 s.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
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
_NUMBERS = """
    SELECT sequencename::text, coalesce(last_value, start_value), last_value IS NOT NULL
    FROM pg_sequences WHERE schemaname = 'public'
"""
_COLUMNS = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' ORDER BY attnum
"""
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
    refill: sql.Composable
    """What puts the rows back that it was made with, and its numbers."""
    times: int = 0
    """How many tests it served: rows that are gone make its tables longer."""


@dataclass
class UsedDatabases(Generic[D]):
    """Those that nobody has now. The rows that one is made with, as of a template, it has again for each."""

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
            refill = _kept_rows(connection)
            return Lent(database, _shape(connection), refill)

    @contextmanager
    def lend(self) -> Iterator[D]:
        """Until the end of the block."""
        lent = self.take()
        yield lent.database
        self.give_back(lent)

    def give_back(self, lent: Lent[D]) -> None:
        """End what is still connected, and keep it for another test if it is as it was."""
        lent.times += 1
        name = lent.database.name
        with superuser(lent.database.superuser_url) as connection:
            connection.execute(_END_OTHERS, [KEPT.numbers(name)])
            if lent.times < _MOST_TIMES and _shape(connection) == lent.shape:
                _put_back(connection, lent.refill)
                self.free.append(lent)
                return
        KEPT.close(name)


def _shape(connection: Connected) -> Shape:
    return connection.execute(_SHAPE.encode()).fetchall()


def _kept_rows(connection: Connected) -> sql.Composable:
    """Keep a copy of all rows beside their tables; returns what puts them back."""
    numbers = [map(sql.Literal, each) for each in connection.execute(_NUMBERS).fetchall()]
    refills: list[sql.Composable] = [sql.SQL("SELECT setval({}, {}, {})").format(*each) for each in numbers]
    if tables := _tables(connection):
        connection.execute("CREATE SCHEMA kept")
    for table in tables:
        own, copy = sql.Identifier("public", table), sql.Identifier("kept", table)
        connection.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(copy, own))
        found = connection.execute(_COLUMNS, [f"public.{table}"]).fetchall()
        names = sql.SQL(", ").join(sql.Identifier(str(column)) for (column,) in found)
        back = "INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}"
        refills.append(sql.SQL(back).format(own, names, names, copy))
    return sql.SQL("; ").join(refills)


def _tables(connection: Connected) -> list[str]:
    return [str(table) for (table,) in connection.execute(_TABLES).fetchall()]


def _put_back(connection: Connected, refill: sql.Composable) -> None:
    """Without triggers: the tables of acts refuse to lose a row. All at once: a sixth of the time."""
    connection.execute("SET session_replication_role = replica")
    tables = [sql.Identifier("public", each) for each in _tables(connection)]
    deletes = [sql.SQL("DELETE FROM {}").format(each) for each in tables]
    connection.execute(sql.SQL("; ").join([*deletes, refill]), prepare=False)
