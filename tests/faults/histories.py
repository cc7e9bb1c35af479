"""The host of due-work-harness on SQLAlchemy: counts commits and messages, and strikes the chosen one."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
from due_work_harness.host import Host
from due_work_harness.worker_death import CommitWorker, LostCommitReplies
from sqlalchemy import Engine, event

from service.task_queue import JobKind, QueueUnavailableError


@contextmanager
def _after_commits(engine: Engine, committed: Callable[[], None]) -> Iterator[None]:
    """Call `committed` each time the server has committed and before who asked hears of it."""
    dialect, commit = engine.dialect, engine.dialect.do_commit  # perhaps of another strike around this one

    def commit_and_tell(connection: Any) -> None:
        commit(connection)
        committed()

    dialect.do_commit = commit_and_tell
    try:
        yield
    finally:
        dialect.do_commit = commit


def worker_killer(engine: Engine) -> Callable[[int | None], AbstractContextManager[CommitWorker]]:
    """Ends the worker right after the chosen commit: nothing is asked of the database any more."""

    @contextmanager
    def kill(kill_after: int | None) -> Iterator[CommitWorker]:
        worker = CommitWorker(kill_after)

        def refuse(*_said: object) -> None:
            worker.refuse_if_dead()

        event.listen(engine, "before_cursor_execute", refuse)
        try:
            with _after_commits(engine, worker.committed):
                yield worker
        finally:
            event.remove(engine, "before_cursor_execute", refuse)

    return kill


def reply_breaker(engine: Engine) -> Callable[[int | None], AbstractContextManager[LostCommitReplies]]:
    """Loses the answer to the chosen commit, which happened: the worker lives on and does not know."""

    @contextmanager
    def lose(lose_at: int | None) -> Iterator[LostCommitReplies]:
        replies = LostCommitReplies(lose_at, lambda number: psycopg.OperationalError(f"{number} is lost"))
        with _after_commits(engine, replies.committed):
            yield replies

    return lose


@dataclass
class RefusedMessages:
    """Counts messages, and refuses the chosen one."""

    refuse_at: int | None
    count: int = 0
    failure: Exception | None = None


def publication_breaker(queue: Any) -> Callable[[int | None], AbstractContextManager[RefusedMessages]]:
    """The broker does not take the chosen message."""

    @contextmanager
    def refuse(refuse_at: int | None) -> Iterator[RefusedMessages]:
        refused, send = RefusedMessages(refuse_at), queue.send

        def send_or_refuse(kind: JobKind, job: UUID) -> None:
            refused.count += 1
            if refused.count == refuse_at:
                refused.failure = QueueUnavailableError("the broker is away")
                raise refused.failure
            send(kind, job)

        queue.send = send_or_refuse
        try:
            yield refused
        finally:
            del queue.send

    return refuse


def host_of(engine: Engine, queue: Any) -> Host:
    """All of it, for one database and one queue."""
    return Host(
        production_packages=frozenset({"service", "workers"}),
        worker_killer=worker_killer(engine),
        reply_breaker=reply_breaker(engine),
        publication_breaker=publication_breaker(queue),
    )
