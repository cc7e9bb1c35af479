"""What a database is asked: to count statements, or to look for one."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, event


@contextmanager
def statements_told() -> Iterator[list[str]]:
    """Every statement of every engine of this process, from here to the end."""
    told: list[str] = []

    def write_down(_connection, _cursor, statement, *_more):
        told.append(statement)

    event.listen(Engine, "before_cursor_execute", write_down)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", write_down)
