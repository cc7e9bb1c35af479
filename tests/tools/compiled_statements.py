"""What SQLAlchemy makes for an engine, made once for all engines of one process of tests.

That is the SQL of its statements, what it asks a server about itself, and the connections.
"""

from typing import Any

from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.util import LRUCache

from service.storage import connections
from tests.tools.kept_connections import KEPT

_MOST = 5000
_COMPILED: LRUCache[Any, Any] = LRUCache(_MOST)
_SAID_BY_THE_SERVER: dict[str, Any] = {}
"""Attributes of a dialect that it sets when it first meets a server."""


class _LikeAnyOther(PGDialect_psycopg):
    """The dialect is a part of the key; those of one server all say the same."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _LikeAnyOther)

    def __hash__(self) -> int:
        return hash(_LikeAnyOther)

    def initialize(self, connection: Connection) -> None:
        if not _SAID_BY_THE_SERVER:
            before = dict(self.__dict__)
            super().initialize(connection)
            after = self.__dict__.items()
            said = {name: value for name, value in after if before.get(name, self) is not value}
            _SAID_BY_THE_SERVER.update(said)
        self.__dict__.update(_SAID_BY_THE_SERVER)

    def connect(self, *_: Any, **options: Any) -> DBAPIConnection:
        return KEPT.take(super().connect, **options)

    def do_close(self, dbapi_connection: Any) -> None:
        KEPT.give_back(dbapi_connection)

    def do_terminate(self, dbapi_connection: Any) -> None:
        dbapi_connection.close()


def keep_compiled_statements() -> None:
    """From now on an engine of the service does not compile what another one did: 6 % of an integration test.

    Every test has engines of its own, and each begins with nothing.
    """
    connections.create_engine = _engine_that_shares


def _engine_that_shares(*args: Any, **options: Any) -> Engine:
    engine = create_engine(*args, **options)
    engine.dialect.__class__ = _LikeAnyOther
    engine._compiled_cache = _COMPILED  # noqa: SLF001 - SQLAlchemy has no other door to it
    return engine
