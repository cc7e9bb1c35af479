"""Make a database ready: the roles, the database itself, and its tables by migration."""

from pathlib import Path

from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import OperationalError

OWNER = "eenmaal_owner"
"""Owns the tables; migrates, and registers organisations and accounts."""
APPLICATION = "eenmaal_app"
"""Owns nothing and bypasses nothing; the service works as this role."""
DATABASE = "eenmaal"

_NEW_DATABASE = (
    f"CREATE DATABASE {DATABASE} OWNER {OWNER} TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8'"
)


def as_role(url: str, role: str, database: str = DATABASE) -> str:
    """The same server, entered as another role, in another database."""
    return make_url(url).set(username=role, database=database).render_as_string(hide_password=False)


def is_answering(url: str) -> bool:
    """Whether the server behind `url` takes connections."""
    engine = create_engine(url)
    try:
        with engine.connect():
            return True
    except OperationalError:
        return False
    finally:
        engine.dispose()


def create_roles_and_database(superuser_url: str) -> None:
    """Make what is not there yet. For the bundled server; an operator makes his own roles."""
    engine = create_engine(superuser_url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        roles = set(connection.execute(text("SELECT rolname FROM pg_roles")).scalars())
        for role in {OWNER, APPLICATION} - roles:
            connection.execute(text(f"CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS"))
        if DATABASE not in connection.execute(text("SELECT datname FROM pg_database")).scalars():
            connection.execute(text(_NEW_DATABASE))
            connection.execute(text(f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC"))
            connection.execute(text(f"GRANT CONNECT ON DATABASE {DATABASE} TO {APPLICATION}"))
    engine.dispose()


def migrate(owner_url: str) -> None:
    """Bring the tables to the version of this program; does nothing when they are there already."""
    from alembic import command  # noqa: PLC0415 - half a second that only who migrates should wait for
    from alembic.config import Config  # noqa: PLC0415 - the same

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = create_engine(owner_url)
    with engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(20260100)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
    engine.dispose()
