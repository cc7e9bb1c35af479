"""All places where something of a running service comes to stand, to look in for what must not be there."""

import subprocess
import sys
from pathlib import Path

import psutil
import psycopg

from service.settings import environment_of_children


def web_process(service):
    return next(
        process
        for process in psutil.process_iter(["cmdline"])
        if "service.web.server" in (process.info["cmdline"] or ())
        and any(
            each.laddr.port == service.settings.port and each.status == psutil.CONN_LISTEN
            for each in process.net_connections("tcp")
        )
    )


def every_row(service):
    address = service.settings.owner_database_url.replace("postgresql+psycopg", "postgresql")
    with psycopg.connect(address) as connection:
        connection.execute("SELECT set_config('app.purpose', 'backup', true)")
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(f"SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM {table} t")  # noqa: S608 - of the catalogue
            yield table, rows.fetchone()[0].encode()


def all_of_the_broker(broker_server):
    client = broker_server.connect()
    numbers = {int(name[2:]) for name in client.info("keyspace")} or {0}
    for number in numbers:
        client.select(number)
        for key in client.scan_iter():
            yield key + b" " + (client.dump(key) or b"")
    client.close()


def below(folder):
    return [path for path in sorted(Path(folder).rglob("*")) if path.is_file()]


def open_files_without_a_name(process):
    """What stands in the temporary files that a process has open."""
    for each in Path(f"/proc/{process.pid}/fd").iterdir():
        try:
            if "(deleted)" in str(each.readlink()) and each.stat().st_size:
                yield each.read_bytes()
        except OSError:
            continue


def back_up(service, folder):
    """A back-up to that folder, by the command; what it told."""
    done = subprocess.run(
        [sys.executable, "-c", "from service.command_line import main; main()", "backup", str(folder)],
        env=environment_of_children(service.settings),
        capture_output=True,
        check=True,
    )
    return done.stdout
