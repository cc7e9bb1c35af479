"""The tests share connections: nothing of one test may reach the next, and a dead one serves nobody."""

import psycopg
import pytest
from sqlalchemy import text

from service.storage.connections import engine_for
from tests.tools.kept_connections import KEPT, KeptConnections, superuser

NUMBER = text("SELECT pg_backend_pid()")


@pytest.fixture
def kept():
    """Of this test alone, so that it knows which ones are free."""
    kept = KeptConnections()
    yield kept
    kept.close()


@pytest.fixture
def lend(kept, database):
    address = database.url.replace("postgresql+psycopg", "postgresql")
    return lambda: kept.take(psycopg.connect, conninfo=address, dbname=database.name)


def said_by(connection, statement):
    return connection.execute(statement).fetchone()[0]


@pytest.mark.parametrize(
    ("left", "asked", "as_new"),
    [
        ("SET app.organisation = 'somebody'", "SELECT current_setting('app.organisation', true)", ""),
        ("SET statement_timeout = 1234", "SHOW statement_timeout", "0"),
        ("CREATE TEMP TABLE mine AS SELECT 1", "SELECT to_regclass('pg_temp.mine')", None),
        ("SELECT pg_advisory_lock(7)", "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory'", 0),
        ("LISTEN something", "SELECT count(*) FROM pg_listening_channels()", 0),
        ("DECLARE mine CURSOR WITH HOLD FOR SELECT 1", "SELECT count(*) FROM pg_cursors", 0),
    ],
)
def test_nothing_of_a_session_reaches_the_next(kept, lend, left, asked, as_new):
    first = lend()
    first.execute(left)
    first.commit()
    kept.give_back(first)

    again = lend()

    assert again is first
    assert said_by(again, asked) == as_new
    again.close()


def test_what_was_not_committed_is_undone(kept, lend):
    first = lend()
    first.execute("SELECT set_config('app.purpose', 'lend', true)")
    kept.give_back(first)

    again = lend()

    assert again is first
    assert said_by(again, "SELECT current_setting('app.purpose', true)") in ("", None)
    again.close()


def test_one_that_its_server_ended_serves_nobody(kept, lend, ask):
    first = lend()
    number = first.info.backend_pid
    kept.give_back(first)
    ask("SELECT pg_terminate_backend(%s, 5000)", number)

    another = lend()

    assert another is not first
    assert said_by(another, "SELECT 1") == 1
    another.close()


def test_one_that_was_ended_in_use_is_not_kept(kept, lend, ask, database):
    first = lend()
    ask("SELECT pg_terminate_backend(%s, 5000)", first.info.backend_pid)

    kept.give_back(first)

    assert first.closed
    assert kept.numbers(database.name) == []


def test_another_role_has_connections_of_its_own(kept, lend, database):
    kept.give_back(lend())
    address = database.owner_url.replace("postgresql+psycopg", "postgresql")

    owner = kept.take(psycopg.connect, conninfo=address, dbname=database.name)

    assert said_by(owner, "SELECT current_user") == "eenmaal_owner"
    owner.close()


def test_an_engine_goes_on_with_the_connection_of_one_that_was_disposed_of(database):
    numbers = []
    for _ in range(2):
        engine = engine_for(database.url)
        with engine.connect() as connection:
            numbers.append(connection.execute(NUMBER).scalar_one())
        engine.dispose()

    assert numbers[0] == numbers[1]
    assert numbers[0] in KEPT.numbers(database.name)


def test_two_at_once_never_have_the_same(database):
    with superuser(database.superuser_url) as one, superuser(database.superuser_url) as other:
        assert one is not other
