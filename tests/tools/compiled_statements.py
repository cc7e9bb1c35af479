"""SQL of statements, compiled once for all engines that tests make in one process."""

from typing import Any

from sqlalchemy import Engine, create_engine
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.util import LRUCache

from service.storage import connections

_MOST = 5000
_COMPILED: LRUCache[Any, Any] = LRUCache(_MOST)


class _LikeAnyOther(PGDialect_psycopg):
    """The dialect is a part of the key; those of one server all say the same."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _LikeAnyOther)

    def __hash__(self) -> int:
        return hash(_LikeAnyOther)


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
