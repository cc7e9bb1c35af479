"""Connections that outlive the test that made them: a new one costs 10 ms of processor time, to wipe one 0.3.

Most of the ten goes to what a server process of PostgreSQL looks up of tables before its first answer.
"""

import select
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from weakref import WeakKeyDictionary

import psycopg
from psycopg.pq import TransactionStatus
from sqlalchemy import make_url

Connected = psycopg.Connection[Any]
_MOST_OF_A_KIND = 6
_AS_NEW = """
    RESET SESSION AUTHORIZATION; RESET ALL; UNLISTEN *; CLOSE ALL; DISCARD TEMP; DISCARD SEQUENCES;
    SELECT pg_advisory_unlock_all()
"""
"""All of DISCARD ALL but the plans of statements, which say nothing of a test."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """Whose connections may serve one another: same server, database and role, connected in the same way."""

    database: str
    options: tuple[tuple[str, str], ...]


@dataclass
class KeptConnections:
    """Those that nobody uses now, each as it was when it was new."""

    _free: dict[_Kind, list[Connected]] = field(default_factory=dict)
    _kinds: WeakKeyDictionary[Connected, _Kind] = field(default_factory=WeakKeyDictionary)

    def take(self, connect: Callable[..., Connected], **options: Any) -> Connected:
        """One that was kept and that its server did not end meanwhile; otherwise a new one."""
        kind = _kind_of(options)
        free = self._free.get(kind, [])
        while free:
            kept = free.pop()
            if _is_there(kept):
                return kept
            kept.close()
        made = connect(**options)
        self._kinds[made] = kind
        return made

    def give_back(self, connection: Connected) -> None:
        """Keep one for another test, wiped; one that cannot be wiped is closed."""
        kind = self._kinds.get(connection)
        free = self._free.setdefault(kind, []) if kind is not None else None
        if free is None or len(free) >= _MOST_OF_A_KIND or not _wiped(connection):
            connection.close()
        else:
            free.append(connection)

    def numbers(self, database: str) -> list[int]:
        """The server processes of those that are free."""
        here = [free for kind, free in self._free.items() if kind.database == database]
        return [each.info.backend_pid for free in here for each in free if not each.closed]

    def close(self, database: str | None = None) -> None:
        """Close all that are free, or those of one database, which may then be copied or dropped."""
        for kind in [each for each in self._free if database in (None, each.database)]:
            for connection in self._free.pop(kind):
                connection.close()


def _kind_of(options: dict[str, Any]) -> _Kind:
    said = tuple(sorted((name, repr(value)) for name, value in options.items() if name != "context"))
    return _Kind(str(options.get("dbname", "")), said)


def _is_there(connection: Connected) -> bool:
    """Whether nothing waits to be read: what a server says to who did not ask is goodbye."""
    return not connection.closed and not select.select([connection], [], [], 0)[0]


def _wiped(connection: Connected) -> bool:
    with suppress(psycopg.Error):
        if connection.info.transaction_status != TransactionStatus.IDLE:
            connection.rollback()
        connection.autocommit = True
        connection.execute(_AS_NEW, prepare=False)
        connection.autocommit = False
        return True
    return False


KEPT = KeptConnections()
"""Those of this process of tests."""


@contextmanager
def superuser(url: str) -> Iterator[Connected]:
    """Beyond row-level security, and each statement for itself."""
    said = make_url(url)
    address = said.set(drivername="postgresql").render_as_string(hide_password=False)
    connection = KEPT.take(psycopg.connect, conninfo=address, dbname=said.database)
    connection.autocommit = True
    try:
        yield connection
    finally:
        KEPT.give_back(connection)
