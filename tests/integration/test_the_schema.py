"""Migrations: linear, equal to the tables that the program knows, and harmless to run again."""

import subprocess
import sys
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from service.storage import migrations
from service.storage.schema import create_roles_and_database, migrate
from service.storage.tables import Row


def test_the_migrations_make_exactly_the_tables_that_the_program_knows(database):
    engine = create_engine(database.superuser_url)

    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), Row.metadata)

    engine.dispose()
    assert differences == []


def test_the_migrations_form_one_line_and_their_files_carry_their_numbers():
    script = ScriptDirectory(str(Path(migrations.__file__).parent))

    line = list(reversed(list(script.walk_revisions())))

    assert [len(one.nextrev) for one in line] == [1] * (len(line) - 1) + [0]
    assert [Path(one.path).name.split("_")[0] for one in line] == [one.revision for one in line]
    assert [one.revision for one in line] == [f"{number:04d}" for number in range(1, len(line) + 1)]


def test_making_ready_a_database_that_is_ready_changes_nothing(database, postgres_server):
    create_roles_and_database(postgres_server.postgres.superuser_url)
    migrate(database.owner_url)


def test_a_worker_knows_its_tables_before_its_first_task():
    """A task that is ended for its time while they are put together leaves a process that can do no other."""
    looking = (
        "from service.storage import stores; from service.storage.tables import Row\n"
        "print({mapper.configured for mapper in Row.registry.mappers})"
    )

    told = subprocess.check_output([sys.executable, "-c", looking], cwd=Path(__file__).parents[2], text=True)

    assert told.strip() == "{True}"
