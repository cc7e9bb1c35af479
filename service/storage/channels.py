"""Channels of an organisation, with their secrets wrapped."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, select, update
from sqlalchemy import Row as Found

from service.domain.access import OrganisationId, Viewer
from service.domain.channels.addresses import Address, address_from
from service.domain.channels.channel import (
    Channel,
    ChannelId,
    ChannelState,
    as_kept,
    kind_of,
    require_room,
)
from service.domain.channels.outcomes import Outcome
from service.domain.submissions.jobs import JobId
from service.storage.channel_tables import ChannelRow
from service.storage.consignments import Consignments
from service.storage.keys.wrapping import Wrapped


@dataclass(frozen=True, slots=True, kw_only=True)
class NewChannel:
    """A channel that is to be made."""

    id: ChannelId
    format: str
    address: Address
    host_key: str
    secret: Wrapped = field(repr=False)
    state: ChannelState
    outcome: Outcome | None = None
    """What came of looking at it; None where there was nothing to look at."""


@dataclass(frozen=True, slots=True)
class SealedChannel:
    """A channel with its secret as it is kept."""

    channel: Channel
    secret: Wrapped = field(repr=False)


class Channels:
    """Those of one organisation."""

    def __init__(self, connection: Connection, organisation: OrganisationId) -> None:
        """Works in the transaction of `connection`."""
        self._connection = connection
        self._organisation = organisation
        self.consignments = Consignments(connection, organisation)
        """What goes along them."""

    def every(self) -> tuple[Channel, ...]:
        """The one for all formats first."""
        found = self._connection.execute(self._own().order_by(ChannelRow.format))
        return tuple(_channel(row) for row in found)

    def get(self, channel: ChannelId) -> SealedChannel | None:
        """One, None when it is not there."""
        return self._one(ChannelRow.id == channel)

    def of_job(self, job: JobId) -> SealedChannel | None:
        """That of whose files a job fetches; None when it is gone, stopped, or asked once more since."""
        return self._one(ChannelRow.job_id == job, ChannelRow.state == ChannelState.ACTIVE.value)

    def make(self, viewer: Viewer, new: NewChannel) -> None:
        """From now on. Raises NotAChannelError when there is one for its format, or too many."""
        require_room(self.every(), new.format)
        self._connection.execute(
            insert(ChannelRow).values(
                id=new.id,
                organisation_id=self._organisation,
                login=viewer.login,
                format=new.format,
                kind=kind_of(new.address).value,
                address=as_kept(new.address),
                host_key=new.host_key,
                wrapped_by=new.secret.by,
                wrapped=new.secret.content,
                state=new.state.value,
                failures=0,
                outcome=new.outcome.value if new.outcome else "",
                tried_at=func.now() if new.outcome else None,
                next_at=func.now(),
                made_at=func.now(),
            )
        )

    def remove(self, channel: ChannelId) -> bool:
        """Nothing goes along it any more; whether it was there."""
        return self._connection.execute(delete(ChannelRow).where(*self._is(channel))).rowcount > 0

    def start(self, channel: ChannelId) -> bool:
        """Let things go along it again; whether it is there and its server is known."""
        return self._change(
            channel,
            ChannelRow.state != ChannelState.NEW.value,
            state=ChannelState.ACTIVE.value,
            failures=0,
            next_at=func.now(),
        )

    def see(self, channel: ChannelId, host_key: str, outcome: Outcome) -> None:
        """The key that its server shows now; the same one counts on, another is to be confirmed first."""
        values: dict[str, object] = {"outcome": outcome.value, "tried_at": func.now()}
        if host_key:
            values["host_key"] = host_key
            self._change(channel, ChannelRow.host_key != host_key, state=ChannelState.NEW.value)
        self._change(channel, **values)

    def confirm(self, channel: ChannelId, host_key: str) -> bool:
        """This very key is that of its server; whether it is the one that was seen."""
        return self._change(
            channel,
            ChannelRow.host_key == host_key,
            ChannelRow.state == ChannelState.NEW.value,
            state=ChannelState.ACTIVE.value,
            failures=0,
            next_at=func.now(),
        )

    def record(self, before: Channel, outcome: Outcome, pause: timedelta | None) -> bool:
        """What came of a try. `pause`: until the next; None to stop. Whether that stopped it now.

        Of several that failed together the first one counts.
        """
        values: dict[str, object] = {"outcome": outcome.value, "tried_at": func.now()}
        if outcome.is_taken:
            self._change(before.id, failures=0, next_at=func.now() + (pause or timedelta()), **values)
            return False
        first = ChannelRow.next_at <= func.now()
        if pause is None:
            active = ChannelRow.state == ChannelState.ACTIVE.value
            return self._change(before.id, active, state=ChannelState.STOPPED.value, **values)
        self._change(before.id, first, failures=before.failures + 1, next_at=func.now() + pause, **values)
        return False

    def _change(self, channel: ChannelId, *when: ColumnElement[bool], **values: object) -> bool:
        changed = update(ChannelRow).where(*self._is(channel), *when).values(**values)
        return self._connection.execute(changed).rowcount > 0

    def _one(self, *which: ColumnElement[bool]) -> SealedChannel | None:
        row = self._connection.execute(self._own().where(*which)).one_or_none()
        return None if row is None else SealedChannel(_channel(row), Wrapped(row.wrapped_by, row.wrapped))

    def _own(self) -> Select[*tuple[Any, ...]]:
        pauses = (ChannelRow.next_at > func.now()).label("pauses")
        return select(*ChannelRow.__table__.columns, pauses).where(
            ChannelRow.organisation_id == self._organisation
        )

    def _is(self, channel: ChannelId) -> tuple[ColumnElement[bool], ...]:
        return ChannelRow.id == channel, ChannelRow.organisation_id == self._organisation


def _channel(row: Found[*tuple[Any, ...]]) -> Channel:
    return Channel(
        id=ChannelId(row.id),
        format=row.format,
        address=address_from(row.kind, row.address),
        host_key=row.host_key,
        state=ChannelState(row.state),
        pauses=row.pauses,
        failures=row.failures,
        outcome=Outcome(row.outcome) if row.outcome else None,
        tried_at=row.tried_at,
        made_by=row.login,
        made_at=row.made_at,
    )
