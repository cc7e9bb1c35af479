"""A database as an earlier version had it: its tables of then, filled with what is in one of now."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import create_engine

from service.storage import migrations
from tests.conftest import Database, PostgresServer, new_database

_COLUMNS = """
    SELECT table_name, array_agg(column_name::text ORDER BY ordinal_position)
    FROM information_schema.columns
    WHERE table_schema = 'public' AND is_generated = 'NEVER' AND table_name <> 'alembic_version'
      AND table_name IN (SELECT tablename FROM pg_tables WHERE schemaname = 'public')
    GROUP BY table_name"""

_NUMBERED = """
    SELECT sequencename::text, last_value FROM pg_sequences
    WHERE schemaname = 'public' AND last_value IS NOT NULL"""


@contextmanager
def database_as_of(server: PostgresServer, revision: str, filled: Database) -> Iterator[Database]:
    """Made by the migrations up to this one; of each table what columns both have is copied as it is."""
    with new_database(server, "template0") as made:
        _upgrade(made.owner_url, revision)
        with _connected(filled) as source, _connected(made) as target:
            target.execute("SET session_replication_role = replica")
            known = dict(source.execute(_COLUMNS).fetchall())
            for table, columns in target.execute(_COLUMNS).fetchall():
                _copy(source, target, table, [each for each in columns if each in known[table]])
            for name, last in source.execute(_NUMBERED).fetchall():
                target.execute("SELECT setval(%s::text::regclass, %s)", (name, last))
        yield made


def _upgrade(owner_url: str, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()


def _connected(database: Database) -> psycopg.Connection[tuple[object, ...]]:
    address = database.superuser_url.replace("postgresql+psycopg", "postgresql")
    return psycopg.connect(address, autocommit=True)


def _copy(
    source: psycopg.Connection[tuple[object, ...]],
    target: psycopg.Connection[tuple[object, ...]],
    table: str,
    columns: list[str],
) -> None:
    named = sql.SQL(", ").join(map(sql.Identifier, columns))
    asked = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(named, sql.Identifier(table))
    given = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), named)
    target.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))
    with source.cursor().copy(asked) as rows, target.cursor().copy(given) as into:
        for each in rows:
            into.write(each)
