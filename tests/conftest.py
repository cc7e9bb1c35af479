"""Fixtures: one bundled PostgreSQL and one Valkey per test process, a fresh database for every test."""

import itertools
import os
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from service.settings import Settings
from service.storage.schema import APPLICATION, DATABASE, OWNER, as_role, create_roles_and_database, migrate
from workers.bundled_postgres import BundledPostgres
from workers.bundled_valkey import BundledValkey
from workers.children import Child

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Database:
    """The addresses of a fresh, migrated database."""

    url: str
    """As the application."""
    owner_url: str
    superuser_url: str


@dataclass(frozen=True)
class PostgresServer:
    postgres: BundledPostgres
    child: Child

    def execute(self, *statements: str) -> None:
        with psycopg.connect(
            dbname="postgres", user="postgres", host=str(self.postgres.socket_dir), autocommit=True
        ) as connection:
            for statement in statements:
                connection.execute(statement)


@pytest.fixture(scope="session")
def servers_dir() -> Iterator[Path]:
    """A directory with a short path, below which the servers' own user may come."""
    directory = Path(tempfile.mkdtemp(prefix="eenmaal-test-"))
    directory.chmod(0o711)
    yield directory
    shutil.rmtree(directory, ignore_errors=True)


@pytest.fixture(scope="session")
def postgres_server(servers_dir: Path) -> Iterator[PostgresServer]:
    unsafe_but_fast = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    postgres = BundledPostgres(servers_dir / "pg" / "data", servers_dir / "pgs", unsafe_but_fast)
    (servers_dir / "pg").mkdir()
    (servers_dir / "pg").chmod(0o711)
    postgres.prepare()
    child = Child(postgres.program())
    postgres.wait_until_answering(child)
    create_roles_and_database(postgres.superuser_url)
    migrate(as_role(postgres.superuser_url, OWNER))
    yield PostgresServer(postgres, child)
    child.stop()


@pytest.fixture
def database(postgres_server: PostgresServer) -> Iterator[Database]:
    """A database of this test alone, with all tables and no rows."""
    name = f"test_{next(_numbers)}"
    postgres_server.execute(
        f"CREATE DATABASE {name} TEMPLATE {DATABASE} OWNER {OWNER}",
        f"GRANT CONNECT ON DATABASE {name} TO {APPLICATION}",
    )
    server = postgres_server.postgres.superuser_url
    yield Database(
        as_role(server, APPLICATION, name), as_role(server, OWNER, name), as_role(server, "postgres", name)
    )
    postgres_server.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def broker_server(servers_dir: Path) -> Iterator[BundledValkey]:
    (servers_dir / "vk").mkdir()
    valkey = BundledValkey(servers_dir / "vk" / "data", servers_dir / "vks")
    valkey.prepare()
    child = Child(valkey.program())
    valkey.wait_until_answering(child)
    yield valkey
    child.stop()


@pytest.fixture
def broker(broker_server: BundledValkey) -> BundledValkey:
    """A broker with nothing in it."""
    client = broker_server.connect()
    client.flushall()
    client.close()
    return broker_server


@pytest.fixture
def settings(database: Database, broker: BundledValkey, tmp_path: Path) -> Settings:
    """Settings of a service on this test's own database and broker."""
    return Settings.from_environment(
        {
            "EENMAAL_STATE_DIR": str(tmp_path),
            "EENMAAL_DATABASE_URL": database.url,
            "EENMAAL_OWNER_DATABASE_URL": database.owner_url,
            "EENMAAL_BROKER_URL": broker.url,
            "EENMAAL_SECRET_KEY": "only for tests",
            "EENMAAL_BLOB_DIR": str(tmp_path / "blobs"),
            "PATH": os.environ.get("PATH", ""),
        }
    )
