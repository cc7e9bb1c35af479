"""The quarter that a provider times whole before it goes live: which formats, and its clocks."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update
from sqlalchemy.dialects.postgresql import insert as insert_or

from service.domain.access import OrganisationId
from service.domain.burden.baseline import BaselineClock
from service.storage.measuring_tables import BaselineClockRow, BaselineFormatRow


class Baselines:
    """Of one provider; nothing for anybody else."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation

    def chosen(self) -> Mapping[str, int]:
        """By format for how many municipalities it is made."""
        row = BaselineFormatRow
        found = self._connection.execute(select(row.format, row.municipalities).order_by(row.format))
        return {each.format: each.municipalities for each in found}

    def choose(self, formats: Mapping[str, int]) -> None:
        """These and no others from now on; what was timed already stays."""
        row = BaselineFormatRow
        self._connection.execute(delete(row).where(row.provider_id == self._organisation))
        if formats:
            self._connection.execute(
                insert(row).values(
                    [
                        {
                            "provider_id": self._organisation,
                            "format": name,
                            "municipalities": count,
                            "chosen_at": func.now(),
                        }
                        for name, count in sorted(formats.items())
                    ]
                )
            )

    def clocks(self) -> tuple[BaselineClock, ...]:
        """All of them, the earliest first."""
        row = BaselineClockRow
        found = self._connection.execute(select(*row.__table__.c).order_by(row.started_at, row.id))
        return tuple(
            BaselineClock(
                id=each.id,
                format=each.format,
                municipalities=each.municipalities,
                started_at=each.started_at,
                paused_at=each.paused_at,
                paused_seconds=each.paused_seconds,
                stopped_at=each.stopped_at,
            )
            for each in found
        )

    def start(self, name: str, municipalities: int) -> None:
        """Start the clock of a format; nothing when it runs already."""
        new = insert_or(BaselineClockRow).values(
            id=uuid4(),
            provider_id=self._organisation,
            format=name,
            municipalities=municipalities,
            started_at=func.now(),
        )
        self._connection.execute(new.on_conflict_do_nothing())

    def pause(self, clock: UUID) -> None:
        """Hold the clock; nothing when it is held or has stopped."""
        self._change(clock, BaselineClockRow.paused_at.is_(None), paused_at=func.now())

    def resume(self, clock: UUID) -> None:
        """Let it go on; nothing when it was not held."""
        held = BaselineClockRow.paused_at.is_not(None)
        self._change(clock, held, paused_seconds=_with_this_pause(), paused_at=None)

    def stop(self, clock: UUID) -> None:
        """Stop it for good; a pause that was still going on is counted as one."""
        self._change(clock, stopped_at=func.now(), paused_seconds=_with_this_pause(), paused_at=None)

    def forget(self, clock: UUID) -> None:
        """As if it had never run."""
        row = BaselineClockRow
        self._connection.execute(delete(row).where(row.id == clock, row.provider_id == self._organisation))

    def _change(self, clock: UUID, *conditions: ColumnElement[bool], **values: object) -> None:
        row = BaselineClockRow
        mine = (row.id == clock, row.provider_id == self._organisation, row.stopped_at.is_(None))
        self._connection.execute(update(row).where(*mine, *conditions).values(**values))


def _with_this_pause() -> ColumnElement[int]:
    row = BaselineClockRow
    now = func.coalesce(func.extract("epoch", func.now() - row.paused_at), 0)
    return row.paused_seconds + now
