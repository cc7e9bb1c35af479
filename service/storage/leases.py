"""Leases as who keeps them needs them: renewed for who is at work, freed of who is not any more."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Engine, String, Uuid, case, column, func, tuple_, update, values

from service.domain.submissions.jobs import JobId, JobState
from service.storage.connections import transaction
from service.storage.jobs import FREED
from service.storage.tables import JobRow


class Leases:
    """Touches nothing of a job but its lease, and who is to blame that it ended."""

    def __init__(self, engine: Engine) -> None:
        """`engine` connects as the application role."""
        self._engine = engine

    def greet(self) -> None:
        """Connect once. Raises RoleTooPowerfulError, or DatabaseUnavailableError."""
        with transaction(self._engine):
            return

    def renew(self, held: Mapping[str, JobId], lease: timedelta) -> None:
        """From now the job that each owner holds is its own for `lease`, if it still is at all."""
        if not held:
            return
        pairs = values(column("owner", String), column("job", Uuid), name="held").data(list(held.items()))
        with transaction(self._engine, "dispatch") as connection:
            connection.execute(
                update(JobRow)
                .where(
                    JobRow.id == pairs.c.job,
                    JobRow.owner == pairs.c.owner,
                    JobRow.state == JobState.RUNNING.value,
                )
                .values(lease_until=func.now() + lease)
            )

    def free(self, ended: Mapping[str, JobId | None]) -> int:
        """Give back at once what owners held that have ended alone; how many jobs.

        `ended`: the job that each did when it ended. That may be what ended it, and fails once more. Another
        that it still held is a loss: the answer that it has this one was cut off, and it never began with it.
        """
        done = [(owner, job) for owner, job in ended.items() if job]
        is_to_blame = tuple_(JobRow.owner, JobRow.id).in_(done)
        with transaction(self._engine, "dispatch") as connection:
            freed = connection.execute(
                update(JobRow)
                .where(
                    JobRow.owner.in_(list(ended)),
                    JobRow.state == JobState.RUNNING.value,
                    JobRow.lease_until > FREED,
                )
                .values(
                    lease_until=FREED,
                    failures=JobRow.failures + case((is_to_blame, 1), else_=0),
                    losses=JobRow.losses + case((is_to_blame, 0), else_=1),
                )
            )
        return freed.rowcount

    def free_all_of(self, keeper: str) -> int:
        """Give back at once what owners held whose names begin with `keeper`, as a loss; how many jobs."""
        with transaction(self._engine, "dispatch") as connection:
            freed = connection.execute(
                update(JobRow)
                .where(
                    JobRow.owner.startswith(keeper, autoescape=True),
                    JobRow.state == JobState.RUNNING.value,
                    JobRow.lease_until > FREED,
                )
                .values(lease_until=FREED, losses=JobRow.losses + 1)
            )
        return freed.rowcount

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()
