"""The record of acts: it only grows, and an act is written in the transaction that it speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, func, insert, select, true

from service.domain.access import Actor, OrganisationId
from service.storage.tables import ActRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One act as it was written down."""

    actor: str
    origin: str
    action: str
    what: str
    result: str
    happened_at: datetime
    payload: Mapping[str, object]


class Acts:
    """Writes acts in one actor's name."""

    def __init__(
        self, connection: Connection, actor: Actor, organisation: OrganisationId | None = None
    ) -> None:
        """Acts belong to `organisation`, where there is one."""
        self._connection = connection
        self._actor = actor
        self._organisation = organisation

    def record(
        self,
        action: str,
        what: str,
        result: str = "done",
        *,
        organisation: OrganisationId | None = None,
        **facts: object,
    ) -> None:
        """Write down that `action` was done to `what`. `facts` are ids and counts, nothing of a person."""
        self._connection.execute(
            insert(ActRow)
            .inline()
            .values(
                organisation_id=organisation or self._organisation,
                actor=self._actor.name,
                origin=self._actor.place,
                action=action,
                object=what,
                result=result,
                happened_at=func.now(),
                payload=facts,
            )
        )

    def all(self) -> tuple[Act, ...]:
        """The acts of this organisation, oldest first."""
        return self._found(true())

    def all_of(self, action: str) -> tuple[Act, ...]:
        """Those by which one thing was done, oldest first."""
        return self._found(ActRow.action == action)

    def _found(self, which: ColumnElement[bool]) -> tuple[Act, ...]:
        wanted = (
            select(
                ActRow.actor,
                ActRow.origin,
                ActRow.action,
                ActRow.object.label("what"),
                ActRow.result,
                ActRow.happened_at,
                ActRow.payload,
            )
            .where(which)
            .order_by(ActRow.id)
        )
        return tuple(Act(**row) for row in self._connection.execute(wanted).mappings())
