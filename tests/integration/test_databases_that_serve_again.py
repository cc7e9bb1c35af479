"""The tests share databases: nothing of one test may reach the next."""

import psycopg
import pytest

from tests.conftest import copies_of, new_database
from tests.tools.used_databases import UsedDatabases


@pytest.fixture
def databases(postgres_server):
    """Of this test alone, so that it knows which ones are free."""
    databases = UsedDatabases(lambda: new_database(postgres_server))
    with databases.made:
        yield databases


def execute(database, *statements):
    address = database.superuser_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address, autocommit=True) as connection:
        for statement in statements:
            cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


AN_ACT = """
    INSERT INTO act (actor, origin, action, object, result, happened_at, payload)
    VALUES ('anna', 'test', 'look', 'nothing', 'done', now(), '{}') RETURNING id
"""
BEYOND_TRIGGERS = "SET session_replication_role = replica"


def test_rows_are_gone_also_those_that_may_not_be_deleted_and_numbers_begin_again(databases):
    lent = databases.take()
    database = lent.database
    first = execute(database, AN_ACT)
    databases.give_back(lent)

    again = databases.take().database

    assert again is database
    assert execute(again, "SELECT count(*) FROM act") == [(0,)]
    assert execute(again, AN_ACT) == first


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE submission DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE act DISABLE TRIGGER ALL",
        "DROP POLICY own ON organisation",
        "ALTER TABLE submission ADD COLUMN more int",
        "REVOKE SELECT ON submission FROM eenmaal_app",
        "UPDATE alembic_version SET version_num = '0001'",
        "CREATE FUNCTION more() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    ],
)
def test_a_database_of_another_shape_serves_nobody_again(databases, change):
    lent = databases.take()
    database = lent.database
    execute(database, change)
    databases.give_back(lent)

    another = databases.take().database

    assert another is not database
    assert execute(another, "SELECT count(*) FROM pg_class WHERE relname = 'more'") == [(0,)]


def test_who_is_still_connected_is_sent_away(databases):
    lent = databases.take()
    database = lent.database
    address = database.url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address) as left:
        left.execute("SELECT 1")
        databases.give_back(lent)

        with pytest.raises(psycopg.OperationalError):
            left.execute("SELECT 1")


def test_a_database_does_not_serve_for_ever(databases):
    first = databases.take()
    first.times = 24
    databases.give_back(first)

    assert databases.take().database is not first.database


def test_rows_that_a_database_was_made_with_are_there_for_each_and_numbers_go_on(postgres_server):
    with new_database(postgres_server) as filled:
        execute(filled, AN_ACT)
        with copies_of(postgres_server, filled.name) as copies:
            with copies.lend() as database:
                (next_one,) = execute(database, AN_ACT)
                execute(database, BEYOND_TRIGGERS, "UPDATE act SET actor = 'somebody else'")
            with copies.lend() as again:
                assert again is database
                assert execute(again, "SELECT actor FROM act") == [("anna",)]
                assert execute(again, AN_ACT) == [next_one]
